import { isIP } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebLimits } from '../../core/ports.ts'
import { TestWeb } from './test-web.ts'
import type { UndiciWebClient } from './web-client.ts'

const web = new TestWeb()
const limits: WebLimits = { signal: new AbortController().signal, maxBytes: 1000, maxSeconds: 20 }
let host: string
let port: string
let visits: number

beforeEach(async () => {
  visits = 0
  host = await web.serve((_, response) => {
    visits += 1
    response.end('secret')
  })
  port = host.split(':')[1] ?? ''
})
afterEach(async () => await web.close())

async function expectRefused(client: UndiciWebClient, url: string): Promise<void> {
  const refusal = { code: 'invalid-parameter', message: expect.stringContaining('has no public address') }
  await expect(client.get(url, limits)).rejects.toMatchObject(refusal)
  const note = { contentType: 'text/plain', text: 'done' }
  await expect(client.post(url, note, { signal: limits.signal })).rejects.toMatchObject(refusal)
  expect(visits).toBe(0)
}

describe('addresses that are not public', () => {
  it.each([
    'localhost',
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '%31%32%37.0.0.1',
    '１２７.0.0.1',
    '0',
    '10.0.0.1',
    '169.254.169.254',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a00:1]',
    '[64:ff9b::7f00:1]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[2002:7f00:1::]',
  ])('%s', async (name) => {
    await expectRefused(web.client({ allowPrivate: false }), `http://${name}:${port}/`)
  })

  it('over TLS', async () => {
    await expectRefused(web.client({ allowPrivate: false }), `https://127.0.0.1:${port}/`)
    await expectRefused(web.client({ allowPrivate: false }), `https://localhost:${port}/`)
  })

  it('are reached when the operator allows it', async () => {
    for (const name of ['localhost', '127.0.0.1', '127.1']) {
      const { body } = await web.client().get(`http://${name}:${port}/`, limits)
      body.destroy()
    }
    expect(visits).toBe(3)
  })

  it('whatever the name service says from one moment to the next', async () => {
    const answers = ['192.0.2.1', '127.0.0.1', '10.0.0.1', '::1']
    const resolve = async () => {
      const address = answers.shift() ?? '127.0.0.1'
      return [{ address, family: isIP(address) }]
    }
    const client = web.client({ allowPrivate: false, tries: 1 }, { resolve })
    await expectRefused(client, `http://rebound.example:${port}/`)
    await expectRefused(client, `http://rebound.example:${port}/`)
    expect(answers).toEqual([])
  })

  it('after a redirect again, by address and by name', async () => {
    const isAllowed = (ip: string) => ip === '127.0.0.1'
    const resolve = async (name: string) => [
      { address: name === 'shop.example' ? '127.0.0.1' : '127.0.0.2', family: 4 },
    ]
    for (const name of ['127.0.0.2', '[::1]', 'inside.example']) {
      const from = await web.serve((_, response) => {
        response.writeHead(302, { location: `http://${name}:${port}/` }).end()
      })
      const start = `http://shop.example:${from.split(':')[1]}/`
      await expectRefused(web.client({}, { isAllowed, resolve }), start)
    }
  })

  it('is asked of the name service once for a connection, and its answer is what is connected to', async () => {
    const asked: string[] = []
    const resolve = async (name: string) => {
      asked.push(name)
      return [{ address: '127.0.0.1', family: 4 }]
    }
    const { body } = await web.client({}, { resolve }).get(`http://shop.example:${port}/`, limits)
    body.destroy()
    expect(asked).toEqual(['shop.example'])
    expect(visits).toBe(1)
  })

  it('do not get in beside allowed ones', async () => {
    const resolve = async () =>
      ['127.0.0.1', '::1', '127.0.0.2'].map((address) => ({ address, family: isIP(address) }))
    const isAllowed = (ip: string) => ip === '127.0.0.2'
    const client = web.client({ tries: 1 }, { resolve, isAllowed })
    // Nobody listens at the only address that is left.
    await expect(client.get(`http://mixed.example:${port}/`, limits)).rejects.toMatchObject({
      code: 'internal',
    })
    expect(visits).toBe(0)
  })
})
