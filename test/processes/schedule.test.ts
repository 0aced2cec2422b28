import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts'
import { type DarkroomProcess, Installation } from '../support/process.ts'
import { soap, textOf } from '../support/soap.ts'
import { seededRandom } from '../support/uploader.ts'
import { waitFor } from '../support/wait-for.ts'

/** Seconds from one due time to the next: those of each minute that this divides. */
const period = 2
/** In ms: for how long one of two is killed now and then, how long both live in between, and how long both are down. */
const [underFire, shortestLife, longestLife, downtime] = [8_000, 500, 2_000, 4_500]
const seed = 20_261_120

interface Machine {
  readonly place: Installation
  server: DarkroomProcess
}

let database: TestDatabase
let client: pg.Client
let machines: Machine[]

/** Two servers, each with a worker, a data folder and a port of its own, on one database. */
beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client(database.url)
  await client.connect()
  machines = []
  for (let i = 0; i < 2; i++) {
    const place = await Installation.make({ DATABASE_URL: database.url })
    machines.push({ place, server: await place.serve() })
  }
})
afterAll(async () => {
  for (const { place } of machines) await place.remove()
  await client.end()
  await database.drop()
})

async function kill({ server }: Machine): Promise<void> {
  server.signalGroup('SIGKILL')
  await server.exited
}

async function restart(machine: Machine): Promise<void> {
  machine.server = await machine.place.start(['serve']).says('darkroom is ready')
}

/** The times at which runs were made, in ms since 1970, in their order. */
async function runs(): Promise<number[]> {
  const { rows } = await client.query<{ name: string }>(
    "select name from job where original_name = 'tick' order by id",
  )
  return rows.map(({ name }) => Date.parse(`${name.slice('tick_'.length).replace(/-(?=\d\d:)/, 'T')}Z`))
}

/** The last due time at or before a moment. */
function dueTime(ms: number): number {
  return ms - (ms % (period * 1000))
}

async function call(operation: string, param: string) {
  const { status, body } = await soap(machines[0]?.place.url ?? '', { operation, param })
  expect([operation, status, textOf(body, 'reason')]).toEqual([operation, 200, undefined])
}

it('a schedule fires once for each time, whatever servers are killed, and once after a time without any', async () => {
  const random = seededRandom(seed)
  const [first, second] = machines
  if (!first || !second) throw new Error('there are no two servers')
  await call(
    'submitJob',
    `<companyHandle>c|1</companyHandle><jobName>tick</jobName><execSchedule>0/${period} * * * * ?</execSchedule>` +
      '<imageServingPublishJob><publishType>Incremental</publishType><emailSetting>None</emailSetting></imageServingPublishJob>',
  )
  await waitFor('the first run', async () => (await runs()).length > 0)
  const start = Date.now()
  for (let i = 0; Date.now() < start + underFire; i++) {
    await sleep(shortestLife + random() * (longestLife - shortestLife))
    const victim = i % 2 === 0 ? first : second
    await kill(victim)
    await restart(victim)
  }
  const underFireUntil = Date.now()
  await Promise.all(machines.map(kill))
  const down = Date.now()
  await sleep(downtime)
  const up = Date.now()
  await Promise.all(machines.map(restart))
  await waitFor('runs after the time without a server', async () => {
    return (await runs()).filter((at) => at >= up).length >= 2
  })
  await call('pauseJob', '<companyHandle>c|1</companyHandle><jobHandle>j|1|tick||</jobHandle>')

  const times = await runs()
  const dues = times.map(dueTime)
  expect(dues.toSorted(), 'no time has two runs').toEqual([...new Set(dues)].toSorted())
  expect(times.filter((at) => at >= down && at < up)).toEqual([])
  // One lives at any time, but its worker may still be starting.
  const possible = (underFireUntil - start) / (period * 1000)
  const made = times.filter((at) => at >= start && at <= underFireUntil).length
  expect(made).toBeGreaterThanOrEqual(3)
  expect(made).toBeLessThanOrEqual(possible + 1)
}, 150_000)
