import { deepStrictEqual } from 'node:assert'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClientAsync, listen } from 'soap'
import { adminPassword, adminUser } from './darkroom.ts'
import { servicePath } from './ips-client.ts'
import type { SoapCalls } from './npm-soap-server.ts'

/** The other side of `startNpmSoapServer`: tells its port. */
const [darkroomUrl = '', callsText = '{}'] = process.argv.slice(2)
const calls = Object.entries(JSON.parse(callsText) as SoapCalls)
const authHeaderNamespace = 'http://www.scene7.com/IpsApi/xsd'

const wsdl = await (await fetch(`${darkroomUrl}${servicePath}?wsdl`)).text()
const client = await createClientAsync(`${darkroomUrl}${servicePath}?wsdl`)
const authHeader = { user: adminUser, password: adminPassword }
client.addSoapHeader({ authHeader }, '', 'common', authHeaderNamespace)
const replies = await repliesByOperation()

const server = createServer()
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
const handlers = Object.fromEntries(calls.map(([operation]) => [operation, () => replies[operation]]))
const services = Object.entries(client.describe() as Record<string, object>).map(([service, ports]) => [
  service,
  Object.fromEntries(Object.keys(ports).map((name) => [name, handlers])),
])
listen(server, { path: servicePath, services: Object.fromEntries(services), xml: wsdl })

client.setEndpoint(`http://127.0.0.1:${port}${servicePath}`)
deepStrictEqual(await repliesByOperation(), replies)
process.send?.(port)

async function repliesByOperation(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const [operation, param] of calls) [found[operation]] = await client[`${operation}Async`](param)
  // The package reads dates and, for an empty element, null, but writes only texts of dates and, for null, xsi:nil.
  return JSON.parse(JSON.stringify(found, (_, value) => value ?? {}))
}
