import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** An answer as it came over the socket. */
export interface RawReply {
  readonly status: number
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
}

/** A POST over a bare socket: what no HTTP client would send, or would not send that way. */
export class RawPost {
  readonly #socket: Socket
  readonly #chunks: Buffer[] = []
  readonly #closed: Promise<unknown>
  #failed = false

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    // The server may close while we still send; what it said before is read all the same.
    socket.on('error', () => {
      this.#failed = true
    })
    this.#closed = new Promise((resolve) => socket.once('close', resolve))
  }

  /** Connects and sends the request line and the header lines, each as given. `Host` and `Connection: close` are added. */
  static async open(url: string, path: string, headerLines: readonly string[]): Promise<RawPost> {
    const { hostname, port, host } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    await once(socket, 'connect')
    const post = new RawPost(socket)
    const lines = [`POST ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headerLines]
    await post.write(`${lines.join('\r\n')}\r\n\r\n`)
    return post
  }

  /** Sends bytes, at the pace that they are taken. False: the server does not take any more. */
  async write(bytes: string | Uint8Array): Promise<boolean> {
    if (this.#failed || this.#socket.destroyed) return false
    return await new Promise((resolve) => this.#socket.write(bytes, (error) => resolve(!error)))
  }

  /** Says that nothing more will come, while the connection stays open for the answer. */
  end(): void {
    this.#socket.end()
  }

  /** Breaks the connection off, as a client that crashes. */
  async destroy(): Promise<void> {
    this.#socket.resetAndDestroy()
    await this.#closed
  }

  /** Waits until the server has closed the connection. Undefined: it did so without an answer. */
  async reply(): Promise<RawReply | undefined> {
    await this.#ended()
    const bytes = Buffer.concat(this.#chunks)
    const split = bytes.indexOf('\r\n\r\n')
    if (split < 0) return undefined
    const [statusLine = '', ...lines] = bytes.toString('latin1', 0, split).split('\r\n')
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    })
    return {
      status: Number(statusLine.split(' ')[1]),
      headers: new Map(headers),
      body: bytes.subarray(split + 4),
    }
  }

  async #ended(): Promise<void> {
    if (!this.#socket.readableEnded && !this.#socket.destroyed)
      await Promise.race([once(this.#socket, 'end').catch(() => undefined), this.#closed])
    this.#socket.destroy()
    await this.#closed
  }
}
