import { execFile, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** SOAP libraries that make clients of a WSDL when they run. */
export type ClientName = 'zeep' | 'php' | 'soap'

/** Programs that write the code of a client, which is then compiled. */
export type GeneratorName = 'gsoap' | 'axis'

type InstalledName = Exclude<ClientName, 'soap'> | GeneratorName

interface InstalledClient {
  /** Debian's. */
  readonly packages: readonly string[]
  /** The first that passes the probe is taken. */
  readonly programs: readonly string[]
  /** Parameters with which a program that has the library ends with 0. */
  readonly probe: readonly string[]
}

interface ClientProgram {
  readonly program: string
  readonly parameters: readonly string[]
  readonly extension: string
}

/** The longest time that a client may take, in ms. */
const clientTimeout = 80_000

const scripts: Readonly<Record<InstalledName, Omit<ClientProgram, 'program'>>> = {
  zeep: { parameters: [], extension: 'py' },
  php: { parameters: ['-d', 'display_errors=stderr'], extension: 'php' },
  gsoap: { parameters: [], extension: 'sh' },
  axis: { parameters: [], extension: 'sh' },
}

/** The servers of the tests, which no client must look for behind a proxy. */
const loopback = '127.0.0.1'

/**
 * How to run scripts with a client; the text says why there is no such program here. Throws that text where set-up, run
 * by `npm test`, could have installed it: then a missing client is a failure.
 */
export async function findClient(name: ClientName | GeneratorName): Promise<ClientProgram | string> {
  if (name === 'soap') return { program: process.execPath, parameters: [], extension: 'ts' }
  const { packages, programs, probe } = (await readClients())[name]
  const program = programs.find((one) => spawnSync(one, probe).status === 0)
  if (program !== undefined) return { program, ...scripts[name] }
  const missing = `${name} is not installed: it comes with ${packages.join(' and ')} in Debian and Ubuntu.`
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0)
    throw new Error(`${missing} npm test installs it there as root; run: node scripts/setup.mjs --test`)
  return missing
}

/** Runs `<name>/<script>` of this folder with `options` as JSON, and parses the JSON that it prints. */
export async function runClient(program: ClientProgram, script: string, options: object): Promise<unknown> {
  return await runScript(program, script, [JSON.stringify(options)], clientTimeout)
}

/** Runs `<name>/<script>` of this folder for at most `timeout` ms, and parses the JSON that it prints. */
export async function runScript(
  { program, parameters, extension }: ClientProgram,
  script: string,
  options: readonly string[],
  timeout: number,
): Promise<unknown> {
  const file = fileURLToPath(new URL(`${script}.${extension}`, import.meta.url))
  const { stdout } = await promisify(execFile)(program, [...parameters, file, ...options], {
    timeout,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', NO_PROXY: loopback, no_proxy: loopback },
  })
  return JSON.parse(stdout)
}

/** Set-up reads the same file. */
async function readClients(): Promise<Readonly<Record<InstalledName, InstalledClient>>> {
  return JSON.parse(await readFile(new URL('clients.json', import.meta.url), 'utf8'))
}
