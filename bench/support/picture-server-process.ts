import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The other side of `startPictureServer`: tells its port. */
const [path = ''] = process.argv.slice(2)
const jpeg = await readFile(path)
const startOfImage = jpeg.subarray(0, 2)
const rest = jpeg.subarray(2)

const server = createServer((request, response) => {
  const text = Buffer.from(request.url ?? '')
  const comment = Buffer.from([0xff, 0xfe, 0, text.length + 2])
  const parts = [startOfImage, comment, text, rest]
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': length })
  response.end(Buffer.concat(parts))
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
