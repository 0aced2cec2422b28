import { once } from 'node:events'
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { httpConfig } from './http.config.ts'
import { httpServer } from './server.ts'

/** What a server is given to close when no client holds it up, in ms; far below the time that clients keep connections. */
const soonMs = 15_000
const largeBytes = 24 * 1024 * 1024

let app: FastifyInstance
let port: number
/** What `/stream` sends; ended by the test. */
let body: PassThrough
/** Keeps connections open as browsers and fetch do. */
let agent: Agent
let sockets: Socket[]

beforeEach(async () => {
  app = await httpServer(httpConfig({}), pino({ level: 'silent' }))
  app.addContentTypeParser('*', async () => undefined)
  app.get('/', async () => 'ok')
  app.get('/large', async () => Buffer.alloc(largeBytes, 'x'))
  app.get('/stream', async (_request, reply) => await reply.send(body))
  app.post('/upload', async ({ raw }) => {
    let bytes = 0
    for await (const chunk of raw) bytes += (chunk as Buffer).length
    return `${bytes} bytes`
  })
  app.post('/refused', async (_request, reply) => await reply.code(403).send('no'))
  body = new PassThrough()
  agent = new Agent({ keepAlive: true, timeout: 60_000 })
  sockets = []
  await app.listen({ host: '127.0.0.1', port: 0 })
  ;({ port } = app.server.address() as AddressInfo)
})

afterEach(async () => {
  agent.destroy()
  for (const socket of sockets) socket.destroy()
  await app.close()
})

/** A request on a connection that is kept; `send` fills its body. */
async function ask(
  path: string,
  send?: (request: ReturnType<typeof httpRequest>) => void,
): Promise<IncomingMessage> {
  const request = httpRequest({ port, path, agent, method: send ? 'POST' : 'GET' })
  if (send) send(request)
  else request.end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return response
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of response) text += String(chunk)
  return text
}

async function raw(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  await once(socket, 'connect')
  return socket
}

/** Fails when the server is not closed soon. */
async function closedSoon(closing: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not closed within ${soonMs} ms`)), soonMs)
  })
  await Promise.race([closing, late]).finally(() => clearTimeout(timer))
}

describe('an address that can not be decoded', () => {
  it('is refused in plain text that nobody keeps', async () => {
    const response = await ask('/is/image/Demo/%E0%A4%A')
    expect([
      response.statusCode,
      response.headers['content-type'],
      response.headers['cache-control'],
    ]).toEqual([400, 'text/plain;charset=utf-8', 'no-cache'])
    expect(await textOf(response)).toBe("'/is/image/Demo/%E0%A4%A' is not a valid url component.\n")
  })
})

describe('a server that closes', () => {
  it('ends connections that wait for a next request', async () => {
    expect(await textOf(await ask('/'))).toBe('ok')
    await closedSoon(app.close())
  })

  it('ends a connection on which nothing was asked yet', async () => {
    await raw()
    await textOf(await ask('/'))
    await closedSoon(app.close())
  })

  it('ends a connection with the reply that is streamed on it', async () => {
    body.write('begun, ')
    const response = await ask('/stream')
    const closing = app.close()
    body.end('ended')
    expect(await textOf(response)).toBe('begun, ended')
    await closedSoon(closing)
  })

  it('lets an upload end and answers it', async () => {
    let upload: ReturnType<typeof httpRequest> | undefined
    const answered = ask('/upload', (request) => {
      upload = request
      request.write('1234')
    })
    await once(app.server, 'request')
    const closing = app.close()
    upload?.end('56')
    const response = await answered
    expect([await textOf(response), response.headers.connection]).toEqual(['6 bytes', 'close'])
    await closedSoon(closing)
  })

  it('ends a connection whose request goes on behind its answer', async () => {
    let upload: ReturnType<typeof httpRequest> | undefined
    const response = await ask('/refused', (request) => {
      upload = request
      request.setHeader('transfer-encoding', 'chunked')
      request.write('1')
    })
    expect(await textOf(response)).toBe('no')
    const closing = app.close()
    upload?.end('2')
    await closedSoon(closing)
  })

  it('does not cut off a reply that the client takes slowly', async () => {
    const response = await ask('/large')
    const closing = app.close()
    expect((await textOf(response)).length).toBe(largeBytes)
    await closedSoon(closing)
  })

  it('answers all requests that a client sent in one go', async () => {
    const socket = await raw()
    const asked = once(app.server, 'request')
    socket.write('GET /stream HTTP/1.1\r\nhost: x\r\n\r\nGET / HTTP/1.1\r\nhost: x\r\n\r\n')
    await asked
    const closing = app.close()
    body.end('first')
    let text = ''
    for await (const chunk of socket) text += String(chunk)
    expect(text.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200'])
    await closedSoon(closing)
  })
})
