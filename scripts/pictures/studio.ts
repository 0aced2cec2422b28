import { type File, IpsClient } from '../../bench/support/ips-client.ts'

/** The version that has every option. */
const newest = 'http://www.scene7.com/IpsApi/xsd/2021-04-26-beta'

/** A darkroom that pictures are made with: files go in through the UploadFile servlet, pictures come from delivery. */
export class Studio {
  readonly #url: string
  readonly #client: IpsClient

  constructor(url: string) {
    this.#url = url
    this.#client = new IpsClient(url, 2)
  }

  /** Uploads a file as a job with these settings (XML) and waits for its end. Throws with the log when it fails. */
  async upload(file: File, settings = '', createMask = false): Promise<void> {
    const handle = await this.#client.upload({
      ...{ endJob: true, options: settings, createMask, namespace: newest },
      files: [file],
    })
    if ((await this.#client.jobEnded(handle)).succeeded === 1) return
    throw new Error(
      `${file.name}: ${await this.#client.call('getJobLogDetails', `<jobHandle>${handle}</jobHandle>`)}`,
    )
  }

  /** Publishes what was uploaded, videos too. */
  async publish(): Promise<void> {
    const email = '<emailSetting>None</emailSetting>'
    for (const job of [
      `<imageServingPublishJob><publishType>Full</publishType>${email}</imageServingPublishJob>`,
      `<videoPublishJob>${email}</videoPublishJob>`,
    ]) {
      const reply = await this.#client.call('submitJob', `<jobName>publish</jobName>${job}`)
      const handle = /<jobHandle>(.*?)<\/jobHandle>/.exec(reply)?.[1]
      if (handle === undefined) throw new Error(reply)
      await this.#client.jobEnded(handle)
    }
  }

  /** What the web service knows of the asset of that name, as XML. */
  async facts(name: string): Promise<string> {
    return await this.#client.call('getAssetsByName', `<nameArray><items>${name}</items></nameArray>`)
  }

  /** The handle of the asset of that name. */
  async handle(name: string): Promise<string> {
    const facts = await this.facts(name)
    const handle = /<assetHandle>(.*?)<\/assetHandle>/.exec(facts)?.[1]
    if (handle === undefined) throw new Error(facts)
    return handle
  }

  /** A delivered picture, without loss and with its alpha. */
  async image(name: string, query = 'scl=1'): Promise<Buffer> {
    return await this.#get(`/is/image/Demo/${name}?fmt=png-alpha&${query}`)
  }

  /** The alpha of a picture as a picture. */
  async mask(name: string): Promise<Buffer> {
    return await this.#get(`/is/image/Demo/${name}?req=mask&fmt=png&scl=1`)
  }

  /** A delivered file. */
  async content(path: string): Promise<Buffer> {
    return await this.#get(`/is/content/Demo/${path}`)
  }

  close(): void {
    this.#client.close()
  }

  async #get(path: string): Promise<Buffer> {
    const response = await fetch(this.#url + path)
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return Buffer.from(await response.arrayBuffer())
  }
}
