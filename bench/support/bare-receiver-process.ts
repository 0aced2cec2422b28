import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** The other side of `startBareReceiver`: the plainest server that keeps what it is sent. Tells its port. */
const [folder = '', sync] = process.argv.slice(2)
const bufferBytes = 1024 * 1024
let count = 0

const server = createServer(async (request, response) => {
  const path = join(folder, `received-${count++}`)
  const hash = createHash('sha256')
  request.on('data', (chunk) => hash.update(chunk))
  await pipeline(request, createWriteStream(path, { highWaterMark: bufferBytes }))
  if (sync === 'true') await makeDurable(path)
  response.end(hash.digest('hex'))
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))

async function makeDurable(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.datasync()
  await file.close()
}
