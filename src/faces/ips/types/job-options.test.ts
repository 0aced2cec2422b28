import { describe, expect, it } from 'vitest'
import { readElement } from '../../../soap/read.ts'
import type { SequenceType } from '../../../soap/schema.ts'
import { parseXml } from '../../../soap/xml.ts'
import { AuthHeader } from './auth-header.ts'
import { AutoColorCropOptions } from './crop-options.ts'
import { IllustratorOptions, PDFOptions } from './document-options.ts'
import { UnCompressOptions, UnsharpMaskOptions } from './ingest-options.ts'
import { UploadPostJob } from './upload-post-job.ts'
import { UrlArray } from './value-arrays.ts'

function read<V>(type: SequenceType<V>, content: string): V {
  return readElement(parseXml(Buffer.from(`<options>${content}</options>`)), type, '2014-04-03')
}

describe('values that options take', () => {
  it.each<[string, SequenceType, string, unknown]>([
    ['the recorded spelling', PDFOptions, '<process>render</process>', { process: 'Rasterize' }],
    ['any case', PDFOptions, '<process>thumbnail</process>', { process: 'Thumbnail' }],
    [
      'the spelling of the documentation',
      IllustratorOptions,
      '<colorSpace>Rgb</colorSpace>',
      { colorspace: 'Rgb' },
    ],
    [
      'both ends of a range',
      UnsharpMaskOptions,
      '<amount>0</amount><radius>250</radius>',
      { amount: 0, radius: 250 },
    ],
    ['a header without the client', AuthHeader, '<user>u</user>', { user: 'u' }],
  ])('%s', (_name, type, content, expected) => {
    expect(read(type, content)).toEqual(expected)
  })

  it.each<[SequenceType, string, string]>([
    [UnsharpMaskOptions, '<amount>5.01</amount>', 'amount'],
    [UnsharpMaskOptions, '<radius>251</radius>', 'radius'],
    [UnsharpMaskOptions, '<threshold>256</threshold>', 'threshold'],
    [UnsharpMaskOptions, '<monochrome>2</monochrome>', 'monochrome'],
    [AutoColorCropOptions, '<corner>UpperLeft</corner><tolerance>1.1</tolerance>', 'tolerance'],
    [AutoColorCropOptions, '<corner>TopLeft</corner><tolerance>1</tolerance>', 'corner'],
    [UnCompressOptions, '<process>uncompress</process>', 'process'],
    [UrlArray, '', 'items'],
    [UrlArray, '<items>u</items>'.repeat(1001), 'items'],
  ])('nothing else: %#', (type, content, path) => {
    expect(() => read(type, content)).toThrow(expect.objectContaining({ path }))
  })

  it('names the path of a wrong value inside a job', () => {
    const content =
      '<overwrite>true</overwrite><readyForPublish>true</readyForPublish><createMask>false</createMask>' +
      '<knockoutBackground><corner>UpperLeft</corner><fillMethod>Flood</fillMethod></knockoutBackground>' +
      '<emailSetting>All</emailSetting>'
    expect(() => read(UploadPostJob, content)).toThrow(
      'knockoutBackgroundOptions/fillMethod is "Flood"; expected one of FloodFill, MatchPixel.',
    )
  })
})
