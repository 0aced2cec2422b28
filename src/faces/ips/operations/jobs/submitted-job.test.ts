import { expect, it } from 'vitest'
import { JobKinds } from '../../../../core/jobs/engine.ts'
import { kindOfJob, whenToRun } from './submitted-job.ts'

it('a kind of job that nobody carries out is named', () => {
  expect(() => kindOfJob({ jobName: 'x', ripPdfsJob: {} }, new JobKinds([]))).toThrow(
    expect.objectContaining({ code: 'not-implemented', message: expect.stringContaining('ripPdfsJob') }),
  )
})

it('an empty schedule is none, and a time that has passed is now', () => {
  expect(whenToRun({ execSchedule: '' })).toBeUndefined()
  expect(whenToRun({ execTime: new Date(Date.now() - 1) })).toBeUndefined()
  const execTime = new Date(Date.now() + 60_000)
  expect(whenToRun({ execTime, execSchedule: '' })).toEqual({ execTime })
})
