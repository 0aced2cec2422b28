import type { XmlElement } from '../../../src/soap/xml.ts'
import { type SoapCall, soap, textOf } from '../../support/soap.ts'

/** What came of a call: the Return element, or code and reason of the fault. */
export interface Outcome {
  readonly body: XmlElement
  /** Undefined: no fault. */
  readonly code: string | undefined
  readonly reason: string
}

export async function outcome(url: string, call: SoapCall): Promise<Outcome> {
  const { status, body } = await soap(url, call)
  return {
    body,
    code: status === 200 ? undefined : textOf(body, 'code'),
    reason: textOf(body, 'reason') ?? '',
  }
}

/** Throws with the reason of a fault. */
export async function answer(url: string, call: SoapCall): Promise<XmlElement> {
  const { body, code, reason } = await outcome(url, call)
  if (code !== undefined) throw new Error(`${call.operation}: ${code} ${reason}`)
  return body
}

export interface Submission {
  readonly jobName: string
  readonly companyHandle?: string
  readonly execTime?: string
  readonly execSchedule?: string
  readonly description?: string
  /** XML of the job element. */
  readonly job?: string
}

export const publishJob =
  '<imageServingPublishJob><publishType>Full</publishType><emailSetting>None</emailSetting></imageServingPublishJob>'

/** The parameters of submitJob; without `job` a full publish. */
export function submission({
  jobName,
  companyHandle = 'c|1',
  job = publishJob,
  ...more
}: Submission): string {
  const optional = (['execTime', 'execSchedule', 'description'] as const)
    .filter((name) => more[name] !== undefined)
    .map((name) => `<${name}>${more[name]}</${name}>`)
    .join('')
  return `<companyHandle>${companyHandle}</companyHandle><jobName>${jobName}</jobName>${optional}${job}`
}

/** Submits a job and returns its handle. */
export async function submitted(url: string, job: Submission): Promise<string> {
  const body = await answer(url, { operation: 'submitJob', param: submission(job) })
  return textOf(body, 'jobHandle') ?? ''
}

/** The parameters of the operations on one job. */
export function jobParam(jobHandle: string, companyHandle = 'c|1'): string {
  return `<companyHandle>${companyHandle}</companyHandle><jobHandle>${jobHandle}</jobHandle>`
}
