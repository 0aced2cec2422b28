import { escapeAttribute } from './escape.ts'
import { isInVersion, type SequenceType } from './schema.ts'
import { type GlobalElement, writeXsd } from './xsd.ts'

/** What a WSDL document says of an operation. Its elements are named `<name>Param` and `<name>Return`. */
export interface OperationType {
  /** Also the SOAPAction. */
  readonly name: string
  readonly request: SequenceType
  readonly response: SequenceType
  /** The version that brought the operation; absent means that every version has it. */
  readonly since?: string | undefined
  /** The version that dropped it. */
  readonly until?: string | undefined
}

/** A global element that belongs to every operation. */
export interface CommonElement extends GlobalElement {
  readonly namespace: string
}

export interface WsdlOptions {
  /** Operations and fields of other versions are left out. */
  readonly version: string
  readonly namespace: string
  readonly serviceName: string
  /** URL of the endpoint. */
  readonly address: string
  /** Written in this order. */
  readonly operations: readonly OperationType[]
  /** Header blocks that every request may carry. */
  readonly headers?: readonly CommonElement[]
  /** Fault details that every operation may answer. */
  readonly faults?: readonly CommonElement[]
}

/** Name of the message part that is the SOAP body. */
const bodyPart = 'parameters'

/** Name of the element that holds the request of an operation. */
export function requestElement(operation: string): string {
  return `${operation}Param`
}

/** Name of the element that holds the response of an operation. */
export function responseElement(operation: string): string {
  return `${operation}Return`
}

/**
 * A WSDL 1.1 document with one service, one port and one SOAP 1.1 binding, document/literal. Elements of the
 * target namespace share its schema; each other namespace gets a schema of its own. Throws `SchemaError` when two
 * different types bear one name.
 */
export function writeWsdl(options: WsdlOptions): string {
  const { version, serviceName, headers = [], faults = [] } = options
  const operations = options.operations.filter((operation) => isInVersion(operation, version))
  const common = [...headers, ...faults]
  const prefixes = prefixesOf(options.namespace, common)
  const binding = `${serviceName}SoapBinding`
  const portType = `${serviceName}PortType`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"' +
      ' xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"' +
      [...prefixes]
        .map(([namespace, prefix]) => ` xmlns:${prefix}="${escapeAttribute(namespace)}"`)
        .join('') +
      ` name="${serviceName}" targetNamespace="${escapeAttribute(options.namespace)}">`,
    '<wsdl:types>',
    ...schemas(options, operations, common),
    '</wsdl:types>',
    ...operations.flatMap(({ name }) => [
      message(requestElement(name), bodyPart, `tns:${requestElement(name)}`),
      message(responseElement(name), bodyPart, `tns:${responseElement(name)}`),
    ]),
    ...common.map(({ name, namespace }) =>
      message(commonMessage(name), name, `${prefixes.get(namespace)}:${name}`),
    ),
    `<wsdl:portType name="${portType}">`,
    ...operations.map(({ name }) => portTypeOperation(name, faults)),
    '</wsdl:portType>',
    `<wsdl:binding name="${binding}" type="tns:${portType}">`,
    '<soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>',
    ...operations.map(({ name }) => bindingOperation(name, headers, faults)),
    '</wsdl:binding>',
    `<wsdl:service name="${serviceName}">`,
    `<wsdl:port name="${serviceName}SoapPort" binding="tns:${binding}">`,
    `<soap:address location="${escapeAttribute(options.address)}"/>`,
    '</wsdl:port>',
    '</wsdl:service>',
    '</wsdl:definitions>',
    '',
  ].join('\n')
}

function prefixesOf(target: string, common: readonly CommonElement[]): ReadonlyMap<string, string> {
  const prefixes = new Map([[target, 'tns']])
  for (const { namespace } of common) {
    if (!prefixes.has(namespace)) prefixes.set(namespace, `ns${prefixes.size}`)
  }
  return prefixes
}

function schemas(
  { namespace: target, version }: WsdlOptions,
  operations: readonly OperationType[],
  common: readonly CommonElement[],
): readonly string[] {
  const others = [...new Set(common.map(({ namespace }) => namespace))].filter((other) => other !== target)
  const elementsIn = (wanted: string) => common.filter(({ namespace }) => namespace === wanted)
  const elements = operations.flatMap(({ name, request, response }) => [
    { name: requestElement(name), type: request },
    { name: responseElement(name), type: response },
  ])
  return [
    writeXsd({
      targetNamespace: target,
      version,
      elements: [...elements, ...elementsIn(target)],
      imports: others,
    }),
    ...others.map((other) => writeXsd({ targetNamespace: other, version, elements: elementsIn(other) })),
  ]
}

/** Not the element's name: where both are in one namespace, Axis leaves out the class of a fault that shares its name. */
function commonMessage(element: string): string {
  return `${element}Message`
}

function message(name: string, part: string, element: string): string {
  return `<wsdl:message name="${name}"><wsdl:part name="${part}" element="${element}"/></wsdl:message>`
}

function portTypeOperation(name: string, faults: readonly CommonElement[]): string {
  return [
    `<wsdl:operation name="${name}">`,
    `<wsdl:input message="tns:${requestElement(name)}"/>`,
    `<wsdl:output message="tns:${responseElement(name)}"/>`,
    ...faults.map((fault) => `<wsdl:fault name="${fault.name}" message="tns:${commonMessage(fault.name)}"/>`),
    '</wsdl:operation>',
  ].join('\n')
}

function bindingOperation(
  name: string,
  headers: readonly CommonElement[],
  faults: readonly CommonElement[],
): string {
  return [
    `<wsdl:operation name="${name}">`,
    `<soap:operation soapAction="${name}"/>`,
    '<wsdl:input>',
    ...headers.map(
      (header) =>
        `<soap:header message="tns:${commonMessage(header.name)}" part="${header.name}" use="literal"/>`,
    ),
    '<soap:body use="literal"/>',
    '</wsdl:input>',
    '<wsdl:output><soap:body use="literal"/></wsdl:output>',
    ...faults.map(
      (fault) =>
        `<wsdl:fault name="${fault.name}"><soap:fault name="${fault.name}" use="literal"/></wsdl:fault>`,
    ),
    '</wsdl:operation>',
  ].join('\n')
}
