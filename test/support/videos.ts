import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const quiet = ['-v', 'error', '-nostdin', '-y']

/** Runs ffmpeg; its parameters end in the name of an output file, whose content comes back. */
export async function ffmpegFile(fileName: string, parameters: readonly string[]): Promise<Buffer> {
  const [file] = await ffmpegFiles(parameters, { [fileName]: [] })
  return file as Buffer
}

/**
 * Runs ffmpeg once for several files: for each output name the parameters that it has beside its input. Their contents come
 * back in that order. Starting ffmpeg takes longer than most of what tests ask of it.
 */
export async function ffmpegFiles(
  inputs: readonly string[],
  outputs: Readonly<Record<string, readonly string[]>>,
): Promise<readonly Buffer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'video-'))
  const paths = Object.keys(outputs).map((name) => join(folder, name))
  const each = Object.values(outputs).flatMap((parameters, i) => [...parameters, paths[i] ?? ''])
  try {
    await execute('ffmpeg', [...quiet, ...inputs, ...each], { cwd: folder })
    return await Promise.all(paths.map((path) => readFile(path)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const made = new Map<string, Promise<readonly Buffer[]>>()

/**
 * A test pattern of that size, 25 frames a second, with a tone of 440 Hz; H.264 and AAC unless the name says otherwise. The
 * same film for whoever asks for the same: nobody may write into it.
 */
export async function testVideo(
  fileName = 'film.mp4',
  options: { seconds?: number; size?: string; more?: readonly string[] } = {},
): Promise<Buffer> {
  const [film] = await testVideos([fileName], options)
  return film as Buffer
}

/** The same film under several names, made at once. */
export async function testVideos(
  fileNames: readonly string[],
  { seconds = 2, size = '160x120', more = [] as readonly string[] } = {},
): Promise<readonly Buffer[]> {
  const key = JSON.stringify([fileNames, seconds, size, more])
  const parametersOf = (name: string) => [...codecs(name), ...more]
  const films =
    made.get(key) ??
    ffmpegFiles(
      [
        ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=${seconds}`],
        ...['-f', 'lavfi', '-i', `sine=f=440:d=${seconds}`],
      ],
      Object.fromEntries(fileNames.map((name) => [name, parametersOf(name)])),
    )
  made.set(key, films)
  return await films
}

/** Where the usual codec of a container takes long, one setting that does not. */
function codecs(fileName: string): readonly string[] {
  if (/\.(mp4|mov|mkv)$/.test(fileName))
    return ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
  return fileName.endsWith('.webm') ? ['-deadline', 'realtime', '-cpu-used', '8'] : []
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

/** Codec and, of pictures, size (`64x48`) of each stream of several files, told by one run of ffmpeg. */
export async function streamsOf(sources: readonly string[]): Promise<readonly (readonly string[])[]> {
  const headers = await ffmpegFiles(
    sources.flatMap((source) => ['-i', source]),
    Object.fromEntries(sources.map((_, i) => [`${i}.txt`, ['-map', `${i}`, '-c', 'copy', '-f', 'framecrc']])),
  )
  return headers.map((header) =>
    ['codec_id', 'dimensions'].flatMap((name) => headerOf(header.toString(), name)),
  )
}

/** Plays a file or URL to its end; returns what ffmpeg complained of, and the number of frames. */
export async function played(
  source: string,
): Promise<{ readonly complaints: string; readonly frames: number }> {
  const { stdout, stderr } = await execute('ffmpeg', [
    ...['-v', 'error', '-i', source, '-f', 'null', '/dev/null'],
    ...['-map', '0:v:0', '-f', 'framecrc', '-'],
  ])
  return { complaints: stderr, frames: stdout.split('\n').filter((line) => line.startsWith('0,')).length }
}

/** The values of a name in what ffmpeg's `framecrc` writes, stream by stream. */
function headerOf(framecrc: string, name: string): readonly string[] {
  return [...framecrc.matchAll(new RegExp(`^#${name} \\d+: (\\S+)`, 'gm'))].map(([, value = '']) => value)
}

/** The frame at a time, as PNG. */
export async function frameAt(source: string, seconds: number): Promise<Buffer> {
  const [frame] = await framesAt(source, [seconds])
  return frame as Buffer
}

/** The frames at several times, as PNG. */
export async function framesAt(source: string, times: readonly number[]): Promise<readonly Buffer[]> {
  return await ffmpegFiles(
    times.flatMap((seconds) => ['-ss', String(seconds), '-i', source]),
    Object.fromEntries(times.map((_, i) => [`${i}.png`, ['-map', `${i}:v`, '-frames:v', '1']])),
  )
}
