import type { IncomingHttpHeaders } from 'node:http'
import { DarkroomError } from '../../core/errors.ts'

/**
 * Refuses a request whose SOAPAction (in SOAP 1.2: `action` of the content type) names another operation than its Body.
 * It may be absent, empty, with or without quotes; one that is no plain name (some clients send a URI of their own) is
 * not looked at. Throws `invalid-request`.
 */
export function checkSoapAction(headers: IncomingHttpHeaders, operation: string): void {
  const inType = /;\s*action="?([^";]*)/i.exec(headers['content-type'] ?? '')?.[1]
  const action = String(headers.soapaction ?? inType ?? '')
    .trim()
    .replace(/^"(.*)"$/, '$1')
  if (!/^\w+$/.test(action) || action === operation) return
  throw new DarkroomError(
    'invalid-request',
    `SOAPAction is "${action.slice(0, 80)}", but the Body holds the parameters of ${operation}.`,
    { field: 'SOAPAction' },
  )
}
