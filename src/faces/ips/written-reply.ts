import { type SoapVersion, writeEnvelope } from '../../soap/envelope.ts'
import { writeElement } from '../../soap/write.ts'
import { responseElement } from '../../soap/wsdl.ts'
import type { AnyOperation } from './operation.ts'
import type { IpsVersion } from './versions.ts'

/** The replies of frozen results, by what else they depend on. */
const written = new WeakMap<object, Map<string, Buffer>>()

/** The whole message for a result. A result that is frozen is handed to several callers: its reply is written once. */
export function writtenReply(
  result: unknown,
  operation: AnyOperation,
  asked: IpsVersion,
  soapVersion: SoapVersion,
): Buffer {
  if (typeof result !== 'object' || result === null || !Object.isFrozen(result))
    return write(result, operation, asked, soapVersion)
  const replies = written.get(result) ?? new Map<string, Buffer>()
  const key = JSON.stringify([operation.name, asked.namespace, soapVersion])
  // A copy, which is not frozen: the text would be remembered too.
  const reply = replies.get(key) ?? write({ ...result }, operation, asked, soapVersion)
  written.set(result, replies.set(key, reply))
  return reply
}

function write(
  result: unknown,
  operation: AnyOperation,
  asked: IpsVersion,
  soapVersion: SoapVersion,
): Buffer {
  const fragment = writeElement(result, responseElement(operation.name), operation.response, asked)
  return Buffer.from(writeEnvelope(fragment, soapVersion))
}
