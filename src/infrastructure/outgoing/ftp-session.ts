import type { LookupAddress } from 'node:dns'
import { type Client, FTPError } from 'basic-ftp'
import type { FtpTarget } from './ftp-target.ts'

/** What a session needs beside its target. */
export interface FtpSessionOptions {
  /** Time for one address to accept the connection, in milliseconds. */
  readonly connectMs: number
  /** PEM of the certificate authorities to trust; undefined: those of Node.js. */
  readonly ca: string | undefined
  /** Aborted: no further connection is opened. Those that are open belong to the client's owner. */
  readonly signal: AbortSignal
}

/**
 * Connects to the first of the addresses that answers and signs in, for binary transfers. basic-ftp opens the connections
 * for data to the address of this one, so the addresses are checked for both. Throws what basic-ftp throws: see
 * `ftpFailure`.
 */
export async function signIn(
  client: Client,
  target: FtpTarget,
  addresses: readonly LookupAddress[],
  options: FtpSessionOptions,
): Promise<void> {
  await connectFirst(client, target, addresses, options)
  await client.sendIgnoringError('OPTS UTF8 ON')
  await client.login(target.user, target.password)
  await client.useDefaultSettings()
}

async function connectFirst(
  client: Client,
  target: FtpTarget,
  addresses: readonly LookupAddress[],
  options: FtpSessionOptions,
): Promise<void> {
  for (const [index, { address }] of addresses.entries()) {
    try {
      await connect(client, target, address, options)
      return
    } catch (error) {
      // A server that answers speaks for all of its addresses.
      if (error instanceof FTPError || index === addresses.length - 1) throw error
    }
  }
}

async function connect(
  client: Client,
  target: FtpTarget,
  host: string,
  { connectMs, ca, signal }: FtpSessionOptions,
): Promise<void> {
  signal.throwIfAborted()
  const late = Object.assign(new Error('No connection in time'), { code: 'ETIMEDOUT' })
  const timer = setTimeout(() => client.ftp.closeWithError(late), connectMs)
  const greeting = target.secure
    ? client.connectImplicitTLS(host, target.port, {
        host,
        // Without a name the certificate has to be for the address.
        ...(target.url.hostname === host || target.url.hostname === `[${host}]`
          ? {}
          : { servername: target.url.hostname }),
        ...(ca === undefined ? {} : { ca }),
      })
    : client.connect(host, target.port)
  client.ftp.socket.once(target.secure ? 'secureConnect' : 'connect', () => clearTimeout(timer))
  try {
    await greeting
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The size of a file in bytes. Undefined: the server does not tell, which may also mean that there is no such file: a
 * download shows.
 */
export async function announcedSize(client: Client, path: string): Promise<number | undefined> {
  const { message } = await client.sendIgnoringError(`SIZE ${path}`)
  const [, digits] = /^213 (\d{1,15})\b/.exec(message) ?? []
  return digits === undefined ? undefined : Number(digits)
}
