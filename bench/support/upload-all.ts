import type { File, IpsClient } from './ips-client.ts'

/** Feeds files into one job, one a POST, over so many connections; the last POST ends the job. Gives its handle. */
export async function uploadAll(
  client: IpsClient,
  count: number,
  connections: number,
  file: (index: number) => Promise<File>,
): Promise<string> {
  const jobHandle = await client.upload({ files: [await file(0)] })
  let next = 1
  const connection = async () => {
    while (next < count) await client.upload({ jobHandle, files: [await file(next++)] })
  }
  await Promise.all(Array.from({ length: connections }, connection))
  await client.upload({ jobHandle, endJob: true, files: [] })
  return jobHandle
}
