import { parseEnvelope } from '../../src/soap/envelope.ts'
import type { XmlElement } from '../../src/soap/xml.ts'
import { adminPassword, adminUser } from './app.ts'
import { ipsNamespace } from './upload.ts'
import { validateReply } from './validate.ts'
import { waitFor } from './wait-for.ts'

export interface SoapCall {
  readonly operation: string
  /** XML inside the Param element. */
  readonly param: string
  readonly user?: string
  readonly password?: string
  readonly namespace?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface SoapReply {
  readonly status: number
  readonly text: string
  /** The element inside the Body. */
  readonly body: XmlElement
}

/** Calls an operation of the web service with a SOAP 1.1 envelope. Throws when the reply does not satisfy its schema. */
export async function soap(url: string, call: SoapCall): Promise<SoapReply> {
  const { operation, user = adminUser, password = adminPassword, namespace = ipsNamespace } = call
  const response = await fetch(`${url}/scene7/services/IpsApiService`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: operation, ...call.headers },
    body:
      '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>' +
      `<authHeader xmlns="http://www.scene7.com/IpsApi/xsd"><user>${user}</user><password>${password}</password></authHeader>` +
      `</soap:Header><soap:Body><${operation}Param xmlns="${namespace}">${call.param}</${operation}Param></soap:Body></soap:Envelope>`,
  })
  const text = await response.text()
  validateReply(text)
  return { status: response.status, text, body: (await parseEnvelope(Buffer.from(text))).body }
}

/** All elements of that name below an element, in the order of the document. */
export function elements(root: XmlElement, name: string): XmlElement[] {
  return root.children.flatMap((child) => [...(child.name === name ? [child] : []), ...elements(child, name)])
}

/** The text of the first element of that name; undefined when there is none. */
export function textOf(root: XmlElement, name: string): string | undefined {
  return elements(root, name)[0]?.text
}

export interface EndedJob {
  readonly counts: {
    success: number
    update: number
    duplicate: number
    error: number
    warning: number
    total: number
  }
  readonly lines: readonly { type: string; message: string; assetName?: string }[]
}

/** Waits until a job has ended and returns its log. */
export async function jobEnded(url: string, jobHandle: string, timeoutMs = 60_000): Promise<EndedJob> {
  const log = await waitFor(
    `the end of ${jobHandle}`,
    async () => {
      const { body } = await soap(url, {
        operation: 'getJobLogDetails',
        param: `<companyHandle>c|1</companyHandle><jobHandle>${jobHandle}</jobHandle>`,
      })
      return textOf(body, 'endDate') === undefined ? undefined : body
    },
    timeoutMs,
  )
  const count = (name: string) => Number(textOf(log, name))
  const details = elements(log, 'detailArray')[0]
  return {
    counts: {
      success: count('fileSuccessCount'),
      update: count('fileUpdateCount'),
      duplicate: count('fileDuplicateCount'),
      error: count('fileErrorCount'),
      warning: count('fileWarningCount'),
      total: count('totalFileCount'),
    },
    lines: (details?.children ?? []).map((line) => ({
      type: textOf(line, 'logType') ?? '',
      message: textOf(line, 'logMessage') ?? '',
      ...(textOf(line, 'assetName') !== undefined && { assetName: textOf(line, 'assetName') }),
    })),
  }
}

/** Publishes what is marked, and waits for it. */
export async function publish(url: string, publishType = 'Full'): Promise<EndedJob> {
  const { body } = await soap(url, {
    operation: 'submitJob',
    param:
      '<companyHandle>c|1</companyHandle><jobName>publish</jobName><imageServingPublishJob>' +
      `<publishType>${publishType}</publishType><emailSetting>None</emailSetting></imageServingPublishJob>`,
  })
  const handle = textOf(body, 'jobHandle')
  if (handle === undefined) throw new Error('submitJob gave no handle')
  return await jobEnded(url, handle)
}
