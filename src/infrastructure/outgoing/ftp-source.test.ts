import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import type { WebClient, WebLimits } from '../../core/ports.ts'
import { TransientError } from '../../core/transient-error.ts'
import { testCertificate } from './test-certificate.ts'
import { type FtpScript, TestFtp } from './test-ftp.ts'
import { TestWeb } from './test-web.ts'

const ftp = new TestFtp()
const web = new TestWeb()
afterEach(async () => {
  await web.close()
  await ftp.close()
})

const limits: WebLimits = { signal: new AbortController().signal, maxBytes: 1_000_000, maxSeconds: 20 }
const files = { 'in/shoe.jpg': 'bytes '.repeat(50_000), empty: '' }

async function fetched(client: WebClient, url: string, changed: Partial<WebLimits> = {}): Promise<string> {
  return await text((await client.get(url, { ...limits, ...changed })).body)
}

const told = (verb: string) => ftp.commands.filter((line) => line.split(' ')[0] === verb)

describe('get from an FTP server', () => {
  it('signs in and gives the content with its size', async () => {
    const host = await ftp.serve({ files })
    const { body, ...facts } = await web.client().get(`ftp://ann%40x:p%C3%A4ss@${host}/in/shoe.jpg`, limits)
    expect(facts).toEqual({
      size: 300_000,
      mimeType: undefined,
      fileName: undefined,
      finalUrl: `ftp://${host}/in/shoe.jpg`,
    })
    expect(await text(body)).toBe(files['in/shoe.jpg'])
    const wanted = ['USER ann@x', 'PASS päss', 'TYPE I', 'SIZE in/shoe.jpg', 'RETR in/shoe.jpg']
    expect(ftp.commands).toEqual(expect.arrayContaining(wanted))
  })

  it('is nobody when the URL names no user, and takes an empty file', async () => {
    const host = await ftp.serve({ files })
    expect(await fetched(web.client(), `ftp://${host}/empty`)).toBe('')
    expect(told('USER')).toEqual(['USER anonymous'])
  })

  it('does without a size, and without extended passive mode', async () => {
    const none = () => '500 What?'
    const host = await ftp.serve({ files, replies: { SIZE: none, EPSV: none } })
    const { body, size } = await web.client().get(`ftp://${host}/in/shoe.jpg`, limits)
    expect(size).toBeUndefined()
    expect(await text(body)).toBe(files['in/shoe.jpg'])
  })

  it('speaks TLS on both connections, with servers whose certificate is trusted', async () => {
    const tls = testCertificate()
    const host = await ftp.serve({ files, tls })
    const url = `ftps://ann:secret@${host}/in/shoe.jpg`
    expect(await fetched(web.client({}, { ca: tls.cert }), url)).toBe(files['in/shoe.jpg'])
    ftp.commands.length = 0
    const shown = url.replace('ann:secret@', '')
    await expect(fetched(web.client(), url)).rejects.toMatchObject({
      code: 'bad-file',
      message: `${shown} can not be fetched: its certificate is not trusted.`,
    })
    expect([...told('USER'), ...told('PASS')]).toEqual([])
    const byAddress = url.replace('localhost', '127.0.0.1')
    await expect(fetched(web.client({}, { ca: tls.cert }), byAddress)).rejects.toMatchObject({
      code: 'bad-file',
    })
  })

  it('goes to the next address of a name when nobody answers at the first', async () => {
    const [, port] = (await ftp.serve({ files })).split(':')
    const resolve = async () => ['127.0.0.2', '127.0.0.1'].map((address) => ({ address, family: 4 }))
    expect(await fetched(web.client({ tries: 1 }, { resolve }), `ftp://shop.example:${port}/empty`)).toBe('')
  })

  it('is not where a redirect of the web may lead', async () => {
    const host = await ftp.serve({ files })
    const from = await web.serve((_, response) =>
      response.writeHead(302, { location: `ftp://${host}/empty` }).end(),
    )
    await expect(fetched(web.client(), `http://${from}/`)).rejects.toThrow('expected http:// or https://')
    expect(ftp.commands).toEqual([])
  })
})

describe('failures', () => {
  it.each<[string, FtpScript, string]>([
    ['a file that is missing', {}, '550'],
    ['a login that is refused', { files, replies: { PASS: (sent) => `530 Not with ${sent}` } }, '530'],
    ['a user who is refused', { files, replies: { USER: () => '332 And the account' } }, '332'],
  ])('%s is one for good', async (_what, script, code) => {
    const host = await ftp.serve(script)
    const failure = await fetched(web.client(), `ftp://ann:secret@${host}/empty`).catch((thrown) => thrown)
    expect(failure).toMatchObject({
      code: 'bad-file',
      message: `ftp://${host}/empty answered with code ${code}.`,
    })
    expect(failure.cause).toBeUndefined()
    expect(told('USER')).toHaveLength(1)
  })

  it.each<[string, FtpScript]>([
    [
      'a server with too many clients',
      { replies: { USER: (_, count) => (count < 3 ? '421 Later' : '230 In') } },
    ],
    ['a file that is in use', { replies: { RETR: () => '450 In use' } }],
    ['a connection that ends', { send: (data, _, count) => cut(data, count) }],
  ])('%s is tried again', async (_what, script) => {
    const host = await ftp.serve({ files, ...script })
    const fetching = fetched(web.client({ tries: 3 }), `ftp://${host}/in/shoe.jpg`)
    if (script.replies?.RETR) await expect(fetching).rejects.toThrow(TransientError)
    else expect(await fetching).toBe(files['in/shoe.jpg'])
    expect(told('USER')).toHaveLength(3)
  })

  /** Gives nothing twice, then everything. */
  function cut(data: Socket, count: number): string {
    data.end(count < 3 ? '' : files['in/shoe.jpg'])
    return count < 3 ? '426 Broken off' : '226 Done'
  }

  it.each<[string, NonNullable<FtpScript['send']>]>([
    [
      'as the server knows',
      (data, content) => {
        data.end(content.subarray(0, 1000))
        return '426 Broken off'
      },
    ],
    [
      'as only the size tells',
      (data, content) => {
        data.end(content.subarray(0, 1000))
        return '226 Done'
      },
    ],
    [
      'with the connection for data',
      (data, content) => {
        data.write(content.subarray(0, 1000), () => data.resetAndDestroy())
        return undefined
      },
    ],
  ])('a file that is cut off never passes for a whole one: %s', async (_what, send) => {
    const host = await ftp.serve({ files, send })
    const { body } = await web.client().get(`ftp://${host}/in/shoe.jpg`, limits)
    await expect(text(body)).rejects.toThrow(TransientError)
    expect(told('RETR')).toHaveLength(1)
  })

  it('a server that goes away in the middle', async () => {
    const host = await ftp.serve({
      files,
      send: (data, content) => {
        data.write(content.subarray(0, 1000), () => void ftp.close())
        return undefined
      },
    })
    await expect(fetched(web.client({ tries: 1 }), `ftp://${host}/in/shoe.jpg`)).rejects.toThrow(
      TransientError,
    )
  })

  it.each<[string, FtpScript, string]>([
    ['its greeting', { replies: { greeting: () => undefined } }, 'no reply in time'],
    ['a reply', { replies: { PASS: () => undefined } }, 'no reply in time'],
    ['the first bytes', { send: () => undefined }, 'the reply stopped in the middle'],
    [
      'the rest',
      {
        send: (data, content) => {
          data.write(content.subarray(0, 1000))
          return undefined
        },
      },
      'the reply stopped in the middle',
    ],
  ])('a server that owes %s for ever', async (_what, script, reason) => {
    const host = await ftp.serve({ files, ...script })
    const client = web.client({ tries: 1 }, { times: { idleMs: 100 } })
    const message = `ftp://${host}/in/shoe.jpg could not be fetched: ${reason}.`
    await expect(fetched(client, `ftp://${host}/in/shoe.jpg`)).rejects.toThrow(new TransientError(message))
  })

  it('a server that speaks something else than TLS, or nothing', async () => {
    const plain = await ftp.serve({ files })
    await expect(fetched(web.client(), `ftps://${plain}/empty`)).rejects.toMatchObject({
      code: 'bad-file',
      message: `ftps://${plain}/empty can not be fetched: its server does not speak TLS as expected.`,
    })
    const mute = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1')
    await once(mute, 'listening')
    const url = `ftps://localhost:${(mute.address() as AddressInfo).port}/a`
    const client = web.client({ tries: 1 }, { times: { connectMs: 50 } })
    const message = `${url} could not be fetched: no connection in time.`
    await expect(fetched(client, url)).rejects.toThrow(new TransientError(message))
    mute.close()
  })

  it('nobody there', async () => {
    const host = await ftp.serve({})
    await ftp.close()
    const message = `ftp://${host}/a could not be fetched: the connection was refused.`
    await expect(fetched(web.client({ tries: 2 }), `ftp://${host}/a`)).rejects.toThrow(
      new TransientError(message),
    )
  })
})

describe('limits', () => {
  it('refuses what is announced as too large, before it is sent', async () => {
    const host = await ftp.serve({ files })
    await expect(
      web.client().get(`ftp://${host}/in/shoe.jpg`, { ...limits, maxBytes: 299_999 }),
    ).rejects.toMatchObject({
      code: 'too-large',
      message: `ftp://${host}/in/shoe.jpg has 300000 bytes; at most 299999 are allowed.`,
    })
    expect(told('RETR')).toEqual([])
    expect(await fetched(web.client(), `ftp://${host}/in/shoe.jpg`, { maxBytes: 300_000 })).toHaveLength(
      300_000,
    )
  })

  it('stops what grows too large', async () => {
    const host = await ftp.serve({ files, replies: { SIZE: () => '500 What?' } })
    const fetching = fetched(web.client(), `ftp://${host}/in/shoe.jpg`, { maxBytes: 299_999 })
    await expect(fetching).rejects.toMatchObject({ code: 'too-large' })
  })

  it.each<[string, (onSilence: () => void) => FtpScript]>([
    [
      'before the body',
      (onSilence) => ({
        files,
        replies: {
          PASS: () => {
            onSilence()
            return undefined
          },
        },
      }),
    ],
    [
      'in the body',
      (onSilence) => ({
        files,
        send: (data, content) => {
          data.write(content.subarray(0, 1000), onSilence)
          return undefined
        },
      }),
    ],
  ])('stops what takes too long or is aborted %s', async (_when, script) => {
    let onSilence = () => {}
    const url = `ftp://${await ftp.serve(script(() => onSilence()))}/in/shoe.jpg`
    await expect(fetched(web.client(), url, { maxSeconds: 0.1 })).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('took longer than the 0.1 seconds'),
    })
    const stop = new AbortController()
    onSilence = () => stop.abort(new Error('stopped'))
    await expect(fetched(web.client(), url, { signal: stop.signal })).rejects.toThrow(/^stopped$/)
  })

  it('stops while the name service thinks', async () => {
    const stop = new AbortController()
    const resolve = async () => {
      stop.abort(new Error('stopped'))
      return await new Promise<never>(() => {})
    }
    const fetching = fetched(web.client({}, { resolve }), 'ftp://shop.example/a', { signal: stop.signal })
    await expect(fetching).rejects.toThrow(/^stopped$/)
  })

  it('leaves nothing open when a reader goes away or the client is closed', async () => {
    const open: Socket[] = []
    const host = await ftp.serve({
      files,
      send: (data, content) => {
        open.push(data)
        data.write(content.subarray(0, 1000))
        return undefined
      },
    })
    const client = web.client({ perHost: 1 })
    const first = await client.get(`ftp://${host}/in/shoe.jpg`, limits)
    first.body.destroy()
    // The host's only slot is free again.
    const second = await client.get(`ftp://${host}/in/shoe.jpg`, limits)
    const closed = Promise.all(open.map(async (data) => data.destroyed || (await once(data, 'close'))))
    const reading = expect(text(second.body)).rejects.toThrow(TransientError)
    await client.close()
    await reading
    await closed
    await expect(client.get(`ftp://${host}/in/shoe.jpg`, limits)).rejects.toThrow('the server is stopping')
  })
})

describe('addresses that are not public', () => {
  it.each(['localhost', '127.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1'])(
    '%s',
    async (name) => {
      const [, port] = (await ftp.serve({ files })).split(':')
      for (const scheme of ['ftp', 'ftps'])
        await expect(
          fetched(web.client({ allowPrivate: false }), `${scheme}://${name}:${port}/empty`),
        ).rejects.toMatchObject({
          code: 'invalid-parameter',
          message: expect.stringContaining('has no public address'),
        })
      expect(ftp.commands).toEqual([])
    },
  )

  it('are told apart by one question to the name service, whose answer is what is connected to', async () => {
    const [, port] = (await ftp.serve({ files })).split(':')
    const asked: string[] = []
    const resolve = async (name: string) => {
      asked.push(name)
      return ['127.0.0.2', '127.0.0.1'].map((address) => ({ address, family: 4 }))
    }
    const client = web.client({}, { resolve, isAllowed: (ip) => ip === '127.0.0.1' })
    expect(await fetched(client, `ftp://shop.example:${port}/empty`)).toBe('')
    expect(asked).toEqual(['shop.example'])
  })

  it('are not reached when the server offers its data there', async () => {
    const replies = { EPSV: () => '500 What?', PASV: () => '227 Go there (10,0,0,1,4,1)' }
    const host = await ftp.serve({ files, replies })
    await expect(fetched(web.client(), `ftp://${host}/empty`)).rejects.toMatchObject({
      code: 'bad-file',
      message: `ftp://${host}/empty can not be fetched: its server offers the data on another host.`,
    })
    expect(told('PASV')).toHaveLength(1)
    expect(told('RETR')).toEqual([])
  })
})

describe('commands', () => {
  it.each(['a%0D%0ADELE%20in/shoe.jpg', 'a%0Ab', 'a%00b'])('can not be put into %s', async (path) => {
    const host = await ftp.serve({ files })
    await expect(fetched(web.client(), `ftp://${host}/${path}`)).rejects.toMatchObject({
      code: 'invalid-parameter',
      message: expect.stringContaining('control character'),
    })
    expect(ftp.commands).toEqual([])
  })
})
