import { Agent, request } from 'node:http'
import { adminPassword, adminUser } from './darkroom.ts'

/** Where the web service is, below the server's URL. */
export const servicePath = '/scene7/services/IpsApiService'
const usualNamespace = 'http://www.scene7.com/IpsApi/xsd/2014-04-03'
/** Of the company that the first start makes. */
export const companyHandle = 'c|1'
const boundary = 'darkroom-bench-2f8a41c09d'
const lookEveryMs = 500

export interface File {
  readonly name: string
  readonly bytes: Buffer
}

export interface UploadPost {
  /** The job to add to; undefined begins one. */
  readonly jobHandle?: string
  readonly endJob?: boolean
  /** XML of further settings of a job that begins. */
  readonly options?: string
  readonly createMask?: boolean
  /** Of the API's version that the request is written in. */
  readonly namespace?: string
  readonly files: readonly File[]
}

/** A client of the API with so many connections, which it keeps. */
export class IpsClient {
  readonly #url: string
  readonly #agent: Agent

  constructor(url: string, connections: number) {
    this.#url = url
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  /** POSTs to the UploadFile servlet and returns the jobHandle. Throws with the fault of one that failed. */
  async upload(post: UploadPost): Promise<string> {
    const { head, tail } = uploadEnvelope(post)
    const parts = post.files.flatMap(({ name, bytes }) => [filePart(name), bytes, Buffer.from('\r\n')])
    const reply = await this.#post('/scene7/UploadFile', uploadType, [head, ...parts, tail])
    const jobHandle = /<jobHandle>(.*?)<\/jobHandle>/.exec(reply)?.[1]
    if (jobHandle === undefined) throw new Error(reply)
    return jobHandle
  }

  /** Calls an operation of the web service; gives the text of the reply. */
  async call(operation: string, param: string): Promise<string> {
    return await this.#post(servicePath, 'text/xml; charset=utf-8', [
      Buffer.from(
        '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">' +
          `<soap:Header>${authHeader}</soap:Header><soap:Body><${operation}Param xmlns="${usualNamespace}">` +
          `<companyHandle>${companyHandle}</companyHandle>${param}</${operation}Param></soap:Body></soap:Envelope>`,
      ),
    ])
  }

  /** Waits for the end of a job: when it ended, by the server's clock, and how many of its files succeeded. */
  async jobEnded(jobHandle: string): Promise<{ readonly at: number; readonly succeeded: number }> {
    const param = `<jobHandle>${jobHandle}</jobHandle><recordsPerPage>1</recordsPerPage>`
    for (;;) {
      const log = await this.call('getJobLogDetails', param)
      const end = /<endDate>(.*?)<\/endDate>/.exec(log)?.[1]
      const succeeded = Number(/<fileSuccessCount>(\d+)</.exec(log)?.[1])
      if (end !== undefined) return { at: Date.parse(end), succeeded }
      await new Promise((next) => setTimeout(next, lookEveryMs))
    }
  }

  close(): void {
    this.#agent.destroy()
  }

  #post(path: string, type: string, body: readonly Buffer[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const length = body.reduce((sum, part) => sum + part.length, 0)
      const headers = { 'content-type': type, 'content-length': length }
      const sending = request(`${this.#url}${path}`, { method: 'POST', agent: this.#agent, headers })
      sending.once('error', reject)
      sending.once('response', (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.once('error', reject)
        response.once('end', () =>
          response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`)),
        )
      })
      for (const part of body) sending.write(part)
      sending.end()
    })
  }
}

/** The Content-Type of a body that `uploadEnvelope` and `filePart` make. */
export const uploadType = `multipart/form-data; boundary=${boundary}`

const authHeader = `<authHeader xmlns="${usualNamespace}"><user>${adminUser}</user><password>${adminPassword}</password></authHeader>`

/** What comes before and after the file parts of a POST. */
export function uploadEnvelope({
  jobHandle,
  endJob = false,
  options = '',
  createMask = false,
  namespace = usualNamespace,
}: Omit<UploadPost, 'files'>): { readonly head: Buffer; readonly tail: Buffer } {
  const job = jobHandle === undefined ? '<jobName>bench</jobName>' : `<jobHandle>${jobHandle}</jobHandle>`
  const params = `<overwrite>true</overwrite><readyForPublish>true</readyForPublish><createMask>${createMask}</createMask><emailSetting>None</emailSetting>`
  const request =
    `<uploadPostParam xmlns="${namespace}"><companyHandle>${companyHandle}</companyHandle>${job}<endJob>${endJob}</endJob>` +
    `${jobHandle === undefined ? `<uploadParams>${params}${options}</uploadParams>` : ''}</uploadPostParam>`
  const field = (name: string, text: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`
  return {
    head: Buffer.from(field('auth', authHeader) + field('uploadParams', request)),
    tail: Buffer.from(`--${boundary}--\r\n`),
  }
}

/** The delimiter and headers before a file's bytes; a line end follows them. */
export function filePart(name: string): Buffer {
  return Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n',
  )
}
