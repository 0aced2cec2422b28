import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded, soap, textOf } from '../support/soap.ts'
import { testVideo } from '../support/videos.ts'
import { waitFor } from '../support/wait-for.ts'
import { fieldsXml, neededSettings, settingsPart } from '../uploads/every-setting.ts'
import { authPart, filePart, handleIn, postForm } from '../uploads/form.ts'

let darkroom: TestApp
beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

/** Command lines of the FFmpeg processes that work for this server. */
async function running(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    ids.map(async (id) => await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')),
  )
  return lines.filter((line) => line.includes('ffmpeg') && line.includes(darkroom.dataFolder))
}

it.runIf(process.platform === 'linux')(
  'a long encode shows how far it is, and stopping its job ends FFmpeg',
  async () => {
    const { url } = darkroom
    const slow = {
      ...{ name: 'slow', fileSuffix: '-slow', videoBitrate: 4000, twoPass: true, audioBitrate: 0 },
      advancedSettings: { items: [{ name: 'preset', value: 'veryslow' }] },
    }
    const settings = fieldsXml({ mediaOptions: { videoEncodingArray: { items: [slow] } } })
    const film = await testVideo('film.mp4', { seconds: 40, size: '320x240' })
    const parts = [
      authPart(),
      settingsPart('slow', neededSettings + settings, true),
      filePart('film.mp4', film),
    ]
    const jobHandle = handleIn(await postForm(url, parts))
    const param = `<companyHandle>c|1</companyHandle><jobHandle>${jobHandle}</jobHandle>`
    const progress = await waitFor('progress inside the file', async () => {
      const { body } = await soap(url, { operation: 'getActiveJobs', param })
      return Number(textOf(body, 'progress')) || undefined
    })
    expect(progress).toBeGreaterThan(0)
    expect(progress).toBeLessThan(100)
    expect(await running()).not.toEqual([])
    await soap(url, { operation: 'stopJob', param })
    const log = await jobEnded(url, jobHandle)
    expect(log.lines.map(({ type }) => type)).toContain('FileCancel')
    await waitFor('the end of FFmpeg', async () => (await running()).length === 0)
  },
  60_000,
)
