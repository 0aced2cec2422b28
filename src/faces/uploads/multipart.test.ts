import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { defaultMultipartLimits, type MultipartLimits, readMultipart } from './multipart.ts'
import { boundaryOf } from './multipart-boundary.ts'

interface ReadPart {
  readonly name: string
  readonly fileName?: string
  readonly type?: string
  readonly body: string
}

async function readAll(
  body: AsyncIterable<Uint8Array>,
  boundary = 'B',
  limits: MultipartLimits = defaultMultipartLimits,
): Promise<ReadPart[]> {
  const parts: ReadPart[] = []
  for await (const part of readMultipart(body, boundary, limits)) {
    const content = Buffer.concat(await Array.fromAsync(part.body)).toString('latin1')
    parts.push({
      name: part.name,
      ...(part.fileName === undefined ? {} : { fileName: part.fileName }),
      ...(part.contentType === undefined ? {} : { type: part.contentType }),
      body: content,
    })
  }
  return parts
}

async function* pieces(bytes: Buffer, size: () => number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const end = at + size()
    yield bytes.subarray(at, end)
    at = end
  }
}

/** A small linear congruential generator, so that a failing split can be repeated. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** The body whole, byte by byte, and in random pieces (among them empty ones). */
function* splits(bytes: Buffer): Generator<[string, AsyncIterable<Uint8Array>]> {
  yield ['whole', pieces(bytes, () => bytes.length)]
  yield ['byte by byte', pieces(bytes, () => 1)]
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = seeded(seed)
    yield [`seed ${seed}`, pieces(bytes, () => Math.floor(random() * 24))]
  }
}

const field = (name: string) => `Content-Disposition: form-data; name="${name}"`
const file = (name: string, fileName: string) => `${field(name)}; filename="${fileName}"`
const allBytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index)).toString('latin1')

const bodies: [string, string, ReadPart[]][] = [
  [
    'a standard form',
    `--B\r\n${field('auth')}\r\n\r\n<a/>\r\n--B\r\n${file('f', 'a.jpg')}\r\nContent-Type: image/jpeg\r\n\r\nxyz\r\n--B--\r\n`,
    [
      { name: 'auth', body: '<a/>' },
      { name: 'f', fileName: 'a.jpg', type: 'image/jpeg', body: 'xyz' },
    ],
  ],
  [
    'a closing delimiter before each file, as the documentation prints it',
    `--B\r\n${field('auth')}\r\n\r\n<a/>\r\n--B--\r\n${file('file1', 'Co/dir//a.jpg')}\r\n\r\none\r\n--B--\r\n${file('file2', 'b.jpg')}\r\n\r\ntwo\r\n--B--`,
    [
      { name: 'auth', body: '<a/>' },
      { name: 'file1', fileName: 'Co/dir//a.jpg', body: 'one' },
      { name: 'file2', fileName: 'b.jpg', body: 'two' },
    ],
  ],
  [
    'content directly after the headers',
    `--B\r\n${file('f', 'a.jpg')}\r\nContent-Transfer-Encoding: binary\r\n\xff\xd8\xff: x\r\n\r\ny\r\n--B--\r\n`,
    [{ name: 'f', fileName: 'a.jpg', body: '\xff\xd8\xff: x\r\n\r\ny' }],
  ],
  [
    'XML directly after the headers, without a line end',
    `--B\r\n${field('auth')}\r\n<authHeader/>\r\n--B--`,
    [{ name: 'auth', body: '<authHeader/>' }],
  ],
  [
    'a long word directly after the headers',
    `--B\r\n${field('f')}\r\n${'A'.repeat(3000)}\r\n--B--`,
    [{ name: 'f', body: 'A'.repeat(3000) }],
  ],
  [
    'bare line feeds',
    `--B\n${field('a')}\n\nx\r\n--B--\n${file('f', 'a')}\n\ny\r\n\n--B--\n`,
    [
      { name: 'a', body: 'x\r' },
      { name: 'f', fileName: 'a', body: 'y\r\n' },
    ],
  ],
  [
    'a bare line feed before a boundary is content when the first delimiter line ends in CRLF',
    `--B\r\n${field('a')}\r\n\r\nx\n--B\ny\r\n--B--\r\n`,
    [{ name: 'a', body: 'x\n--B\ny' }],
  ],
  [
    'white space after delimiters and in the blank line',
    `--B \t\r\n${field('a')}\r\n  \t\r\nx\r\n--B--  \r\n\r\n${field('b')}\r\n\r\ny\r\n--B--  `,
    [
      { name: 'a', body: 'x' },
      { name: 'b', body: 'y' },
    ],
  ],
  [
    'what only looks like a delimiter',
    `--B\r\n${field('a')}\r\n\r\n\r\n--Bx\r\n-\r\n--\r\n--B-\r\n--B--x\r\r\n--B \r \r\n--B\r\r\n--B${' '.repeat(300)}\r\n\r\n--B--\r\n`,
    [
      {
        name: 'a',
        body: `\r\n--Bx\r\n-\r\n--\r\n--B-\r\n--B--x\r\r\n--B \r \r\n--B\r\r\n--B${' '.repeat(300)}\r\n`,
      },
    ],
  ],
  [
    'every byte value, and line ends at the edges',
    `--B\r\n${file('f', 'a')}\r\n\r\n\r\n${allBytes}\r\n\r\r\n--B--\r\n`,
    [{ name: 'f', fileName: 'a', body: `\r\n${allBytes}\r\n\r` }],
  ],
  [
    'empty contents, with and without a blank line',
    `--B\r\n${file('f', '')}\r\n\r\n\r\n--B\r\n${file('g', 'g')}\r\n\r\n--B\r\n${file('h', 'h')}\r\n--B--\r\n`,
    [
      { name: 'f', fileName: '', body: '' },
      { name: 'g', fileName: 'g', body: '' },
      { name: 'h', fileName: 'h', body: '' },
    ],
  ],
  [
    'preamble and epilogue, also one that holds white space or a word before a colon',
    `hello --B\r\nNote: --B\r\n--Bx\r\n--B\r\n${field('a')}\r\n\r\nx\r\n--B--\r\n \r\nNote: that is all --B\r\n`,
    [{ name: 'a', body: 'x' }],
  ],
  [
    'a delimiter line after a closing one',
    `--B\r\n${field('a')}\r\n\r\nx\r\n--B--\r\n--B\r\n${field('b')}\r\n\r\ny\r\n--B--\r\n`,
    [
      { name: 'a', body: 'x' },
      { name: 'b', body: 'y' },
    ],
  ],
  [
    'headers in any case, folded, repeated, unknown',
    `--B\r\nX-Any: 1\r\ncontent-DISPOSITION : form-data;\r\n\tname="a";\r\n filename=b.jpg\r\nContent-Type: text/plain\r\nContent-Type: text/html\r\n\r\nx\r\n--B--`,
    [{ name: 'a', fileName: 'b.jpg', type: 'text/plain', body: 'x' }],
  ],
  [
    'a file name in Latin-1',
    `--B\r\n${file('f', 'gr\xfc.jpg')}\r\n\r\nx\r\n--B--`,
    [{ name: 'f', fileName: 'grü.jpg', body: 'x' }],
  ],
  ['a part without headers', '--B\r\n\r\nx\r\n--B--', [{ name: '', body: 'x' }]],
  ['no parts', '--B--\r\n', []],
]

describe('readMultipart', () => {
  it.each(bodies)('reads %s, however it is split', async (_, body, expected) => {
    for (const [split, chunks] of splits(Buffer.from(body, 'latin1'))) {
      expect(await readAll(chunks), split).toEqual(expected)
    }
  })

  it.each([
    ['no delimiter', 'just text', /no delimiter/],
    ['nothing', '', /no delimiter/],
    ['a content cut short', `--B\r\n${field('a')}\r\n\r\nxyz`, /cut short/],
    ['a content cut inside the delimiter', `--B\r\n${field('a')}\r\n\r\nxyz\r\n--B-`, /cut short/],
    ['an open delimiter at the end', `--B\r\n${field('a')}\r\n\r\nxyz\r\n--B`, /cut short/],
    ['headers cut short', `--B\r\nContent-Dispo`, /cut short/],
    ['a cut after a closing delimiter', `--B\r\n${field('a')}\r\n\r\nx\r\n--B--\r\nConte`, /cut short/],
    ['a file cut short after a closing delimiter', `--B--\r\n${field('a')}\r\n\r\nx`, /cut short/],
    ['over-long headers', `--B\r\n${field('a')}\r\nX: ${'x'.repeat(17_000)}\r\n\r\nx\r\n--B--`, /limit/],
    ['too many header lines', `--B\r\n${'X: y\r\n'.repeat(4000)}\r\n\r\nx\r\n--B--`, /limit/],
  ])('refuses %s', async (_, body, message) => {
    for (const [split, chunks] of splits(Buffer.from(body, 'latin1'))) {
      await expect(readAll(chunks), split).rejects.toMatchObject({
        code: 'invalid-request',
        message: expect.stringMatching(message),
      })
    }
  })

  it('refuses more parts than the limit', async () => {
    const body = Buffer.from(`${`--B\r\n${field('a')}\r\n\r\nx\r\n`.repeat(3)}--B--`)
    const limits = { ...defaultMultipartLimits, maxParts: 2 }
    await expect(readAll(Readable.from([body]), 'B', limits)).rejects.toMatchObject({ code: 'too-large' })
    expect(await readAll(Readable.from([body]), 'B', { ...limits, maxParts: 3 })).toHaveLength(3)
  })

  it('reads what Node encodes', async () => {
    const form = new FormData()
    const binary = randomBytes(200_000)
    form.append('text', 'grüße\n')
    form.append('file', new File([binary], 'Schuhe "rot" – 靴.jpg', { type: 'image/jpeg' }))
    form.append('file', new File([], 'empty.bin'))
    const { headers, body } = new Response(form)
    if (body === null) throw new Error('no body')
    const parts = await readAll(body, boundaryOf(headers.get('content-type') ?? undefined))
    expect(parts).toEqual([
      { name: 'text', body: Buffer.from('grüße\r\n').toString('latin1') },
      {
        name: 'file',
        fileName: 'Schuhe "rot" – 靴.jpg',
        type: 'image/jpeg',
        body: binary.toString('latin1'),
      },
      { name: 'file', fileName: 'empty.bin', type: 'application/octet-stream', body: '' },
    ])
  })

  it('skips what is not read, and says so to a late reader', async () => {
    const body = `--B\r\n${field('a')}\r\n\r\n${'x'.repeat(1000)}\r\n--B\r\n${field('b')}\r\n\r\ny\r\n--B--`
    const parts = readMultipart(
      pieces(Buffer.from(body), () => 100),
      'B',
    )
    const first = (await parts.next()).value
    const second = (await parts.next()).value
    if (!first || !second) throw new Error('two parts expected')
    await expect(Array.fromAsync(first.body)).rejects.toThrow('after the next one')
    expect(second.name).toBe('b')
    expect(Buffer.concat(await Array.fromAsync(second.body)).toString()).toBe('y')
    expect((await parts.next()).done).toBe(true)
  })

  it('leaves a Node stream open when the caller stops early', async () => {
    const body = `--B\r\n${field('a')}\r\n\r\nx\r\n--B\r\n${field('b')}\r\n\r\ny\r\n--B--`
    const stream = Readable.from(pieces(Buffer.from(body), () => 10))
    for await (const part of readMultipart(stream, 'B')) {
      expect(part.name).toBe('a')
      break
    }
    expect(stream.destroyed).toBe(false)
    expect((await Array.fromAsync(stream)).length).toBeGreaterThan(0)
  })

  it('passes on the error of the stream', async () => {
    async function* broken() {
      yield Buffer.from(`--B\r\n${field('a')}\r\n\r\nx`)
      throw new Error('connection reset')
    }
    await expect(readAll(broken())).rejects.toThrow('connection reset')
  })

  it('takes no more from the stream than is read', async () => {
    let given = 0
    async function* source() {
      yield Buffer.from(`--B\r\n${field('a')}\r\n\r\n`)
      for (; given < 100; given += 1) yield Buffer.alloc(1000)
      yield Buffer.from('\r\n--B--')
    }
    for await (const part of readMultipart(source(), 'B')) {
      const chunks = part.body[Symbol.asyncIterator]()
      await chunks.next()
      for (let count = 0; count < 20; count += 1) await turn()
      expect(given).toBeLessThanOrEqual(2)
    }
    expect(given).toBe(100)
  })

  it('streams 64 MB of random bytes unchanged', async () => {
    const block = randomBytes(1024 * 1024)
    const sent = createHash('sha256')
    async function* source() {
      yield Buffer.from(`--B\r\n${file('f', 'a')}\r\n\r\n`)
      for (let count = 0; count < 1024; count += 1) {
        const chunk = block.subarray(count * 7, count * 7 + 65_536)
        sent.update(chunk)
        yield chunk
      }
      yield Buffer.from('\r\n--B--\r\n')
    }
    const got = createHash('sha256')
    for await (const part of readMultipart(source(), 'B')) {
      for await (const chunk of part.body) got.update(chunk)
    }
    expect(got.digest('hex')).toBe(sent.digest('hex'))
  })
})
