import { type Client, createClientAsync } from 'soap'
import type { Fault } from '../story.ts'

const common = 'http://www.scene7.com/IpsApi/xsd'

/** What `soap` rejects with for a SOAP fault. It leaves the texts of details as they are, whatever their type. */
interface SoapFault extends Error {
  readonly root?: {
    readonly Envelope: {
      readonly Body: { readonly Fault: { readonly detail: Readonly<Record<string, FaultDetail>> } }
    }
  }
}

interface FaultDetail {
  readonly code: string
  readonly reason: string
}

/** A client of the IPS web service as the npm package `soap` makes it from a WSDL, with the authHeader of one user. */
export class Ips {
  readonly #client: Client

  private constructor(client: Client) {
    this.#client = client
  }

  static async from(wsdl: string, user: string, password: string): Promise<Ips> {
    const client = await createClientAsync(wsdl)
    client.addSoapHeader({ authHeader: { user, password, appName: 'soap' } }, '', 'common', common)
    return new Ips(client)
  }

  async call<Reply>(operation: string, param: object): Promise<Reply> {
    const [reply] = await this.#client[`${operation}Async`](param)
    return reply
  }

  /** The fault that a call must end with. */
  async fault(operation: string, param: object): Promise<Fault> {
    try {
      await this.call(operation, param)
    } catch (thrown) {
      const detail = (thrown as SoapFault).root?.Envelope.Body.Fault.detail ?? {}
      for (const [name, { code, reason }] of Object.entries(detail))
        return { name, code: Number(code), reason }
      throw thrown
    }
    throw new Error(`${operation} gave no fault`)
  }
}

/** An array of a reply; `soap` has null in place of an empty one. */
export type ReplyArray<Item> = { readonly items: readonly Item[] } | null

export function items<Item>(array: ReplyArray<Item>): readonly Item[] {
  return array?.items ?? []
}
