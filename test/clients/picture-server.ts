import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface PictureServer {
  /** Without a closing slash. */
  readonly url: string
  close(): Promise<void>
}

/**
 * An HTTP server of the loopback address with pictures by path, such as `boot.jpg`. Below each first part of a path, such
 * as `/zeep/boot.jpg`, they are held back until `/zeep/release` was asked for. What it does not have is 404.
 */
export async function startPictureServer(pictures: Readonly<Record<string, Buffer>>): Promise<PictureServer> {
  const gates = new Map<string, PromiseWithResolvers<void>>()
  const server = createServer(async (request, reply) => {
    const [, client = '', name = ''] = decodeURIComponent(request.url ?? '').split('/')
    const gate = gates.get(client) ?? Promise.withResolvers<void>()
    gates.set(client, gate)
    if (name === 'release') gate.resolve()
    await gate.promise
    const picture = pictures[name]
    reply.writeHead(picture || name === 'release' ? 200 : 404).end(picture)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
