import { waitFor } from '../support/wait-for.ts'

export const processUrl = '/bin/guides/v1/assets/process'

/** A processing, as the API tells of it. */
export interface RunStatus {
  readonly processingId: string
  readonly path: string
  readonly status: string
  readonly triggeredCount: number
  readonly startedAt: number
  readonly completedAt: number
  readonly eta: { readonly value: number; readonly unit: string }
  readonly migrationSet: { readonly totalFiles: number; readonly calculationStatus: string }
}

export interface LogPage {
  readonly lines: readonly string[]
  readonly limit: number
  readonly offset: number
  readonly hasMore: boolean
}

/** The JSON of an answer. */
export async function jsonOf<T = { readonly message: string }>(answer: Response): Promise<T> {
  return (await answer.json()) as T
}

/** A script that speaks the API of AEM Guides. */
export class GuidesClient {
  readonly #url: string
  readonly #authorization: string

  /** `user` as `name:password`, or a token. */
  constructor(url: string, sign: { readonly user: string } | { readonly token: string }) {
    this.#url = url
    this.#authorization =
      'user' in sign ? `Basic ${Buffer.from(sign.user).toString('base64')}` : `Bearer ${sign.token}`
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(this.#url + path, { headers: { authorization: this.#authorization, ...headers } })
  }

  async post(path: string, body: unknown): Promise<Response> {
    const isForm = body instanceof URLSearchParams || body instanceof FormData
    return await fetch(this.#url + path, {
      method: 'POST',
      headers: {
        authorization: this.#authorization,
        ...(!isForm && { 'content-type': 'application/json' }),
      },
      body: isForm ? body : typeof body === 'string' ? body : JSON.stringify(body),
    })
  }

  /** Starts a processing and returns its id. */
  async start(path: string, more: object = {}): Promise<string> {
    const answer = await this.post(processUrl, { path, type: 'ASSET_PROCESSING', ...more })
    const body = await jsonOf<{ readonly processingId: string }>(answer)
    if (answer.status !== 200) throw new Error(JSON.stringify(body))
    return body.processingId
  }

  async status(processingId: string): Promise<RunStatus> {
    const answer = await this.get(`${processUrl}/status?processingId=${processingId}`)
    if (answer.status !== 200) throw new Error(await answer.text())
    return await jsonOf<RunStatus>(answer)
  }

  /** Waits until it has one of the statuses. */
  async until(processingId: string, statuses: readonly string[], ms = 30_000) {
    return await waitFor(
      `${statuses} of ${processingId}`,
      async () => {
        const status = await this.status(processingId)
        return statuses.includes(status.status) && status
      },
      ms,
    )
  }

  async ended(processingId: string, ms?: number) {
    return await this.until(processingId, ['SUCCESS', 'FAILED', 'CANCELLED'], ms)
  }

  /** All lines of the log, without their times. */
  async log(processingId: string): Promise<string[]> {
    const lines: string[] = []
    for (let more = true; more; ) {
      const answer = await this.get(
        `${processUrl}/logs?processingId=${processingId}&offset=${lines.length}&limit=700`,
      )
      const page = await jsonOf<LogPage>(answer)
      lines.push(...page.lines)
      more = page.hasMore
    }
    return lines.map((line) => line.slice(line.indexOf(' ') + 1))
  }
}
