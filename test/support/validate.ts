import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm'
import { operations } from '../../src/faces/ips/operations/index.ts'
import { Fault } from '../../src/faces/ips/types/fault.ts'
import { namespaceBase, versionOfNamespace } from '../../src/faces/ips/versions.ts'
import { UploadPostReturn } from '../../src/faces/uploads/upload-param.ts'
import { responseElement } from '../../src/soap/wsdl.ts'
import { type GlobalElement, writeXsd } from '../../src/soap/xsd.ts'

const faultElements: readonly GlobalElement[] = [
  'authenticationFault',
  'authorizationFault',
  'ipsApiFault',
].map((name) => ({ name, type: Fault }))

const validators = new Map<string, XsdValidator>()

/**
 * Checks that a reply of the web service or the UploadFile servlet satisfies the schema of its namespace: the element in
 * the SOAP Body, or the detail of a fault. Throws with libxml2's reasons and the reply.
 */
export function validateReply(text: string): void {
  const fragment =
    /<(soapenv:Detail|detail)>(.*)<\/\1>/s.exec(text)?.[2] ??
    /<soapenv:Body>(.*)<\/soapenv:Body>/s.exec(text)?.[1] ??
    text
  const document = XmlDocument.fromString(fragment)
  try {
    validatorOf(document.root.namespaceUri).validate(document)
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error
    throw new Error(`A reply is not valid: ${error.message}\n${fragment}`, { cause: error })
  } finally {
    document.dispose()
  }
}

function validatorOf(namespace: string): XsdValidator {
  const known = validators.get(namespace)
  if (known !== undefined) return known
  const schema = XmlDocument.fromString(replySchema(namespace))
  try {
    const validator = XsdValidator.fromDoc(schema)
    validators.set(namespace, validator)
    return validator
  } finally {
    schema.dispose()
  }
}

/** The schema of all replies in a namespace, also of operations that came later; faults are in the unversioned one. */
function replySchema(namespace: string): string {
  const version = versionOfNamespace(namespace)?.version
  if (version === undefined)
    throw new Error(`A reply is in the namespace "${namespace}", which is not of the API.`)
  const replies = operations.map(({ name, response }) => ({ name: responseElement(name), type: response }))
  const uploadReply = { name: 'uploadPostReturn', type: UploadPostReturn }
  return writeXsd({
    targetNamespace: namespace,
    version,
    elements: [...replies, uploadReply, ...(namespace === namespaceBase ? faultElements : [])],
  })
}
