import { type EndedJob, jobEnded, soap, textOf } from '../support/soap.ts'

/** Submits a job in the company Demo and waits for its end. `element` is its XML. Throws with the fault of one that is refused. */
export async function runJob(url: string, element: string): Promise<EndedJob> {
  const { text, body } = await soap(url, {
    operation: 'submitJob',
    param: `<companyHandle>c|1</companyHandle><jobName>test</jobName>${element}`,
  })
  const submitted = textOf(body, 'jobHandle')
  if (submitted === undefined) throw new Error(text)
  return await jobEnded(url, submitted)
}

/** XML of a publish job that takes no options but its mails. `more` is XML after them. */
export function publishJob(name: string, more = ''): string {
  return `<${name}><emailSetting>None</emailSetting>${more}</${name}>`
}
