import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface Node {
  readonly type: string
  readonly created?: string
  readonly bytes?: Buffer
  readonly children: Map<string, Node>
}

/** A repository that is reached as Apache Sling exposes one: JSON of nodes, bytes of renditions, properties by POST. */
export class SlingServer {
  readonly #root: Node = folder()
  readonly #authorization: string
  #server: Server | undefined
  /** What was asked for, as `<method> <path>`. */
  readonly requests: string[] = []
  /** Properties that were written, by the path of the node. */
  readonly written = new Map<string, Record<string, string>>()
  /** Paths that answer with this status. */
  readonly broken = new Map<string, number>()

  constructor(user: string) {
    this.#authorization = `Basic ${Buffer.from(user).toString('base64')}`
  }

  /** Puts a file as dam:Asset at an absolute path, with the folders on the way. */
  put(path: string, bytes: Buffer | string, created = '2026-01-01T00:00:00.000Z'): void {
    const segments = path.split('/').slice(1)
    const name = segments.pop() ?? ''
    let node = this.#root
    for (const segment of segments) {
      const next = node.children.get(segment) ?? folder()
      node.children.set(segment, next)
      node = next
    }
    node.children.set(name, { type: 'dam:Asset', created, bytes: Buffer.from(bytes), children: new Map() })
  }

  async listen(): Promise<string> {
    this.#server = createServer((request, response) => void this.#answer(request, response))
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections()
    this.#server?.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(request.url ?? '')
    this.requests.push(`${request.method} ${path}`)
    const send = (status: number, type: string, body: string | Buffer) =>
      response.writeHead(status, { 'content-type': type }).end(body)
    if (request.headers.authorization !== this.#authorization) return void send(401, 'text/plain', 'sign in')
    const status = this.broken.get(path)
    if (status !== undefined) return void send(status, 'text/plain', 'broken')
    if (request.method === 'POST') {
      const fields = Object.fromEntries(new URLSearchParams(await text(request)))
      this.written.set(path, fields)
      return void send(200, 'application/json', '{}')
    }
    const listing = /^(.*)\.([01])\.json$/.exec(path)
    if (listing) {
      const node = this.#find(listing[1] ?? '')
      if (!node) return void send(404, 'text/plain', 'none')
      return void send(200, 'application/json', JSON.stringify(jsonOf(node, Number(listing[2]))))
    }
    const asset = this.#find(path.replace(/\/jcr:content\/renditions\/original$/, ''))
    if (asset?.bytes && path.endsWith('/original'))
      return void send(200, 'application/octet-stream', asset.bytes)
    send(404, 'text/plain', 'none')
  }

  #find(path: string): Node | undefined {
    let node: Node | undefined = this.#root
    for (const segment of path.split('/').slice(1)) node = node?.children.get(segment)
    return node
  }
}

function folder(): Node {
  return { type: 'sling:OrderedFolder', children: new Map() }
}

function jsonOf({ type, created, bytes, children }: Node, depth: number): object {
  const own = { 'jcr:primaryType': type, ...(created !== undefined && { 'jcr:created': created }) }
  if (depth === 0) return own
  const content = { 'jcr:content': { 'jcr:primaryType': bytes ? 'dam:AssetContent' : 'nt:unstructured' } }
  return {
    ...own,
    ...content,
    // Sling keeps the order in which they came.
    ...Object.fromEntries([...children].map(([name, child]) => [name, jsonOf(child, depth - 1)])),
  }
}
