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
   * Takes a stream to staging, with SHA-256 on the way and durable at the end. Constant memory. When the source
   * fails, `signal` aborts or the disk is full (`storage-full`), nothing is left behind.
   */
  stage(body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<StagedBlob>
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
  | { readonly queue: 'mail'; readonly mail: Mail }

export type QueueName = QueueMessage['queue']

/** Durable messages to the workers. */
export interface JobQueue {
  /** Part of the transaction: sent when it commits, never when it does not. */
  enqueue(tx: Tx, messages: readonly QueueMessage[]): Promise<void>
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
