import { withDarkroom } from './support/darkroom.ts'
import { companyHandle, IpsClient } from './support/ips-client.ts'
import { startNpmSoapServer } from './support/npm-soap-server.ts'
import { print, printRatio } from './support/report.ts'
import { smallPictures } from './support/small-pictures.ts'
import { uploadAll } from './support/upload-all.ts'
import { inWorkFolder } from './support/work-folder.ts'

/** Jobs that are open when getActiveJobs is asked. */
const openJobs = [3, 100]
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
      let open = 0
      for (const jobs of openJobs) {
        for (; open < jobs; open++) await ours.upload({ files: [] })
        await compare(ours, darkroom.url, `getActiveJobs of ${jobs} jobs`, 'getActiveJobs', {})
      }
      const page = { jobHandle: handle, recordsPerPage: details }
      await compare(ours, darkroom.url, 'getJobLogDetails', 'getJobLogDetails', page)
      ours.close()
    }),
  )
}

async function compare(
  ours: IpsClient,
  url: string,
  title: string,
  operation: string,
  param: Readonly<Record<string, string | number>>,
): Promise<void> {
  const npm = await startNpmSoapServer(url, { [operation]: { companyHandle, ...param } })
  const theirs = new IpsClient(npm.url, connections)
  const xml = Object.entries(param).map(([name, value]) => `<${name}>${value}</${name}>`)
  const request = (client: IpsClient) => async () => await client.call(operation, xml.join(''))
  print(`${title}, reply of darkroom`, (await request(ours)()).length / 1000, 'kB')
  print(`${title}, reply of npm soap`, (await request(theirs)()).length / 1000, 'kB')
  for (const client of [theirs, ours]) await perSecond(request(client), warmUpMs)
  const ratios = await measure(title, request(ours), request(theirs))
  printRatio(`requests per second of ${title}, darkroom / npm soap`, ratios, 'at least 3')
  theirs.close()
  await npm.stop()
}

async function measure(
  title: string,
  ours: () => Promise<string>,
  theirs: () => Promise<string>,
): Promise<number[]> {
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const npm = await perSecond(theirs, roundMs)
    const darkroom = await perSecond(ours, roundMs)
    print(`${title}, npm soap from memory`, npm, 'requests/s')
    print(`${title}, darkroom`, darkroom, 'requests/s')
    ratios.push(darkroom / npm)
  }
  return ratios
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
