import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultMaxSoapBytes } from '../../../src/faces/http.config.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { textOf } from '../../support/soap.ts'
import { envelope, post, unversioned } from '../post.ts'

const latest = `${unversioned}/2014-04-03`
/** A parser that does not give way takes more than twice as long. */
const maxTurnMs = 300

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false })
})
afterAll(async () => await darkroom.close())

function names(content: string): string {
  return envelope(
    `<getAssetsByNameParam xmlns="${latest}"><companyHandle>c|1</companyHandle><nameArray>${content}</nameArray></getAssetsByNameParam>`,
  )
}

/** As many copies as fit into a request. */
function filled(part: string): string {
  return part.repeat(Math.floor((defaultMaxSoapBytes - names('').length - 100) / part.length))
}

const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')

describe('a request that is too much', () => {
  it.each([
    ['a million items', names('<items/>'.repeat(1_000_000)), /4194304|DARKROOM_MAX_SOAP_BYTES/],
    ['as many items as fit', names(filled('<items/>')), /more than 200000 elements/],
    ['10 MB of elements inside each other', names('<a>'.repeat(3_500_000)), /DARKROOM_MAX_SOAP_BYTES/],
    ['4 MB of elements inside each other', names(filled('<a>')), /deeper than 64/],
    ['attributes', names(`<items ${filled('a="1" ')}/>`), /attribute/],
    [
      'namespaces',
      names(`<items ${Array.from({ length: 99 }, (_, i) => `xmlns:n${i}="u"`).join(' ')}/>`),
      /more than 64 attributes/,
    ],
    [
      'entities in entities',
      `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>${names('<items>&l9;</items>')}`,
      /document type/,
    ],
  ])(
    'is refused by a limit that the fault 30003 names, and blocks nobody: %s',
    async (_what, message, reason) => {
      const { reply, longestTurnMs } = await measured(message)
      expect([reply.status, textOf(reply.body, 'code')]).toEqual([500, '30003'])
      expect(textOf(reply.body, 'reason')).toMatch(reason)
      expect(longestTurnMs).toBeLessThan(maxTurnMs)
    },
  )

  it.each([
    ['operation', (name: string) => `<${name} xmlns="${latest}"/>`],
    ['namespace', (name: string) => `<a xmlns="${name}"/>`],
    ['element', (name: string) => `<getJobLogsParam xmlns="${latest}"><${name}/></getJobLogsParam>`],
  ])('is not repeated in the fault: the name of an unknown %s', async (_what, body) => {
    const reply = await post(darkroom.url, envelope(body('a'.repeat(50_000))))
    expect(textOf(reply.body, 'reason')).toContain('aaaaaa')
    expect(reply.text.length).toBeLessThan(2_000)
  })

  it('blocks nobody either when it is just within the limits', async () => {
    const { reply, longestTurnMs } = await measured(names(`<items>a</items>${filled('<!-- &-->')}`))
    expect(reply.status).toBe(200)
    expect(longestTurnMs).toBeLessThan(maxTurnMs)
  })

  /** The longest time that went by between two turns of a timer: of this thread alone, so that a busy machine does not count. */
  async function measured(message: string) {
    const bytes = new Uint8Array(Buffer.from(message))
    let last = process.threadCpuUsage()
    let longestTurnMs = 0
    const look = () => {
      const { user, system } = process.threadCpuUsage(last)
      last = process.threadCpuUsage()
      longestTurnMs = Math.max(longestTurnMs, (user + system) / 1000)
    }
    const timer = setInterval(look, 1)
    const reply = await post(darkroom.url, bytes)
    clearInterval(timer)
    look()
    return { reply, longestTurnMs }
  }
})
