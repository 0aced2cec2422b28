import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { filePart, uploadEnvelope, uploadType } from './ips-client.ts'
import type { LargeFile } from './send-large-file.ts'

/** The other side of `sendLargeFile`: tells the seconds that it took. */
const file = JSON.parse(process.argv[2] ?? '') as LargeFile
const chunk = randomBytes(1024 * 1024)
const { head, tail } = uploadEnvelope({ endJob: true })
const isForm = file.as === 'form'
const before = isForm ? Buffer.concat([head, filePart('large.bin')]) : Buffer.alloc(0)
const after = isForm ? Buffer.concat([Buffer.from('\r\n'), tail]) : Buffer.alloc(0)

const begin = performance.now()
const sending = request(file.url, {
  method: 'POST',
  headers: { 'content-type': uploadType, 'content-length': before.length + file.size + after.length },
})
const answered = once(sending, 'response')
sending.write(before)
for (let sent = 0; sent < file.size; sent += chunk.length)
  if (!sending.write(chunk)) await once(sending, 'drain')
sending.end(after)
const [response] = (await answered) as [IncomingMessage]
const text = (await response.toArray()).join('')
if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${text}`)
process.send?.((performance.now() - begin) / 1000)
process.disconnect()
