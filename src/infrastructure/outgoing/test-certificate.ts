import { generateKeyPairSync, sign } from 'node:crypto'

/** One value of DER: tag, length, content. */
function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  const long = body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from([tag, ...(body.length < 128 ? [body.length] : long)]), body])
}

const text = (tag: number, value: string) => der(tag, Buffer.from(value, 'latin1'))
const bytes = (tag: number, ...values: number[]) => der(tag, Buffer.from(values))
const sequence = 0x30

/** A key and a certificate for `localhost`, valid for a day around now and signed by itself; for tests. PEM. */
export function testCertificate(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = der(sequence, bytes(0x06, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)) // ecdsa-with-SHA256
  const commonName = der(sequence, bytes(0x06, 0x55, 0x04, 0x03), text(0x0c, 'localhost'))
  const name = der(sequence, der(0x31, commonName))
  const dayMs = 24 * 60 * 60 * 1000
  const time = (at: number) => text(0x17, `${new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)}Z`)
  const alternativeNames = der(sequence, text(0x82, 'localhost'))
  const extension = der(sequence, bytes(0x06, 0x55, 0x1d, 0x11), der(0x04, alternativeNames))
  const content = der(
    sequence,
    der(0xa0, bytes(0x02, 2)), // X.509 version 3
    bytes(0x02, 1),
    algorithm,
    name,
    der(sequence, time(Date.now() - dayMs), time(Date.now() + dayMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(sequence, extension)),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, privateKey))
  const base64 = der(sequence, content, algorithm, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}
