import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { UndiciWebClient } from './web-client.ts'

/** Servers and clients of one test, closed by `close`; for tests. */
export class TestWeb {
  readonly #servers: Server[] = []
  readonly #clients: UndiciWebClient[] = []

  /** A server on 127.0.0.1; with a certificate over TLS. Returns its `host:port`, with the name `localhost`. */
  async serve(
    listener: RequestListener,
    tls?: { readonly key: string; readonly cert: string },
  ): Promise<string> {
    const server = tls ? createTlsServer(tls, listener) : createServer(listener)
    this.#servers.push(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return `localhost:${(server.address() as AddressInfo).port}`
  }

  /** A client that may reach these servers, unless `config` says otherwise, and does not pause for long between tries. */
  client(
    config: Partial<ConstructorParameters<typeof UndiciWebClient>[0]> = {},
    { times, ...options }: ConstructorParameters<typeof UndiciWebClient>[1] = {},
  ): UndiciWebClient {
    const client = new UndiciWebClient(
      { allowPrivate: true, tries: 4, perHost: 4, ...config },
      { ...options, times: { firstPauseMs: 1, maxPauseMs: 1000, ...times } },
    )
    this.#clients.push(client)
    return client
  }

  async close(): Promise<void> {
    for (const client of this.#clients.splice(0)) await client.close()
    for (const server of this.#servers.splice(0)) {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
  }
}
