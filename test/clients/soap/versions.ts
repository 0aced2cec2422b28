// Logs in and looks for active jobs with the WSDL of each version.

import type { Versions, VersionsOptions } from '../story.ts'
import { Ips, items, type ReplyArray } from './client.ts'

const { wsdls, user, password }: VersionsOptions = JSON.parse(process.argv[2] ?? '')
const replies: Versions = {}
for (const wsdl of wsdls) {
  const ips = await Ips.from(wsdl, user, password)
  const { status } = await ips.call<{ status: string }>('checkLogin', { email: user, password })
  const { jobArray } = await ips.call<{ jobArray: ReplyArray<{ name: string }> }>('getActiveJobs', {})
  replies[wsdl] = { login: status, active: items(jobArray).map(({ name }) => name) }
}
process.stdout.write(JSON.stringify(replies))
