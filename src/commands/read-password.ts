import { text } from 'node:stream/consumers'

/**
 * A password that was piped in (its first line), or `DARKROOM_PASSWORD`; undefined when there is neither. Never an
 * argument: those are seen in the list of processes.
 */
export async function readPassword(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (env.DARKROOM_PASSWORD) return env.DARKROOM_PASSWORD
  if (process.stdin.isTTY) return undefined
  const line = (await text(process.stdin)).split(/\r?\n/)[0]
  return line === '' ? undefined : line
}
