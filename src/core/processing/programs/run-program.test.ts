import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { type ProgramRun, runProgram } from './run-program.ts'

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'program-'))
})
afterAll(() => rm(cwd, { recursive: true, force: true }))

function sh(script: string, run: Partial<ProgramRun> = {}, ...more: string[]) {
  return runProgram('sh', ['-c', script, 'sh', ...more], {
    cwd,
    signal: new AbortController().signal,
    maxSeconds: 20,
    maxMemoryBytes: 2 ** 30,
    maxOutputBytes: 1_000,
    ...run,
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function pidIn(file: string): Promise<number> {
  return await waitFor(file, async () => {
    const text = await readFile(join(cwd, file), 'utf8').catch(() => '')
    return Number(text) || undefined
  })
}

describe('a program', () => {
  it('gives what it writes, in its own folder and with none of our environment', async () => {
    process.env.DARKROOM_SECRET_OF_TEST = 'x'
    const { stdout, stderr } = await sh('pwd; echo "[$DARKROOM_SECRET_OF_TEST] [$HOME]"; echo said >&2')
    delete process.env.DARKROOM_SECRET_OF_TEST
    expect(stdout.toString()).toBe(`${cwd}\n[] [${cwd}]\n`)
    expect(stderr).toBe('said\n')
  })

  it('hands out what it writes while it runs', async () => {
    const seen: string[] = []
    const { stdout } = await sh('echo 1; echo 2', { onStdout: (chunk) => seen.push(chunk.toString()) })
    expect([seen.join(''), stdout.length]).toEqual(['1\n2\n', 0])
  })

  it('that fails tells its code and the end of what it said', async () => {
    await expect(sh('echo broken >&2; exit 3')).rejects.toMatchObject({ exitCode: 3, stderr: 'broken\n' })
  })

  it('that is not installed is an error of the file', async () => {
    const run = { cwd, signal: new AbortController().signal, maxSeconds: 5, maxMemoryBytes: 2 ** 30 }
    await expect(runProgram('no-such-program', [], { ...run, maxOutputBytes: 10 })).rejects.toMatchObject({
      code: 'bad-file',
      message: 'no-such-program is not installed on this server, so nothing is made of it.',
    })
  })

  it('is killed at its deadline, with all that it started', async () => {
    const running = sh('sleep 60 & echo $! >deadline.pid; wait', { maxSeconds: 1 })
    await expect(running).rejects.toMatchObject({ code: 'too-large' })
    const pid = await pidIn('deadline.pid')
    await waitFor('the end of the process', async () => !isAlive(pid))
  })

  it('is killed when the signal aborts, with all that it started', async () => {
    const abort = new AbortController()
    const running = sh('sleep 60 & echo $! >abort.pid; wait', { signal: abort.signal })
    const rejected = expect(running).rejects.toThrow('job stopped')
    const pid = await pidIn('abort.pid')
    abort.abort(new Error('job stopped'))
    await rejected
    await waitFor('the end of the process', async () => !isAlive(pid))
  })

  it('that leaves something running behind itself takes it along', async () => {
    await sh('sleep 60 >/dev/null 2>&1 & echo $! >left.pid')
    const pid = await pidIn('left.pid')
    await waitFor('the end of the process', async () => !isAlive(pid))
  })

  it('that writes too much is stopped', async () => {
    await expect(sh('yes')).rejects.toMatchObject({
      code: 'too-large',
      message: 'sh wrote more than 1000 bytes.',
    })
  })

  it.runIf(process.platform === 'linux')('gets no more memory than it may', async () => {
    const script = 'dd if=/dev/zero of=/dev/null bs=300M count=1'
    await expect(sh(script, { maxMemoryBytes: 2 ** 27 })).rejects.toMatchObject({
      stderr: expect.stringContaining('memory'),
    })
  })

  it('writes no larger file than it may', async () => {
    await expect(sh('head -c 1000000 /dev/zero >large', { maxFileBytes: 4096 })).rejects.toThrow()
    expect((await readFile(join(cwd, 'large'))).length).toBe(4096)
  })

  it.runIf(process.platform === 'linux')(
    'reaches no port of this machine where the system can fence it',
    async () => {
      const server = createServer((socket) => socket.end('inside'))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as { port: number }
      const script =
        "exec \"$1\" -e \"require('net').connect(Number(process.argv[1]),'127.0.0.1').on('data',d=>process.stdout.write(d)).on('error',e=>process.stdout.write(e.code))\" \"$2\""
      const { stdout } = await sh(script, { maxMemoryBytes: 2 ** 40 }, process.execPath, String(port))
      server.close()
      const { fence } = await import('./fence.ts')
      const [first] = await fence('true', [], { maxSeconds: 1, maxMemoryBytes: 1 })
      expect(stdout.toString()).toBe(first === 'unshare' ? 'ENETUNREACH' : 'inside')
    },
  )
})
