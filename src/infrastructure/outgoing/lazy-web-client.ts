import type { WebBody, WebClient, WebLimits, WebResource } from '../../core/ports.ts'
import type { OutgoingConfig } from './config.ts'
import type { UndiciWebClient } from './web-client.ts'

/** A web client whose modules are loaded with its first request: most processes never send one. */
export class LazyWebClient implements WebClient {
  readonly #config: OutgoingConfig
  #client: Promise<UndiciWebClient> | undefined

  constructor(config: OutgoingConfig) {
    this.#config = config
  }

  async get(url: string, limits: WebLimits): Promise<WebResource> {
    return await (await this.#opened()).get(url, limits)
  }

  async post(
    url: string,
    body: WebBody,
    options: { readonly signal: AbortSignal },
  ): Promise<{ readonly status: number }> {
    return await (await this.#opened()).post(url, body, options)
  }

  /** Breaks off what is under way and closes all connections. */
  async close(): Promise<void> {
    await (await this.#client)?.close()
  }

  #opened(): Promise<UndiciWebClient> {
    this.#client ??= import('./web-client.ts').then(
      ({ UndiciWebClient }) => new UndiciWebClient(this.#config),
    )
    return this.#client
  }
}
