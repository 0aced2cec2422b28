import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handles } from '../jobs/asset-rows.ts'
import { publishJob, runJob } from '../jobs/run-job.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { difference } from '../support/pictures.ts'
import { type EndedJob, elements, jobEnded, soap, textOf } from '../support/soap.ts'
import { frameAt, played, probed, streamsOf, testVideo } from '../support/videos.ts'
import { fieldsXml, neededSettings, settingsPart } from '../uploads/every-setting.ts'
import { authPart, faultIn, filePart, handleIn, postForm } from '../uploads/form.ts'
import { assetRow } from '../uploads/state.ts'
import { delivered, uploadWith } from './upload-with.ts'

let darkroom: TestApp
let film: Buffer
beforeAll(async () => {
  darkroom = await startTestApp()
  film = await testVideo('film.mp4', { seconds: 4, size: '160x120' })
})
afterAll(async () => await darkroom.close())

const quick = { advancedSettings: { items: [{ name: 'preset', value: 'ultrafast' }] } }
const rendition = (height: number, fileSuffix: string, frameRate: number) => ({
  ...{
    name: `${height} lines`,
    fileSuffix,
    height,
    videoCodec: 'H.264',
    videoBitrate: height * 2,
    frameRate,
  },
  ...{ keyframeInterval: frameRate, audioCodec: 'AAC', audioBitrate: 48, ...quick },
})
const mediaXml = (fields: Parameters<typeof fieldsXml>[0]) => fieldsXml({ mediaOptions: fields })
const content = (path: string) => `${darkroom.url}/is/content/Demo/${path}`
const publishVideos = async () => await runJob(darkroom.url, publishJob('videoPublishJob'))

async function assets() {
  return await darkroom.app.db
    .selectFrom('asset')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .leftJoin('asset_generation', 'generated_id', 'asset.id')
    .select([
      'asset.id',
      'name',
      'file_name',
      'type',
      'sub_type',
      'folder.path',
      'version',
      'originator_id',
      'attributes',
    ])
    .where('trash_state', '=', 'NotInTrash')
    .orderBy('asset.id')
    .execute()
}

describe('mediaOptions', () => {
  it('makes encodings of videos alone that are assets of their own, linked to the master', async () => {
    const settings = mediaXml({
      videoEncodingArray: { items: [{ ...rendition(60, '-60', 25), playbackTarget: 'Mobile' }] },
      generateThumbnail: true,
      thumbnailOptions: { thumbnailTime: 3000 },
    })
    const parts = [
      authPart(),
      settingsPart('walk', neededSettings + settings, true),
      filePart('walk.mp4', film),
      // Of other files than videos the settings ask for nothing.
      filePart('words.txt', Buffer.from('words')),
    ]
    const log = await jobEnded(darkroom.url, handleIn(await postForm(darkroom.url, parts)))
    expect(log.counts).toMatchObject({ success: 2, warning: 0, error: 0 })
    const master = await assetRow(darkroom, 'walk')
    expect(master.type).toBe('MasterVideo')
    const made = (await assets()).find(({ name }) => name === 'walk-60')
    expect(made).toMatchObject({
      ...{ type: 'Video', file_name: 'walk-60.mp4', path: 'Demo/', originator_id: master.id },
      attributes: { encoding: '60 lines', playbackTarget: 'Mobile', width: '80', height: '60' },
    })
    expect((await publishVideos()).counts).toMatchObject({ success: 2 })
    const { streams } = await probed(content('walk-60.mp4'))
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(['h264', 'aac'])
    await writeFile(join(darkroom.dataFolder, 'film.mp4'), film)
    const frame = await frameAt(join(darkroom.dataFolder, 'film.mp4'), 3)
    expect(await difference(await delivered(darkroom, 'walk', 'fmt=png&wid=160'), frame)).toBeLessThan(4)
    const small = await sharp(await delivered(darkroom, 'walk-60', 'fmt=png')).metadata()
    expect([small.width, small.height]).toEqual([80, 60])
  })

  it('shows videos with their picture and file in the API', async () => {
    const { body } = await soap(darkroom.url, {
      operation: 'getAssetsByName',
      param:
        '<companyHandle>c|1</companyHandle><nameArray><items>walk</items><items>walk-60</items></nameArray>',
    })
    const info = elements(body, 'videoInfo')[0]
    const text = (name: string) => info && textOf(info, name)
    expect([text('originalFile'), text('imageFile'), text('optimizedFile')]).toEqual([
      ...['walk-60.mp4', 'walk-60.tif', 'walk-60.mp4'],
    ])
    expect(elements(body, 'masterVideoInfo').map((one) => textOf(one, 'originalFile'))).toEqual(['walk.mp4'])
  })

  it('processed again gives the same assets a new version', async () => {
    const before = await assets()
    const settings = mediaXml({ videoEncodingArray: { items: [rendition(60, '-60', 25)] } })
    expect((await uploadWith(darkroom, 'walk.mp4', film, settings)).counts).toMatchObject({ update: 1 })
    const after = await assets()
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(after.find(({ name }) => name === 'walk-60')?.version).toBe(2)
  })

  it('renditions of before stay while overwriteAVS is false, and go to the trash otherwise', async () => {
    const again = async (suffix: string, overwriteAVS: boolean) => {
      const media = mediaXml({ videoEncodingArray: { items: [rendition(40, suffix, 10)] } })
      const log = await runJob(
        darkroom.url,
        `<reprocessAssetsJob><assetHandleArray>${await handles(darkroom, 'walk.mp4')}</assetHandleArray>` +
          `<createMask>false</createMask><overwriteAVS>${overwriteAVS}</overwriteAVS>${media}` +
          '<emailSetting>None</emailSetting></reprocessAssetsJob>',
      )
      expect(log.counts).toMatchObject({ update: 1, error: 0 })
      const names = (await assets()).map(({ name }) => name)
      return names.filter((name) => name.startsWith('walk-'))
    }
    expect(await again('-a', false)).toEqual(['walk-60', 'walk-a'])
    expect(await again('-b', true)).toEqual(['walk-b'])
  })

  it('a preset that does not exist is refused with the upload', async () => {
    const settings = mediaXml({ videoEncodingPresetsArray: { items: ['ps|999'] } })
    const parts = [authPart(), settingsPart('no preset', neededSettings + settings), filePart('a.mp4', film)]
    expect(faultIn((await postForm(darkroom.url, parts)).text).reason).toContain(
      "'ps|999' names no property set",
    )
  })
})

describe('an adaptive set', () => {
  const twoSizes = {
    name: 'Adaptive',
    aspectRatio: '4:3',
    videoEncodingArray: { items: [rendition(120, '-120p', 25), rendition(60, '-60p', 10)] },
  }

  it('holds renditions, playlists and manifests, and videoSmartCropArray a cropped video of each shape', async () => {
    const settings = mediaXml({
      videoSmartCropArray: { items: [{ width: 1, height: 1 }] },
      videoSmartCropSampleRate: 2,
      avsEncodingArray: { items: [twoSizes] },
    })
    const parts = [
      authPart(),
      settingsPart('avs', neededSettings + settings, true),
      filePart('Tom & Jerry.mp4', film),
    ]
    const log = await jobEnded(darkroom.url, handleIn(await postForm(darkroom.url, parts)))
    expect([log.counts.success, log.counts.warning]).toEqual([1, 0])
    const made = (await assets()).filter(({ name }) => name.startsWith('Tom & Jerry'))
    expect(made.map(({ path, file_name, type }) => `${path}${file_name} ${type}`).sort()).toEqual([
      'Demo/Tom & Jerry-120p.mp4 Video',
      'Demo/Tom & Jerry-1x1.mp4 Video',
      'Demo/Tom & Jerry-60p.mp4 Video',
      'Demo/Tom & Jerry-AVS AssetSet',
      'Demo/Tom & Jerry-AVS.m3u8 Asset',
      'Demo/Tom & Jerry-AVS.mpd Asset',
      'Demo/Tom & Jerry-AVS/Tom & Jerry-120p-picture.mp4 Asset',
      'Demo/Tom & Jerry-AVS/Tom & Jerry-120p-playlist.m3u8 Asset',
      'Demo/Tom & Jerry-AVS/Tom & Jerry-60p-picture.mp4 Asset',
      'Demo/Tom & Jerry-AVS/Tom & Jerry-60p-playlist.m3u8 Asset',
      'Demo/Tom & Jerry-AVS/Tom & Jerry-AVS-sound.mp4 Asset',
      'Demo/Tom & Jerry.mp4 MasterVideo',
    ])
    expect(made.find(({ type }) => type === 'AssetSet')?.sub_type).toBe('AdaptiveVideoSet')
    expect(await membersOf('Tom & Jerry-AVS')).toEqual(['Tom & Jerry-120p', 'Tom & Jerry-60p'])
    await publishVideos()
    const [shape] = await streamsOf([content('Tom%20%26%20Jerry-1x1.mp4')])
    expect(shape).toEqual(['h264', 'aac', '120x120'])
  })

  it.each([
    ['HLS', 'm3u8', 'application/vnd.apple.mpegurl'],
    ['DASH', 'mpd', 'application/dash+xml'],
  ])('plays over HTTP as %s, each rendition with sound', async (_, extension, mimeType) => {
    const manifest = content(`Tom%20%26%20Jerry-AVS.${extension}`)
    const response = await fetch(manifest)
    expect(response.headers.get('content-type')).toMatch(mimeType)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    await response.text()
    const asked = await fetch(manifest, { method: 'OPTIONS' })
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([
      204,
      expect.stringContaining('range'),
    ])
    const { streams } = await probed(manifest)
    const sizes = streams.filter(({ codec_type }) => codec_type === 'video').map(({ height }) => height)
    expect(sizes).toEqual([120, 60])
    expect(streams.some(({ codec_type }) => codec_type === 'audio')).toBe(true)
    expect(await played(manifest)).toEqual({ complaints: '', frames: 100 })
  })

  it('has addresses without extensions: of a rendition the video, of the set the HLS manifest', async () => {
    const types = await Promise.all(
      ['120p', '60p', 'AVS'].map(async (name) => {
        const response = await fetch(content(`Tom%20%26%20Jerry-${name}`), { method: 'HEAD' })
        return response.headers.get('content-type')
      }),
    )
    expect(types).toEqual(['video/mp4', 'video/mp4', expect.stringMatching('application/vnd.apple.mpegurl')])
  })

  it('has its key frames at the same times in all renditions, and plays each by itself', async () => {
    const times = await Promise.all(
      ['120p', '60p'].map(async (size) => {
        const url = content(`Tom%20%26%20Jerry-${size}.mp4`)
        const { packets = [], streams } = await probed(url, ['-show_packets'])
        expect(streams.map(({ codec_type }) => codec_type)).toEqual(['video', 'audio'])
        return packets
          .filter(({ codec_type, flags }) => codec_type === 'video' && flags?.startsWith('K'))
          .map(({ pts_time }) => Number(pts_time).toFixed(1))
      }),
    )
    expect(times).toEqual([
      ['0.0', '1.0', '2.0', '3.0'],
      ['0.0', '1.0', '2.0', '3.0'],
    ])
  })

  it('of presets has their renditions, and the master where excludeMasterVideoFromAVS is false', async () => {
    const presets = await darkroom.app.db
      .selectFrom('property_set')
      .select('id')
      .orderBy('id')
      .limit(2)
      .execute()
    const settings =
      mediaXml({ videoEncodingPresetsArray: { items: presets.map(({ id }) => `ps|${id}`) } }) +
      fieldsXml({ excludeMasterVideoFromAVS: false })
    // A file of that name is there already, so the rendition gets another one.
    await uploadTexts()
    const log = await uploadWith(darkroom, 'run.mp4', film, settings)
    expect(log.counts).toMatchObject({ success: 1, warning: 1 })
    expect(
      log.lines.filter(({ message }) => message.includes('smaller than what was asked for')),
    ).toHaveLength(2)
    expect(await membersOf('run-AVS')).toEqual(['run-360p-1', 'run-540p', 'run'])
    await publishVideos()
    expect(await (await fetch(content('run-AVS/run-360p-playlist.m3u8'))).text()).toContain(
      '\n../run-360p-1.mp4\n',
    )
  })

  async function membersOf(name: string): Promise<string[]> {
    const rows = await darkroom.app.db
      .selectFrom('set_member')
      .innerJoin('asset', 'asset.id', 'asset_id')
      .innerJoin('asset as set', 'set.id', 'set_id')
      .select('asset.name')
      .where('set.name', '=', name)
      .orderBy('position')
      .execute()
    return rows.map((row) => row.name)
  }
})

const captions = [
  ['words-srt.srt', '1\n00:00:01,000 --> 00:00:02,000\nHello\n', 'VideoCaption', 'videoCaptionInfo'],
  [
    'words-dfxp.dfxp',
    '<tt xmlns="http://www.w3.org/ns/ttml"><body/></tt>',
    'VideoCaption',
    'videoCaptionInfo',
  ],
  ['chapters-xml.xml', '<FLVCoreCuePoints><CuePoint/></FLVCoreCuePoints>', 'CuePoint', 'cuePointInfo'],
] as const
let texts: Promise<EndedJob> | undefined

/** Captions, cue points, and a text that is called as if it were a video. */
async function uploadTexts(): Promise<EndedJob> {
  const upload = async () => {
    const files = captions.map(([name, text]) => filePart(name, Buffer.from(text)))
    const parts = [
      authPart(),
      settingsPart('texts', neededSettings, true),
      filePart('run-360p.mp4', Buffer.from('words')),
    ]
    return await jobEnded(darkroom.url, handleIn(await postForm(darkroom.url, [...parts, ...files])))
  }
  texts ??= upload()
  return await texts
}

describe('captions and cue points', () => {
  it.each(captions)('%s has the type of its content', async (name, _, type, info) => {
    const { counts, lines } = await uploadTexts()
    expect(counts).toMatchObject({ success: 4, warning: 1 })
    expect(lines.filter(({ message }) => message.includes(name) && message.includes('content is'))).toEqual(
      [],
    )
    const { body } = await soap(darkroom.url, {
      operation: 'getAssetsByName',
      param: `<companyHandle>c|1</companyHandle><nameArray><items>${name.replace(/\.[^.]*$/, '')}</items></nameArray>`,
    })
    expect([textOf(body, 'type'), elements(body, info).length]).toEqual([type, 1])
  })
})
