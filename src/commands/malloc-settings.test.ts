import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mallocSettings } from './malloc-settings.ts'

const run = promisify(execFile)
let root: string

/** The command as it is, in an installation whose Node.js tells its environment. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'darkroom-command-'))
  await mkdir(join(root, 'bin'))
  await mkdir(join(root, 'node_modules', '.bin'), { recursive: true })
  await copyFile(fileURLToPath(new URL('../../bin/darkroom', import.meta.url)), join(root, 'bin', 'darkroom'))
  await writeFile(join(root, 'node_modules', '.bin', 'node'), '#!/bin/sh\nenv', { mode: 0o700 })
})
afterAll(async () => await rm(root, { recursive: true }))

async function mallocSeenBy(command: string, env: NodeJS.ProcessEnv = {}) {
  const { stdout } = await run(join(root, 'bin', 'darkroom'), [command], {
    env: { PATH: process.env.PATH, ...env },
  })
  const lines = stdout.split('\n').filter((line) => line.startsWith('MALLOC_'))
  return Object.fromEntries(lines.map((line) => line.split('=')))
}

describe('bin/darkroom', () => {
  it('gives a worker the settings that a server gives its own', async () => {
    expect(await mallocSeenBy('work')).toEqual(mallocSettings)
  })

  it("leaves an operator's values, and other commands, as they are", async () => {
    const own = { MALLOC_ARENA_MAX: '4' }
    expect(await mallocSeenBy('work', own)).toEqual({ ...mallocSettings, ...own })
    expect(await mallocSeenBy('serve')).toEqual({})
  })
})
