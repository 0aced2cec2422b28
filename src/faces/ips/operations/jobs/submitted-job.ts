import { DarkroomError } from '../../../../core/errors.ts'
import type { JobKinds } from '../../../../core/jobs/engine.ts'
import type { JobKind } from '../../../../core/jobs/job-kind.ts'
import type { When } from '../../../../core/schedules/create-schedule.ts'
import { jobElements } from '../../types/jobs.ts'

const names = Object.keys(jobElements)

/**
 * The kind and the options of the one job element that a request has. Throws `invalid-parameter` for none and for
 * several, `not-implemented` for a kind that this server does not carry out.
 */
export function kindOfJob(request: object, kinds: JobKinds): { kind: JobKind; params: object } {
  const elements = new Map<string, unknown>(Object.entries(request))
  const given = names.filter((name) => elements.get(name) !== undefined)
  const [name] = given
  if (name === undefined || given.length > 1) {
    const found = name === undefined ? 'has no job element' : `has ${given.join(' and ')}`
    throw new DarkroomError(
      'invalid-parameter',
      `submitJobParam ${found}; expected exactly one of ${names.join(', ')}.`,
      { field: given[1] ?? 'submitJobParam' },
    )
  }
  const kind = kinds.find(name)
  if (!kind)
    throw new DarkroomError('not-implemented', `${name}: jobs of this kind are not carried out yet.`, {
      field: name,
    })
  return { kind, params: Object(elements.get(name)) }
}

/**
 * When a request wants its job to run; undefined: now. A time that has passed means now too. Throws `invalid-parameter`
 * when both fields are there.
 */
export function whenToRun(request: {
  readonly execTime?: Date | undefined
  readonly execSchedule?: string | undefined
}): When | undefined {
  const { execTime, execSchedule = '' } = request
  if (execTime !== undefined && execSchedule !== '')
    throw new DarkroomError(
      'invalid-parameter',
      'execTime and execSchedule are both given; expected one of them.',
      { field: 'execSchedule' },
    )
  if (execSchedule !== '') return { execSchedule }
  return execTime === undefined || execTime.getTime() <= Date.now() ? undefined : { execTime }
}
