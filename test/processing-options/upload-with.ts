import type { TestApp } from '../support/app.ts'
import { type EndedJob, jobEnded } from '../support/soap.ts'
import { neededSettings, settingsPart } from '../uploads/every-setting.ts'
import { authPart, filePart, handleIn, postForm } from '../uploads/form.ts'

/** Uploads one file as a job of its own in the newest version, with settings as XML, and waits for its end. */
export async function uploadWith(
  { url }: TestApp,
  name: string,
  bytes: Uint8Array,
  settings: string,
): Promise<EndedJob> {
  const parts = [authPart(), settingsPart(name, neededSettings + settings, true), filePart(name, bytes)]
  return await jobEnded(url, handleIn(await postForm(url, parts)))
}

/** The picture of an image URL as PNG, or what query says. */
export async function delivered({ url }: TestApp, name: string, query = 'fmt=png'): Promise<Buffer> {
  const response = await fetch(`${url}/is/image/Demo/${name}?${query}`)
  if (response.status !== 200) throw new Error(`${name}: ${response.status} ${await response.text()}`)
  return Buffer.from(await response.arrayBuffer())
}
