import type { Readable } from 'node:stream'
import type { Tx } from './tables.ts'

/** Bytes `start` to `end`, both included, counted from 0 (as in RFC 9110, section 14). */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** What is known of a stored blob without reading it. */
export interface BlobFacts {
  /** Where it lies; derived from its content, so the same bytes have the same key. */
  readonly key: string
  /** In bytes. */
  readonly size: number
}

/** Bytes on their way in: complete and hashed, but not yet visible under a key. */
export interface StagedBlob {
  /** Hexadecimal SHA-256 of the content, 64 characters. */
  readonly sha256: string
  /** In bytes. */
  readonly size: number
  /** Makes the blob visible under its content-derived key, durably. Safe to call for content that is there already. */
  commit(): Promise<BlobFacts>
  /** Drops the bytes. Does nothing after `commit`. */
  discard(): Promise<void>
}

/** Where files live. Keys are ours; the store knows nothing of assets or requests. */
export interface BlobStore {
  /** Reads a blob or a part of it. Throws `not-found`. */
  read(key: string, range?: ByteRange): Promise<Readable>
  /**
   * All of a small blob. At once where it lies on this machine: for thousands of small ones promises cost more than reading. Throws
   * `not-found`.
   */
  readWhole(key: string): Buffer | Promise<Buffer>
  /**
   * Takes a stream to staging, with SHA-256 on the way and durable at the end. Constant memory. When the source
   * fails, `signal` aborts or the disk is full (`storage-full`), nothing is left behind.
   */
  stage(body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<StagedBlob>
  /**
   * Takes over a finished file of this machine under a key that the caller derived from all that the file was made
   * from (64 hexadecimal digits), whole and durable. The file is gone afterwards, also when there is such a blob
   * already. Cheapest for a file on the store's own volume.
   */
  adopt(path: string, key: string): Promise<BlobFacts>
  /** Undefined when there is no such blob. */
  stat(key: string): Promise<BlobFacts | undefined>
  /** Already absent is success. */
  remove(key: string): Promise<void>
  /**
   * A path on this machine under which the blob's bytes can be read at random, for libraries that want a file
   * (libvips reads only the tiles it needs). Throws `not-found`. Valid until the blob is removed.
   */
  localPath(key: string): Promise<string>
}

/** A mail to people; the mailer knows the sender. */
export interface Mail {
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

/** Sends mail, or keeps it where the operator can read it. Throws when it could not be handed over. */
export interface Mailer {
  send(mail: Mail): Promise<void>
}

/** What workers are asked to do, by queue. Each names rows of the database; the rows hold the rest. */
export type QueueMessage =
  | { readonly queue: 'start'; readonly jobId: number }
  | { readonly queue: 'item'; readonly itemId: number }
  | { readonly queue: 'finish'; readonly jobId: number }
  | { readonly queue: 'stop'; readonly jobId: number }
  | { readonly queue: 'mail'; readonly mail: Mail }
  | { readonly queue: 'callback'; readonly jobId: number; readonly url: string; readonly text: string }

export type QueueName = QueueMessage['queue']

/** Durable messages to the workers. */
export interface JobQueue {
  /**
   * Part of the transaction: sent when it commits, never when it does not. With `turn` (see `turnNow`) the first message
   * has that place in the line before the workers and each further one the next; without, they come before all that have one.
   */
  enqueue(
    tx: Tx,
    messages: readonly QueueMessage[],
    options?: { readonly delaySeconds?: number; readonly turn?: number },
  ): Promise<void>
  /**
   * Takes the messages of items off the queue, as a part of the transaction. Workers that have one of them in hand are told by
   * its signal within seconds.
   */
  withdrawItems(tx: Tx, itemIds: readonly number[]): Promise<void>
}

/** One delivery of a message to this worker. */
export interface Delivery<Message extends QueueMessage = QueueMessage> {
  readonly message: Message
  /** Counts from 1: how often the message was given to a worker. */
  readonly attempt: number
  /** Aborts when the worker has to stop, or when the message was given to another one. */
  readonly signal: AbortSignal
  /** Takes the message off the queue as a part of the transaction. Without it, a handler that returns does so. */
  done(tx: Tx): Promise<void>
}

/** Messages that a lane of this worker takes together, because they take little time each. */
export interface Batch<Message extends QueueMessage = QueueMessage> {
  /** In the order of their turns. */
  readonly deliveries: readonly Delivery<Message>[]
  /** Aborts when the worker has to stop. */
  readonly signal: AbortSignal
  /** `Delivery.done` of some of them, at the price of one. */
  done(tx: Tx, some: readonly Delivery<Message>[]): Promise<void>
}

/** Those of a batch that have to come again, and why. */
export type Failures = ReadonlyMap<Delivery, unknown>

/** What a URL led to, its body not yet read. */
export interface WebResource {
  /**
   * The content, decoded when the server compressed it. Fails with a TransientError when it breaks off (start again
   * with a new `get`), `too-large` beyond the limits, `bad-file` when its compression is broken. Has to be read or destroyed.
   */
  readonly body: Readable
  /** In bytes, as announced; undefined: not announced. The body is never longer, and fails when it is shorter. */
  readonly size: number | undefined
  /** Lower case, without parameters; undefined: absent or no media type. */
  readonly mimeType: string | undefined
  /** The server's own name for the file, without folders; undefined: it gave none (not derived from the URL). */
  readonly fileName: string | undefined
  /** After redirects; without user and password, but with its query: see `shownUrl` for messages. */
  readonly finalUrl: string
}

/** Text to send. */
export interface WebBody {
  readonly contentType: string
  readonly text: string
  /** Further headers, names in lower case; sent along wherever the text is sent. */
  readonly headers?: Readonly<Record<string, string>>
}

/** How far a download may go. */
export interface WebLimits {
  /** Aborts the request and the body; the signal's reason is thrown. */
  readonly signal: AbortSignal
  /** Of the body, on the wire and decoded. */
  readonly maxBytes: number
  /** From the first request to the last byte, tries and redirects included; waiting for a turn at first is not. */
  readonly maxSeconds: number
}

/**
 * Outgoing HTTP and HTTPS, and FTP for reading. It does not reach where it should not: unless the operator allows it, no
 * address that is not public is connected to, whatever the URL, the name service or a redirect says. Follows redirects,
 * tries again what may succeed later, and sends a bounded number of requests to a host at a time. User and password in a
 * URL go as Basic authorisation, or sign in to an FTP server, and reach no message.
 *
 * Both throw `invalid-parameter` (another scheme or no URL, a refused address, an unknown host) and a TransientError (no
 * connection, time-outs, status 408, 429 and 5xx, and replies 4xx of FTP servers, each after the last try).
 */
export interface WebClient {
  /**
   * Opens an http, https, ftp or ftps (TLS from the start) URL for reading. Throws `bad-file` (any other status than 2xx,
   * replies 5xx of FTP servers) and `too-large` (bytes or seconds) too.
   */
  get(url: string, limits: WebLimits): Promise<WebResource>
  /**
   * Sends text and drops the reply's body. Resolves with the last status, which may be 4xx. What is sent may arrive more than
   * once. As with browsers, redirects other than 307 and 308 are followed without the text, as GET.
   */
  post(
    url: string,
    body: WebBody,
    options: { readonly signal: AbortSignal },
  ): Promise<{ readonly status: number }>
}

/** What lies in a folder of the server. Links are never followed; sockets, devices and the like are `other`. */
export interface ServerEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'other'
}

/**
 * A folder of the server that jobs may read. Paths inside are relative, with slashes, and come from `entries`; the empty
 * one is the folder itself. Both throw `bad-file` for what is gone, may not be read or has a link on its way.
 */
export interface ServerFolder {
  /** The entries of one folder, in no order, a few in memory at a time. */
  entries(path: string): AsyncIterable<ServerEntry>
  /**
   * The bytes of a file, which is opened when the first are asked for. Throws `too-large` beyond `maxBytes` too, and a
   * TransientError when the file changes meanwhile.
   */
  read(path: string, maxBytes?: number): AsyncIterable<Uint8Array>
}

/** The folders of the server that the operator opened to jobs. Nothing is ever written or removed there. */
export interface ServerFolders {
  /**
   * An absolute path, or one relative to an opened folder. Throws `invalid-parameter` unless its real path is a folder inside
   * of an opened one.
   */
  open(serverDir: string): Promise<ServerFolder>
}

/** A node of a repository beside darkroom's own. */
export interface RepositoryNode {
  readonly name: string
  /** Absolute, without a closing slash. */
  readonly path: string
  /** `asset` and `file` have bytes, each at another place; `other` has neither bytes nor anything below it that counts. */
  readonly kind: 'asset' | 'file' | 'folder' | 'other'
  /** Undefined: it does not say. */
  readonly createdAt: Date | undefined
}

/**
 * A repository that is reached over HTTP. Everything throws a TransientError when it does not answer, `bad-file` when it answers
 * something else than was asked for.
 */
export interface ContentRepository {
  /** Undefined: there is nothing. */
  node(path: string, signal: AbortSignal): Promise<RepositoryNode | undefined>
  /** What lies in a folder, in order of the names. */
  children(path: string, signal: AbortSignal): Promise<readonly RepositoryNode[]>
  /** The bytes of an asset or a file. */
  download(node: Pick<RepositoryNode, 'path' | 'kind'>, signal: AbortSignal): Promise<WebResource>
  /** Sets properties of an asset or a file. Undefined: nothing may be written. */
  readonly write?: (
    node: Pick<RepositoryNode, 'path' | 'kind'>,
    properties: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<void>
}
