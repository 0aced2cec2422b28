import { withDarkroom } from './support/darkroom.ts'
import { companyHandle, IpsClient } from './support/ips-client.ts'
import { startNpmSoapServer } from './support/npm-soap-server.ts'
import { print, printRatio } from './support/report.ts'
import { smallPictures } from './support/small-pictures.ts'
import { uploadAll } from './support/upload-all.ts'
import { inWorkFolder } from './support/work-folder.ts'

const activeJobs = 3
const details = 1000
const connections = 4
const rounds = 5
const roundMs = 4000
const warmUpMs = 2000

/** Requests per second of two operations, against the npm package `soap` that answers the same from memory. */
export async function soap(): Promise<void> {
  const files = await smallPictures(details)
  await inWorkFolder(async (data) =>
    withDarkroom(data, async (darkroom) => {
      const ours = new IpsClient(darkroom.url, connections)
      const handle = await uploadAll(ours, files, connections)
      await ours.jobEnded(handle)
      for (let i = 0; i < activeJobs; i++) await ours.upload({ files: [] })
      const page = { jobHandle: handle, recordsPerPage: details }
      const npm = await startNpmSoapServer(darkroom.url, {
        getActiveJobs: { companyHandle },
        getJobLogDetails: { companyHandle, ...page },
      })
      const theirs = new IpsClient(npm.url, connections)
      await compare('getActiveJobs', '', ours, theirs)
      await compare(
        'getJobLogDetails',
        `<jobHandle>${handle}</jobHandle><recordsPerPage>${details}</recordsPerPage>`,
        ours,
        theirs,
      )
      ours.close()
      theirs.close()
      await npm.stop()
    }),
  )
}

async function compare(operation: string, param: string, ours: IpsClient, theirs: IpsClient): Promise<void> {
  const request = (client: IpsClient) => async () => await client.call(operation, param)
  print(`${operation}, reply of darkroom`, (await request(ours)()).length / 1000, 'kB')
  print(`${operation}, reply of npm soap`, (await request(theirs)()).length / 1000, 'kB')
  for (const client of [theirs, ours]) await perSecond(request(client), warmUpMs)
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const npm = await perSecond(request(theirs), roundMs)
    const darkroom = await perSecond(request(ours), roundMs)
    print(`${operation}, npm soap from memory`, npm, 'requests/s')
    print(`${operation}, darkroom`, darkroom, 'requests/s')
    ratios.push(darkroom / npm)
  }
  printRatio(`requests per second of ${operation}, darkroom / npm soap`, ratios, 'at least 3')
}

/** How often a request is answered, over all connections. */
async function perSecond(request: () => Promise<string>, milliseconds: number): Promise<number> {
  const begin = performance.now()
  let count = 0
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() - begin < milliseconds) {
        await request()
        count++
      }
    }),
  )
  return (1000 * count) / (performance.now() - begin)
}
