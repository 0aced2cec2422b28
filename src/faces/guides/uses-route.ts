import { usesAtPath } from '../../core/guides/uses-at-path.ts'
import { route } from './route.ts'
import { defaultLines, Uses, UsesAsked } from './schemas.ts'

/** Who uses whom among documents. An addition of darkroom's: the API of AEM Guides has no such operation. */
export const usesRoute = route({
  method: 'GET',
  path: '/bin/guides/v1/assets/uses',
  summary: 'What documents use, or which documents use something, with the state of each reference',
  input: UsesAsked,
  answer: Uses,
  run: async ({ services: { db }, caller, input }) => {
    const { path, direction = 'from', state, offset = 0, limit = defaultLines } = input
    const found = await usesAtPath(db, caller, { path, direction, state, offset, limit: limit + 1 })
    const uses = found.slice(0, limit).map((use) => ({ ...use, reason: use.reason ?? '' }))
    return { uses, offset, limit, hasMore: found.length > limit }
  },
})
