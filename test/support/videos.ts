import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs ffmpeg; its parameters end in the name of an output file, whose content comes back. */
export async function ffmpegFile(fileName: string, parameters: readonly string[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'video-'))
  try {
    const path = join(folder, fileName)
    await execute('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...parameters, path], { cwd: folder })
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A test pattern of that size, 25 frames a second, with a tone of 440 Hz; H.264 and AAC unless the name says otherwise. */
export async function testVideo(
  fileName = 'film.mp4',
  { seconds = 2, size = '160x120', more = [] as readonly string[] } = {},
): Promise<Buffer> {
  return await ffmpegFile(fileName, [
    ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=f=440:d=${seconds}`],
    ...(/\.(mp4|mov)$/.test(fileName)
      ? ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
      : []),
    ...more,
  ])
}

/** What ffprobe tells of a file or URL, and of its packets where `parameters` ask for them. */
export async function probed(
  source: string,
  parameters: readonly string[] = [],
): Promise<{
  readonly streams: readonly Readonly<Record<string, string>>[]
  readonly format: Readonly<Record<string, string>>
  readonly packets?: readonly Readonly<Record<string, string>>[]
}> {
  const { stdout } = await execute(
    'ffprobe',
    ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', ...parameters, source],
    { maxBuffer: 64 * 2 ** 20 },
  )
  return JSON.parse(stdout)
}

/** Plays a file or URL to its end; returns what ffmpeg complained of. */
export async function played(source: string, parameters: readonly string[] = []): Promise<string> {
  const { stderr } = await execute('ffmpeg', ['-v', 'error', '-i', source, ...parameters, '-f', 'null', '-'])
  return stderr
}

/** The frame at a time, as PNG. */
export async function frameAt(source: string, seconds: number): Promise<Buffer> {
  return await ffmpegFile('frame.png', ['-ss', String(seconds), '-i', source, '-frames:v', '1'])
}
