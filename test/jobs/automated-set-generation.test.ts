import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maxSetAssets } from '../../src/core/jobs/kinds/automated-set-generation.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { told } from './asset-rows.ts'
import { runJob } from './run-job.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

describe('automatedSetGenerationJob', () => {
  it.each([
    [
      'a script that does not exist',
      1,
      '<items>ps|941</items><items>ps|7</items>',
      "autoSetCreationOptions/autoSetsArray: there is no property set 'ps|941', 'ps|7'.",
    ],
    ['no script', 1, '', 'autoSetCreationOptions/autoSetsArray is empty; at least one script is required.'],
    [
      'too many assets',
      maxSetAssets + 1,
      '<items>ps|941</items>',
      `assetHandleArray has ${maxSetAssets + 1} handles; at most ${maxSetAssets} are taken.`,
    ],
  ])('ends with a fatal error for %s', async (_case, assets, scripts, reason) => {
    const items = Array.from({ length: assets }, (_, i) => `<items>a|${i + 1}</items>`).join('')
    const { counts, lines } = await runJob(
      darkroom.url,
      `<automatedSetGenerationJob><assetHandleArray>${items}</assetHandleArray><readyForPublish>true</readyForPublish>` +
        `<autoSetCreationOptions><autoSetsArray>${scripts}</autoSetsArray></autoSetCreationOptions>` +
        '<emailSetting>None</emailSetting></automatedSetGenerationJob>',
    )
    expect(told(lines)).toEqual([`FatalError The job failed: ${reason}`])
    expect(counts.total).toBe(0)
  })
})
