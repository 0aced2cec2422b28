import type { File, IpsClient } from './ips-client.ts'

/** Feeds files into one job, one a POST, over so many connections; the last POST ends the job. Gives its handle. */
export async function uploadAll(
  client: IpsClient,
  files: readonly File[],
  connections: number,
): Promise<string> {
  const jobHandle = await client.upload({ files: files.slice(0, 1) })
  const left = files.slice(1).values()
  const connection = async () => {
    for (const file of left) await client.upload({ jobHandle, files: [file] })
  }
  await Promise.all(Array.from({ length: connections }, connection))
  await client.upload({ jobHandle, endJob: true, files: [] })
  return jobHandle
}
