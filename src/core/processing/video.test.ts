import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { difference } from '../../../test/support/pictures.ts'
import {
  ffmpegFile,
  ffmpegFiles,
  frameAt,
  framesAt,
  probed,
  streamsOf,
  testVideo,
  testVideos,
} from '../../../test/support/videos.ts'
import type { GeneratedFile } from './generated-asset.ts'
import type { MediaProcessing, VideoEncoding } from './options/option-types.ts'
import { derivedPath, startTestRun, type TestResult, type TestRun, testLimits } from './test-run.ts'

let run: TestRun
let film: Buffer
let filmPath: string
beforeAll(async () => {
  run = await startTestRun()
  film = await testVideo('film.mp4', { more: ['-metadata', 'title=A walk', '-metadata', 'copyright=Us'] })
  filmPath = join(run.folder, 'film.mp4')
  await writeFile(filmPath, film)
})
afterAll(() => run.remove())

const nothing: MediaProcessing = {
  encodings: [],
  adaptiveSets: [],
  smartCrops: [],
  generateThumbnail: false,
  excludeMaster: true,
}
const encoding = (fields: Partial<VideoEncoding> = {}): VideoEncoding => ({
  ...{ name: 'small', fileSuffix: '-s', videoBitrate: 150, audioBitrate: 64 },
  ...{ advancedSettings: { items: [{ name: 'preset', value: 'veryfast' }] } },
  ...fields,
})
const media = (fields: Partial<MediaProcessing>) => ({ media: { ...nothing, ...fields } })

function files(result: TestResult): GeneratedFile[] {
  return (result.generated ?? []).filter((asset): asset is GeneratedFile => asset.kind === 'file')
}

const pictureOf = async (result: Pick<TestResult, 'derived'>) =>
  await sharp(derivedPath(result, 'pyramid')).png().toBuffer()

describe('a video', () => {
  it('tells its facts and titles, and shows its first frame', async () => {
    const result = await run.process('film.mp4', film, { xmpKeywords: ['park'] })
    expect(result).toMatchObject({ assetType: 'Video', mimeType: 'video/mp4', warnings: [] })
    expect(result.image).toMatchObject({ width: 160, height: 120, format: 'h264' })
    expect(result.metadata).toMatchObject({
      'dc.title': 'A walk',
      'dc.rights': 'Us',
      'dc.subject': '["park"]',
      'video.Width': '160',
      'video.Height': '120',
      'video.FrameRate': '25',
      'video.Codec': 'h264',
      'audio.Codec': 'aac',
      'audio.SampleRate': '44100',
    })
    expect(Number(result.metadata['video.Duration'])).toBeCloseTo(2, 1)
    expect(await difference(await pictureOf(result), await frameAt(filmPath, 0))).toBeLessThan(3)
  })

  const containers = ['mov', 'webm', 'mkv', 'avi', 'flv', 'mpg', 'm2v', 'ts', 'wmv', 'ogv']
  it.each(containers.map((extension) => `film.${extension}`))('in %s is read', async (name) => {
    const names = containers.map((extension) => `film.${extension}`)
    const films = await testVideos(names, { seconds: 1 })
    const result = await run.process(name, films[names.indexOf(name)] ?? '')
    expect(result).toMatchObject({ assetType: 'Video', image: { width: 160, height: 120 }, warnings: [] })
    expect(Number(result.metadata['video.Duration'])).toBeGreaterThan(0.8)
  })

  it('is seen upright and with square pixels', async () => {
    await writeFile(
      join(run.folder, 'narrow.mp4'),
      await testVideo('film.mp4', { seconds: 1, more: ['-vf', 'setsar=2'] }),
    )
    const turn = ['-i', join(run.folder, 'narrow.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90']
    const turned = await ffmpegFile('turned.mp4', turn)
    const asked = media({ encodings: [encoding({ width: 60 })], generateThumbnail: true })
    const result = await run.process('turned.mp4', turned, asked)
    expect(result.image).toMatchObject({ width: 120, height: 320 })
    expect(await sharp(derivedPath(result, 'pyramid')).metadata()).toMatchObject({ width: 120, height: 320 })
    const { streams } = await probed(files(result)[0]?.path ?? '')
    expect(streams.find(({ codec_type }) => codec_type === 'video')).toMatchObject({
      width: 60,
      height: 160,
      sample_aspect_ratio: '1:1',
    })
  })
})

describe('of one film', () => {
  let asked: TestResult
  let impossible: TestResult
  let below: TestResult
  let end: TestResult
  let frames: readonly Buffer[]
  beforeAll(async () => {
    const at = (thumbnailTime: number, fields: Partial<MediaProcessing>) =>
      run.process('film.mp4', film, media({ generateThumbnail: true, thumbnailTime, ...fields }))
    asked = await at(1200, {
      encodings: [detailed, ...ofCodecs.map(([fields]) => encoding(fields)), silent, mp3],
    })
    impossible = await at(60_000, { encodings: [unknown] })
    below = await at(-5, {
      encodings: [encoding({ width: -1, videoBitrate: -5, keyframeInterval: -2 })],
      adaptiveSets: [{ name: 'nothing', videoEncodingArray: { items: [] } }],
      smartCrops: [{ width: 1, height: 1 }],
      smartCropSampleRate: -3,
    })
    end = await at(2000, {})
    frames = await framesAt(filmPath, [0, 1.2, 1.96])
  })

  const detailed = encoding({
    ...{
      height: 60,
      frameRate: 10,
      keyframeInterval: 5,
      h264Profile: 'Main',
      h264Level: '3.0',
      twoPass: true,
    },
    ...{ maxBitrate: 200, audioCodec: 'AAC', audioSampleRate: 22_050, playbackTarget: 'Mobile' },
  })
  const plain = { width: 64, advancedSettings: { items: [] } }
  const ofCodecs = [
    [{ ...plain, videoCodec: 'H.265', fileSuffix: '-5' }, 'film-5.mp4', 'video/mp4', 'hevc', 'aac'],
    [{ ...plain, videoCodec: 'VP8', fileSuffix: '-8' }, 'film-8.webm', 'video/webm', 'vp8', 'opus'],
    [{ ...plain, fileSuffix: '-9.webm' }, 'film-9.webm', 'video/webm', 'vp9', 'opus'],
    [{ ...plain, fileSuffix: '-4.m4v' }, 'film-4.m4v', 'video/mp4', 'h264', 'aac'],
    [{ ...plain, videoCodec: 'avc1', fileSuffix: '' }, 'film-small.mp4', 'video/mp4', 'h264', 'aac'],
  ] as const
  const silent = encoding({ fileSuffix: '-silent', audioBitrate: 0 })
  const mp3 = encoding({ videoCodec: 'none', audioCodec: 'MP3', fileSuffix: '-sound' })
  const unknown = encoding({
    ...{ width: 1920, videoCodec: 'Sorenson', h264Profile: 'ultra', h264Level: '9', maxBitrate: 1 },
    ...{ audioCodec: 'Nellymoser', audioBitrate: 1, audioSampleRate: 1, fileSuffix: '../s' },
    advancedSettings: {
      items: [
        { name: 'vf', value: 'movie=/etc/passwd' },
        { name: 'preset', value: '-f' },
      ],
    },
  })
  const aboutTime = ({ warnings }: TestResult) => warnings.filter((text) => text.includes('thumbnailTime'))

  it.each([
    ['within the video', () => asked, 1, []],
    ['its end', () => end, 2, []],
    ['before the start', () => below, 0, [expect.stringContaining('thumbnailTime -5')]],
    ['beyond the end', () => impossible, 0, [expect.stringContaining('thumbnailTime 60000')]],
  ])('thumbnailTime %s', async (_, result, frame, warnings) => {
    expect(aboutTime(result())).toEqual(warnings)
    expect(await difference(await pictureOf(result()), frames[frame] as Buffer)).toBeLessThan(3)
  })

  it('a rendition shows the frame of its master in its own size, a crop its part of it', async () => {
    const [small] = files(asked)
    if (!small) throw new Error('there is no rendition')
    const wanted = await sharp(frames[1]).resize(80, 60).png().toBuffer()
    expect(await difference(await pictureOf(small), wanted)).toBeLessThan(4)
    const crop = files(below).find(({ fileName }) => fileName === 'film-1x1.mp4')
    expect(crop?.image).toMatchObject({ width: 120, height: 120 })
    expect(await sharp(derivedPath(crop ?? small, 'pyramid')).metadata()).toMatchObject({
      width: 120,
      height: 120,
    })
  })

  it('an encoding has the size, codec, profile, level, frame rate, key frames and sound that were asked for', async () => {
    expect([asked.assetType, asked.warnings]).toEqual(['MasterVideo', []])
    const [file] = files(asked)
    expect(file).toMatchObject({
      assetType: 'Video',
      fileName: 'film-s.mp4',
      mimeType: 'video/mp4',
      attributes: { encoding: 'small', playbackTarget: 'Mobile', width: '80', height: '60' },
      image: { width: 80, height: 60 },
    })
    const { streams, packets = [] } = await probed(file?.path ?? '', ['-show_packets'])
    expect(streams[0]).toMatchObject({
      ...{ codec_name: 'h264', profile: 'Main', level: 30, width: 80, height: 60, avg_frame_rate: '10/1' },
    })
    const pictures = packets.filter(({ codec_type }) => codec_type === 'video')
    expect(pictures.flatMap(({ flags }, i) => (flags?.startsWith('K') ? [i] : []))).toEqual([0, 5, 10, 15])
    expect(streams[1]).toMatchObject({ codec_name: 'aac', sample_rate: '22050' })
  })

  it('encodings have the codec and the container of their codec or suffix', async () => {
    const made = files(asked).slice(1, 1 + ofCodecs.length)
    expect(made.map(({ fileName, mimeType }) => [fileName, mimeType])).toEqual(
      ofCodecs.map(([, fileName, mimeType]) => [fileName, mimeType]),
    )
    const streams = await streamsOf(made.map(({ path }) => path ?? ''))
    expect(streams).toEqual(ofCodecs.map(([, , , video, audio]) => [video, audio, '64x48']))
  })

  it('an encoding begins with its header, so that players start at once', async () => {
    const bytes = await readFile(
      files(asked).find(({ fileName }) => fileName === 'film-small.mp4')?.path ?? '',
    )
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
  })

  it('an encoding without video is sound alone; an audioBitrate of 0 is silence', async () => {
    const [quiet, sound] = files(asked).slice(-2)
    expect(sound).toMatchObject({ assetType: 'Audio', fileName: 'film-sound.mp3', mimeType: 'audio/mpeg' })
    expect(await streamsOf([sound?.path ?? '', quiet?.path ?? ''])).toEqual([['mp3'], ['h264', '160x120']])
  })

  it('an encoding tells what it could not do, and does the rest', async () => {
    const told = impossible.warnings.join('\n')
    for (const part of [
      ...['Sorenson', 'smaller than what was asked for', '"ultra"', '"9"', 'maxBitrate 1', 'Nellymoser'],
      ...['8 kbit/s', '8000 Hz', '"../s"', 'advanced setting "vf"', 'can not be "-f"'],
    ])
      expect(told).toContain(part)
    expect(files(impossible)[0]?.fileName).toBe('film..-s.mp4')
    expect(await streamsOf([files(impossible)[0]?.path ?? ''])).toEqual([['h264', 'aac', '160x120']])
  })

  it('values below 0 and sets without encodings are left out, with a warning', () => {
    const told = below.warnings.join('\n')
    for (const part of ['a width of -1', 'a videoBitrate of -5', 'a keyframeInterval of -2'])
      expect(told).toContain(part)
    expect(told).toContain('adaptive set "nothing" is left out: it has no encodings.')
    expect(told).toContain('videoSmartCropSampleRate -3')
    expect(files(below).map(({ part }) => part)).toHaveLength(2)
    expect(below.generated).toHaveLength(2)
  })
})

describe('an encoding', () => {
  it('leaves out what else the file holds, and says so', async () => {
    const words = join(run.folder, 'words.srt')
    await writeFile(words, '1\n00:00:00,000 --> 00:00:01,000\nHello\n')
    const rich = await ffmpegFile('rich.mkv', [
      ...['-i', filmPath, '-i', words, '-map', '0', '-map', '1', '-c:v', 'copy', '-c:a', 'copy'],
      ...['-attach', words, '-metadata:s:t', 'mimetype=font/ttf'],
    ])
    expect((await run.process('rich.mkv', rich)).warnings).toEqual([])
    const result = await run.process('rich.mkv', rich, media({ encodings: [encoding()] }))
    expect(result.warnings).toEqual([expect.stringContaining('left out: subtitle, attachment')])
    expect((await probed(files(result)[0]?.path ?? '')).streams).toHaveLength(2)
  })
})

describe('a smart crop', () => {
  it('with a sample rate below zero and no shape has a warning; without generateThumbnail there is no picture', async () => {
    const result = await run.process('film.mp4', film, media({ smartCropSampleRate: -3 }))
    // Nor has it a picture: no time for one is given, and generateThumbnail is false.
    expect([result.derived, result.image]).toEqual([[], undefined])
    expect(result.warnings).toEqual([
      'videoSmartCropSampleRate -3 is left out; expected 0 or more frames a second.',
    ])
  })

  it('keeps what draws the eye in the picture, where that moves', async () => {
    const moving = await ffmpegFile('ball.mp4', [
      ...[
        '-f',
        'lavfi',
        '-i',
        'color=c=0x202020:s=320x120:r=25:d=4',
        '-f',
        'lavfi',
        '-i',
        'color=c=red:s=40x40:r=25:d=4',
      ],
      ...['-filter_complex', "overlay=x='20+60*t':y=40", '-c:v', 'libx264', '-preset', 'ultrafast'],
    ])
    const shapes = {
      smartCrops: [
        { width: 1, height: 1 },
        { width: 0, height: 4 },
      ],
      smartCropSampleRate: 4,
    }
    const result = await run.process('ball.mp4', moving, media(shapes))
    const [crop] = files(result)
    expect(crop).toMatchObject({ fileName: 'ball-1x1.mp4', attributes: { width: '120', height: '120' } })
    expect(result.warnings).toEqual([expect.stringContaining('videoSmartCrop')])
    for (const [i, frame] of (await framesAt(crop?.path ?? '', [0.5, 2, 3.5])).entries()) {
      const { data } = await sharp(frame).extractChannel(0).raw().toBuffer({ resolveWithObject: true })
      const red = data.filter((value) => value > 150).length
      expect(red, `frame ${i}`).toBeGreaterThan(40 * 40 * 0.9)
    }
  })
})

describe('sound', () => {
  const songs = [
    ['song.mp3', 'mp3', 'audio/mpeg'],
    ['song.wav', 'pcm_s16le', 'audio/wav'],
    ['song.ogg', 'vorbis', 'audio/ogg'],
    ['song.flac', 'flac', 'audio/flac'],
    ['song.m4a', 'aac', 'audio/mp4'],
    ['song.aiff', 'pcm_s16be', 'audio/aiff'],
    ['song.aac', 'aac', 'audio/aac'],
  ] as const
  let tones: readonly Buffer[]
  beforeAll(async () => {
    const codecs = songs.map(([name]) => [name, name === 'song.ogg' ? ['-c:a', 'libvorbis'] : []])
    tones = await ffmpegFiles(['-f', 'lavfi', '-i', 'sine=d=1'], Object.fromEntries(codecs))
  })

  it.each(songs)('%s', async (name, codec, mimeType) => {
    const tone = tones[songs.findIndex(([song]) => song === name)] ?? ''
    const result = await run.process(name, tone)
    expect(result).toMatchObject({ assetType: 'Audio', mimeType, derived: [], warnings: [] })
    expect(result.metadata).toMatchObject({
      'audio.Codec': codec,
      'audio.SampleRate': '44100',
      'audio.Channels': '1',
    })
    expect(Number(result.metadata['audio.Duration'])).toBeCloseTo(1, 0)
  })

  it('shows its cover, and becomes the sound files that are asked for', async () => {
    const song = await ffmpegFile('song.mp3', [
      ...[
        '-f',
        'lavfi',
        '-i',
        'sine=d=1',
        '-f',
        'lavfi',
        '-i',
        'color=c=blue:s=64x64:d=1',
        '-map',
        '0',
        '-map',
        '1',
      ],
      ...[
        '-frames:v',
        '1',
        '-c:v',
        'png',
        '-disposition:v',
        'attached_pic',
        '-metadata',
        'title=Tone',
        '-metadata',
        'artist=We',
      ],
    ])
    const sound = encoding({ name: 'm4a', videoBitrate: 0, audioCodec: 'AAC', fileSuffix: '-64' })
    const result = await run.process(
      'song.mp3',
      song,
      media({ encodings: [sound, encoding({ name: 'video' })] }),
    )
    expect(result).toMatchObject({ assetType: 'Audio', image: { width: 64, height: 64 } })
    expect(result.metadata).toMatchObject({ 'dc.title': 'Tone', 'xmpDM.artist': 'We' })
    const { channels } = await sharp(derivedPath(result, 'pyramid')).stats()
    expect(channels.map(({ mean }) => Math.round(mean / 255))).toEqual([0, 0, 1])
    expect(files(result).map(({ fileName, assetType }) => [fileName, assetType])).toEqual([
      ['song-64.m4a', 'Audio'],
    ])
    expect(result.warnings).toEqual([expect.stringContaining('encoding "video" is left out')])
  })
})

describe('a bad video', () => {
  it.each([
    ['cut off in its index', (whole: Buffer) => whole.subarray(0, whole.length - 400), 'damaged or cut off'],
    ['without its index', (whole: Buffer) => whole.subarray(0, whole.length / 2), 'damaged or cut off'],
    [
      'of noise',
      () => Buffer.concat([Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1'), Buffer.alloc(5000, 7)]),
      '',
    ],
  ])('%s is an error', async (_, damage, message) => {
    await expect(run.process('film.mp4', damage(film))).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining(message),
    })
  })

  it('without any frame is an error', async () => {
    const empty = await ffmpegFile('empty.mkv', ['-i', filmPath, '-c', 'copy', '-t', '0'])
    await expect(run.process('empty.mkv', empty)).rejects.toMatchObject({ code: 'bad-file' })
  })

  it('that ends before its stated end is an error', async () => {
    const whole = await testVideo('film.mp4', { seconds: 4, more: ['-movflags', '+faststart'] })
    await expect(run.process('film.mp4', whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(/of 4\.0 seconds, \d\.\d are there/),
    })
  })

  it.each([
    ['frames', { maxFramePixels: 10_000 }, 'frames of 19200 pixels; the limit is 10000'],
    ['length', { maxDuration: 1 }, 'plays 2 seconds; the limit is 1'],
    ['renditions', { maxEncodings: 1 }, 'asks for 2 renditions of "film.mp4"; the limit is 1'],
  ])('beyond the limit of %s is an error', async (_, limit, message) => {
    const limits = { media: { ...testLimits.media, ...limit } }
    const two = media({ encodings: [encoding(), encoding()] })
    await expect(run.process('film.mp4', film, two, limits)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining(message),
    })
  })

  it('that takes too long is an error that names the setting', async () => {
    const slow = encoding({ advancedSettings: { items: [{ name: 'preset', value: 'veryslow' }] } })
    const limits = { media: { ...testLimits.media, maxSeconds: 0.1 } }
    await expect(run.process('film.mp4', film, media({ encodings: [slow] }), limits)).rejects.toMatchObject({
      code: 'too-large',
      message: '"film.mp4" took longer than 0.1 seconds to process (DARKROOM_MAX_VIDEO_SECONDS).',
    })
  })

  it.each([
    ['list.mp4', '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n', 'application/vnd.apple.mpegurl'],
    ['list.mkv', 'ffconcat version 1.0\nfile /etc/passwd\n', 'text/plain'],
  ])('that is a list of other files, %s, is text and read by nobody', async (name, text, mimeType) => {
    const result = await run.process(name, text)
    expect(result).toMatchObject({ assetType: 'Asset', mimeType, derived: [] })
    expect(result.warnings).toEqual([expect.stringContaining(`but its content is ${mimeType}`)])
  })
})

describe('without FFmpeg', () => {
  const path = process.env.PATH
  beforeAll(() => {
    process.env.PATH = run.folder
  })
  afterAll(() => {
    process.env.PATH = path
  })

  it('a video is stored as it is, with a warning', async () => {
    const result = await run.process('film.mp4', film, { xmpKeywords: ['park'] })
    expect(result).toEqual({
      assetType: 'Video',
      mimeType: 'video/mp4',
      metadata: { 'dc.subject': '["park"]' },
      derived: [],
      warnings: ['"film.mp4" is stored as it is, unread: FFmpeg is not installed on this server.'],
    })
  })

  it('renditions that are asked for are an error', async () => {
    await expect(run.process('film.mp4', film, media({ encodings: [encoding()] }))).rejects.toMatchObject({
      code: 'bad-file',
      message: '"film.mp4" can not be encoded: FFmpeg is not installed on this server.',
    })
  })
})
