import type { ScalarType } from './scalars.ts'

const canonical = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Bytes, written in Base64; white space between the characters is ignored. */
export const base64Binary: ScalarType<Uint8Array> = {
  kind: 'scalar',
  name: 'base64Binary',
  expects: 'Base64',
  parse(text) {
    const characters = text.replaceAll(/\s+/g, '')
    return canonical.test(characters) ? Buffer.from(characters, 'base64') : undefined
  },
  format: (bytes) => Buffer.from(bytes).toString('base64'),
}
