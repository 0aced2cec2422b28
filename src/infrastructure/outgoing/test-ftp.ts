import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

/** How a server of a test differs from one that does its part. */
export interface FtpScript {
  /** Contents by path, as `RETR` names it. */
  readonly files?: Readonly<Record<string, string | Buffer>>
  /** Replies by command in place of the usual ones; undefined: none ever. `count`: how often the command came, from 1. */
  readonly replies?: Readonly<Record<string, (argument: string, count: number) => string | undefined>>
  /** Sends a file and gives the reply that follows; undefined: none ever. */
  readonly send?: (data: Socket, content: Buffer, count: number) => string | undefined
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** FTP servers of one test on 127.0.0.1, closed by `close`; for tests. */
export class TestFtp {
  /** Every command that came to any of them, with its argument. */
  readonly commands: string[] = []
  readonly #servers = new Set<Server>()
  readonly #sockets = new Set<Socket>()

  /** Returns its `host:port`, with the name `localhost`. */
  async serve(script: FtpScript): Promise<string> {
    const port = await this.#listen(script, (control) => this.#converse(control, script))
    return `localhost:${port}`
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    for (const server of this.#servers) {
      server.close()
      await once(server, 'close')
    }
    this.#servers.clear()
    this.commands.length = 0
  }

  async #listen({ tls }: FtpScript, onConnection: (socket: Socket) => void): Promise<number> {
    const server = tls ? createTlsServer(tls, onConnection) : createServer(onConnection)
    server.on('connection', (socket) => {
      // Clients may leave as they like.
      socket.on('error', () => undefined)
      this.#sockets.add(socket)
    })
    this.#servers.add(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }

  #converse(control: Socket, script: FtpScript): void {
    let waiting = Promise.withResolvers<Socket>()
    const counted = (verb: string) => this.commands.filter((line) => line.split(' ')[0] === verb).length
    const passive = async () => {
      waiting = Promise.withResolvers<Socket>()
      return await this.#listen(script, waiting.resolve)
    }
    const retrieve = async (path: string) => {
      const content = script.files?.[path]
      if (content === undefined) return '550 No such file'
      control.write('150 Here it comes\r\n')
      const send = script.send ?? sendWhole
      return send(await waiting.promise, Buffer.from(content), counted('RETR'))
    }
    const usual: Record<string, (argument: string) => string | Promise<string | undefined>> = {
      USER: () => '331 And the password',
      PASS: () => '230 Welcome',
      TYPE: () => '200 As you like',
      SIZE: (path) => {
        const content = script.files?.[path]
        return content === undefined ? '550 No such file' : `213 ${Buffer.byteLength(content)}`
      },
      EPSV: async () => `229 Go there (|||${await passive()}|)`,
      PASV: async () => {
        const port = await passive()
        return `227 Go there (127,0,0,1,${port >> 8},${port & 255})`
      },
      RETR: retrieve,
      QUIT: () => '221 Bye',
    }
    const answer = async (line: string) => {
      this.commands.push(line)
      const [verb = ''] = line.split(' ')
      const argument = line.slice(verb.length + 1)
      const scripted = script.replies?.[verb]
      const reply = scripted
        ? scripted(argument, counted(verb))
        : await (usual[verb]?.(argument) ?? '502 Not known here')
      if (reply !== undefined) control.write(`${reply}\r\n`)
    }
    control.on('error', () => undefined)
    control.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\r\n')) if (line !== '') void answer(line)
    })
    const greeting = script.replies?.greeting
    const hello = greeting ? greeting('', 1) : '220 Hello'
    if (hello !== undefined) control.write(`${hello}\r\n`)
  }
}

function sendWhole(data: Socket, content: Buffer): string {
  data.end(content)
  return '226 Done'
}
