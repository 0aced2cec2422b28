import type { RequestListener } from 'node:http'
import { buffer, text } from 'node:stream/consumers'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { WebClient, WebLimits } from '../../core/ports.ts'
import { TransientError } from '../../core/transient-error.ts'
import { testCertificate } from './test-certificate.ts'
import { TestWeb } from './test-web.ts'

const web = new TestWeb()
afterEach(async () => {
  vi.unstubAllEnvs()
  await web.close()
})

const limits: WebLimits = { signal: new AbortController().signal, maxBytes: 100_000, maxSeconds: 20 }

/** Answers the first requests with the given statuses, then with 200 and `fine`. */
function failing(statuses: readonly number[], headers: Record<string, string> = {}) {
  const seen: string[] = []
  const listener: RequestListener = (request, response) => {
    const status = statuses[seen.length] ?? 200
    seen.push(`${request.method} ${request.url}`)
    if (status === 0) request.socket.destroy()
    else response.writeHead(status, headers).end(status === 200 ? 'fine' : 'not now')
  }
  return { seen, listener }
}

async function fetched(client: WebClient, url: string, changed: Partial<WebLimits> = {}): Promise<string> {
  return await text((await client.get(url, { ...limits, ...changed })).body)
}

describe('get', () => {
  it('gives the content and what the server says of it', async () => {
    const headers = { 'content-type': 'Image/PNG', 'content-disposition': 'inline; filename="shoe.png"' }
    const host = await web.serve((_, response) =>
      response.writeHead(200, { ...headers, 'content-length': 5 }).end('bytes'),
    )
    const { body, ...facts } = await web.client().get(`http://ann:pw@${host}/a?b=c#d`, limits)
    expect(facts).toEqual({
      size: 5,
      mimeType: 'image/png',
      fileName: 'shoe.png',
      finalUrl: `http://${host}/a?b=c`,
    })
    expect(await text(body)).toBe('bytes')
  })

  it('says who it is, and asks for the bytes as they are', async () => {
    const host = await web.serve(({ headers, url }, response) =>
      response.end(JSON.stringify({ url, headers })),
    )
    const sent = JSON.parse(await fetched(web.client(), `http://ann:p%40ss@${host}/a?b=c`))
    const authorization = `Basic ${Buffer.from('ann:p@ss').toString('base64')}`
    expect(sent.url).toBe('/a?b=c')
    expect(sent.headers).toMatchObject({
      'user-agent': 'darkroom',
      'accept-encoding': 'identity',
      authorization,
    })
  })

  it('goes by itself, whatever proxy the environment names', async () => {
    vi.stubEnv('http_proxy', 'http://127.0.0.1:9')
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9')
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    const host = await web.serve((_, response) => response.end('direct'))
    expect(await fetched(web.client(), `http://${host}/`)).toBe('direct')
  })

  it('speaks TLS with servers whose certificate is trusted', async () => {
    const tls = testCertificate()
    const host = await web.serve((_, response) => response.end('private'), tls)
    expect(await fetched(web.client({}, { ca: tls.cert }), `https://${host}/`)).toBe('private')
    const refused = web.client({ tries: 9 }, { times: { firstPauseMs: 60_000 } })
    const message = `https://${host}/ can not be fetched: its certificate is not trusted.`
    await expect(fetched(refused, `https://${host}/`)).rejects.toMatchObject({ code: 'bad-file', message })
  })

  it.each([
    ['gzip', gzipSync],
    ['X-GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('decodes %s that was not asked for', async (coding, compress) => {
    const packed = compress(Buffer.from('content '.repeat(100)))
    const host = await web.serve((_, response) =>
      response.writeHead(200, { 'content-encoding': coding, 'content-length': packed.length }).end(packed),
    )
    const { body, size } = await web.client().get(`http://${host}/`, limits)
    expect(size).toBeUndefined()
    expect(await text(body)).toBe('content '.repeat(100))
  })

  it.each([
    ['an unknown coding', 'lzma', Buffer.from('?'), 'bad-file', 'is encoded as "lzma"'],
    [
      'broken compression',
      'gzip',
      Buffer.from('not gzip at all'),
      'bad-file',
      'compression of the reply is broken',
    ],
    [
      'broken brotli',
      'br',
      Buffer.from('not brotli at all'),
      'bad-file',
      'compression of the reply is broken',
    ],
    ['broken zstd', 'zstd', Buffer.from('not zstd at all'), 'bad-file', 'compression of the reply is broken'],
    [
      'cut compression',
      'gzip',
      gzipSync('content').subarray(0, 15),
      'bad-file',
      'compression of the reply is broken',
    ],
    [
      'more than the limit once decoded',
      'gzip',
      gzipSync(Buffer.alloc(100_001)),
      'too-large',
      '100000 bytes',
    ],
  ])('refuses %s', async (_what, coding, packed, code, reason) => {
    const host = await web.serve((_, response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(packed),
    )
    const message = expect.stringContaining(reason)
    await expect(fetched(web.client(), `http://${host}/`)).rejects.toMatchObject({ code, message })
  })

  it('stops a reply that grows without end, long before a generous limit', async () => {
    const packed = gzipSync(Buffer.alloc(30 * 1024 * 1024))
    const host = await web.serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
    )
    const fetching = fetched(web.client(), `http://${host}/`, { maxBytes: 1e12 })
    await expect(fetching).rejects.toMatchObject({ code: 'too-large' })
  })
})

describe('limits', () => {
  it('refuses what is announced as too large, before it is sent', async () => {
    const host = await web.serve((_, response) =>
      response.writeHead(200, { 'content-length': 100_001 }).flushHeaders(),
    )
    const message = `http://${host}/ has 100001 bytes; at most 100000 are allowed.`
    await expect(web.client().get(`http://${host}/`, limits)).rejects.toMatchObject({
      code: 'too-large',
      message,
    })
  })

  it('stops what grows too large, and takes what just fits', async () => {
    const host = await web.serve(({ url }, response) => {
      response.write(Buffer.alloc(99_999))
      response.end(url === '/fits' ? '1' : '12')
    })
    const client = web.client()
    expect(await fetched(client, `http://${host}/fits`)).toHaveLength(100_000)
    await expect(fetched(client, `http://${host}/`)).rejects.toMatchObject({ code: 'too-large' })
  })

  it('stops what takes too long, before and in the body', async () => {
    const host = await web.serve(({ url }, response) => {
      if (url === '/body') response.write('some')
    })
    const client = web.client()
    const message = expect.stringContaining('took longer than the 0.05 seconds')
    for (const path of ['/', '/body']) {
      const fetching = fetched(client, `http://${host}${path}`, { maxSeconds: 0.05 })
      await expect(fetching).rejects.toMatchObject({ code: 'too-large', message })
    }
  })

  it.each([
    ['headers', '/', 'no reply in time'],
    ['the body', '/body', 'the reply stopped in the middle'],
  ])('does not wait for %s for ever', async (_what, path, reason) => {
    const host = await web.serve(({ url }, response) => {
      if (url === '/body') response.write('some')
    })
    const client = web.client({ tries: 1 }, { times: { headersMs: 100, idleMs: 100 } })
    const fetching = fetched(client, `http://${host}${path}`)
    await expect(fetching).rejects.toThrow(
      new TransientError(`http://${host}${path} could not be fetched: ${reason}.`),
    )
  })

  it('can be aborted before and in the body, with the reason that was given', async () => {
    const stop = new AbortController()
    const { signal } = stop
    const host = await web.serve(({ url }, response) => {
      if (url === '/body') response.write('some')
      else stop.abort(new Error('stopped'))
    })
    const { body } = await web.client().get(`http://${host}/body`, { ...limits, signal })
    await expect(fetched(web.client(), `http://${host}/`, { signal })).rejects.toThrow(/^stopped$/)
    await expect(buffer(body)).rejects.toThrow(/^stopped$/)
  })

  it('sends so many requests to a host at a time, whether they end well or not', async () => {
    const open: (() => void)[] = []
    const { promise: twoOpen, resolve: onTwo } = Promise.withResolvers<void>()
    const counts: number[] = []
    const host = await web.serve(({ url, headers }, response) => {
      if (headers.host?.startsWith('127.0.0.1')) {
        response.end('another host')
        return
      }
      open.push(() =>
        url === '/1' ? response.destroy() : response.writeHead(url === '/2' ? 404 : 200).end('fine'),
      )
      counts.push(open.length)
      if (open.length === 2) onTwo()
      if (counts.length > 2) open.shift()?.()
    })
    const client = web.client({ perHost: 2, tries: 1 })
    const all = Array.from({ length: 12 }, (_, index) => fetched(client, `http://${host}/${index}`))
    const settled = Promise.allSettled(all)
    await twoOpen
    // Whatever was sent to the server before this has arrived when it is answered.
    expect(await fetched(client, `http://${host.replace('localhost', '127.0.0.1')}/`)).toBe('another host')
    expect(counts).toEqual([1, 2])
    for (const answer of open.splice(0)) answer()
    expect((await settled).filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    expect(Math.max(...counts)).toBeLessThanOrEqual(2)
  })

  it('frees the turn of a body that is not wanted', async () => {
    const host = await web.serve((_, response) => response.write('some'))
    const client = web.client({ perHost: 1 })
    for (let count = 0; count < 3; count += 1) {
      const { body } = await client.get(`http://${host}/`, limits)
      body.destroy()
    }
  })
})

describe('tries', () => {
  it.each([
    ['a broken connection', [0, 0, 0]],
    ['408', [408]],
    ['429', [429, 429]],
    ['5xx', [500, 502, 503]],
  ])('again after %s', async (_what, statuses) => {
    const { seen, listener } = failing(statuses)
    const host = await web.serve(listener)
    expect(await fetched(web.client({ perHost: 1 }), `http://${host}/a`)).toBe('fine')
    expect(seen).toEqual([...statuses, 200].map(() => 'GET /a'))
  })

  it('up to a number', async () => {
    const { seen, listener } = failing([503, 503, 503, 503])
    const host = await web.serve(listener)
    const fetching = fetched(web.client({ tries: 3 }), `http://ann:secret@${host}/a?b=secret`)
    await expect(fetching).rejects.toThrow(
      new TransientError(`http://${host}/a?... answered with status 503.`),
    )
    expect(seen).toHaveLength(3)
  })

  it('waits as long as the server asks, but not for too long', async () => {
    const { seen, listener } = failing([503], { 'retry-after': '1' })
    const host = await web.serve(listener)
    const impatient = web.client({}, { times: { maxPauseMs: 900 } })
    await expect(fetched(impatient, `http://${host}/`)).rejects.toMatchObject({ retryAfterMs: 1000 })
    expect(seen).toHaveLength(1)
    const again = failing([503], { 'retry-after': '1' })
    const start = performance.now()
    expect(await fetched(web.client(), `http://${await web.serve(again.listener)}/`)).toBe('fine')
    expect(performance.now() - start).toBeGreaterThan(950)
  })

  it.each([204, 304, 400, 401, 403, 404, 410, 206])('%d is final', async (status) => {
    const { seen, listener } = failing([status])
    const host = await web.serve(listener)
    const fetching = fetched(web.client(), `http://${host}/`)
    if (status === 204) expect(await fetching).toBe('')
    else
      await expect(fetching).rejects.toMatchObject({
        code: 'bad-file',
        message: expect.stringContaining(`${status}`),
      })
    expect(seen).toHaveLength(1)
  })

  it('not in the body: what breaks off there is for the caller to start again', async () => {
    let count = 0
    const host = await web.serve(({ url }, response) => {
      count += 1
      if (url === '/length') response.writeHead(200, { 'content-length': 10 })
      response.write('some', () => response.destroy())
    })
    for (const path of ['/length', '/chunked']) {
      const { body } = await web.client().get(`http://${host}${path}`, limits)
      const message = `http://${host}${path} could not be fetched: the connection broke off.`
      await expect(buffer(body)).rejects.toThrow(new TransientError(message))
      const { body: late } = await web.client().get(`http://${host}${path}`, limits)
      await new Promise((resolve) => late.on('close', resolve))
      await expect(buffer(late)).rejects.toThrow(new TransientError(message))
    }
    expect(count).toBe(4)
  })

  it('when nobody listens', async () => {
    const host = await web.serve((_, response) => response.end())
    const client = web.client()
    await web.close()
    const reopened = web.client()
    await expect(fetched(reopened, `http://${host}/`)).rejects.toThrow('the connection was refused')
    await expect(fetched(client, `http://${host}/`)).rejects.toThrow(TransientError)
  })

  it('not for a host that does not exist', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    }
    const client = web.client({}, { resolve, times: { firstPauseMs: 60_000, maxPauseMs: 60_000 } })
    const message = 'http://nowhere.example/ can not be fetched: its host name is unknown.'
    await expect(fetched(client, 'http://nowhere.example/')).rejects.toMatchObject({
      code: 'invalid-parameter',
      message,
    })
  })
})

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('follows %d', async (status) => {
    const host = await web.serve(({ url }, response) => {
      if (url === '/a') response.writeHead(status, { location: 'b?c' }).end()
      else response.end(url)
    })
    const { body, finalUrl } = await web.client().get(`http://${host}/a`, limits)
    expect(finalUrl).toBe(`http://${host}/b?c`)
    expect(await text(body)).toBe('/b?c')
  })

  it('reads bytes beyond ASCII in an address as UTF-8', async () => {
    const host = await web.serve(({ url }, response) => {
      if (url === '/a') response.writeHead(302, { location: Buffer.from('/schön').toString('latin1') }).end()
      else response.end(url)
    })
    expect(await fetched(web.client(), `http://${host}/a`)).toBe('/sch%C3%B6n')
  })

  it('follows five, and no circle', async () => {
    const host = await web.serve(({ url = '' }, response) => {
      const left = Number(url.slice(1))
      if (left === 0) response.end('there')
      else response.writeHead(302, { location: url === '/9' ? '/9' : `/${left - 1}` }).end()
    })
    expect(await fetched(web.client(), `http://${host}/5`)).toBe('there')
    for (const start of [6, 9]) {
      const message = `http://${host}/${start} leads to more than 5 redirects in a row.`
      await expect(fetched(web.client(), `http://${host}/${start}`)).rejects.toMatchObject({
        code: 'bad-file',
        message,
      })
    }
  })

  it('leaves the authorisation with its origin', async () => {
    const told: (string | undefined)[] = []
    const other = await web.serve(({ headers }, response) => {
      told.push(headers.authorization)
      response.end('there')
    })
    const host = await web.serve(({ url, headers }, response) => {
      told.push(headers.authorization)
      response.writeHead(302, { location: url === '/a' ? '/b' : `http://${other}/` }).end()
    })
    expect(await fetched(web.client(), `http://ann:pw@${host}/a`)).toBe('there')
    expect(told).toEqual([expect.stringContaining('Basic'), expect.stringContaining('Basic'), undefined])
  })

  it('refuses to be led to a file', async () => {
    const host = await web.serve((_, response) =>
      response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    )
    await expect(fetched(web.client(), `http://${host}/`)).rejects.toMatchObject({
      code: 'invalid-parameter',
    })
  })
})

describe('post', () => {
  const { signal } = limits
  const note = { contentType: 'text/xml; charset=utf-8', text: '<done>ü</done>' }

  it('sends the text until it is taken', async () => {
    const { seen, listener } = failing([503, 0, 201])
    const bodies: string[] = []
    const host = await web.serve(async (request, response) => {
      bodies.push(`${request.headers['content-type']} ${await text(request)}`)
      listener(request, response)
    })
    expect(await web.client().post(`http://${host}/a`, note, { signal })).toEqual({ status: 201 })
    expect(seen).toEqual(['POST /a', 'POST /a', 'POST /a'])
    expect(bodies).toEqual(Array(3).fill('text/xml; charset=utf-8 <done>ü</done>'))
  })

  it('tells a refusal as its status, and an overload as a failure', async () => {
    const refusing = await web.serve(failing([403]).listener)
    expect(await web.client().post(`http://${refusing}/`, note, { signal })).toEqual({ status: 403 })
    const overloaded = await web.serve(failing([503, 503]).listener)
    const posting = web.client({ tries: 2 }).post(`http://${overloaded}/`, note, { signal })
    await expect(posting).rejects.toThrow(TransientError)
  })

  it.each([
    [302, 'GET '],
    [303, 'GET '],
    [307, 'POST <done>ü</done>'],
    [308, 'POST <done>ü</done>'],
  ])('follows %d with %s', async (status, expected) => {
    let arrived = ''
    const host = await web.serve(async (request, response) => {
      arrived = `${request.method} ${await text(request)}`
      response.writeHead(request.url === '/a' ? status : 200, { location: '/b' }).end()
    })
    expect(await web.client().post(`http://${host}/a`, note, { signal })).toEqual({ status: 200 })
    expect(arrived).toBe(expected)
  })

  it('keeps no more than the start of an endless reply', async () => {
    const host = await web.serve((_, response) => {
      const send = () => response.write(Buffer.alloc(8192)) && setImmediate(send)
      response.on('drain', send)
      send()
    })
    expect(await web.client().post(`http://${host}/`, note, { signal })).toEqual({ status: 200 })
  })
})
