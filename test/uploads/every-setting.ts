import type { FormPart } from './form.ts'

/** The namespace of the version that has every field. */
const newest = 'http://www.scene7.com/IpsApi/xsd/2021-04-26-beta'

type Value = string | number | boolean | Fields | readonly Value[]
interface Fields {
  readonly [name: string]: Value
}

/** Elements in the order of the fields; the values of an array become repeated elements. */
export function fieldsXml(fields: Fields): string {
  return Object.entries(fields)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => elementXml(name, one)))
    .join('')
}

function elementXml(name: string, value: Exclude<Value, readonly Value[]>): string {
  return `<${name}>${typeof value === 'object' ? fieldsXml(value) : value}</${name}>`
}

/** An `uploadParams` part in the newest version, with these settings. */
export function settingsPart(jobName: string, settings: string, endJob = false): FormPart {
  return {
    name: 'uploadParams',
    body:
      `<uploadPostParam xmlns="${newest}"><companyHandle>c|1</companyHandle><jobName>${jobName}</jobName>` +
      `<endJob>${endJob}</endJob><uploadParams>${settings}</uploadParams></uploadPostParam>`,
  }
}

const videoEncoding = {
  name: 'small',
  fileSuffix: '_s',
  playbackTarget: 'Desktop',
  width: 640,
  height: 360,
  videoCodec: 'H.264',
  videoBitrate: 800,
  minBitrate: 400,
  maxBitrate: 1200,
  constantBitrate: false,
  frameRate: 29.97,
  keyframeInterval: 300,
  h264Profile: 'main',
  h264Level: '4.1',
  twoPass: true,
  audioCodec: 'AAC',
  audioBitrate: 96,
  audioSampleRate: 44_100,
  advancedSettings: { items: [{ name: 'a', value: '1' }] },
}

/** Every field of UploadPostJob with a value (a|1 and a|2 have to be colour profiles), but for the three ways to crop, which exclude each other. */
export const completeSettings = {
  overwrite: false,
  readyForPublish: false,
  preservePublishState: true,
  synchronizationComplete: true,
  createMask: true,
  preserveCrop: false,
  knockoutBackgroundOptions: { corner: 'UpperLeft', tolerance: 0.5, fillMethod: 'MatchPixel' },
  autoSmartCropOptionsArray: {
    items: [
      { name: 'wide', width: 1600, height: 900, type: 'crop' },
      { name: 'tall', width: 900, height: 1600, type: 'crop' },
    ],
  },
  photoshopOptions: {
    process: 'MaintainLayers',
    layerOptions: {
      layerNaming: 'AppendNumber',
      anchor: 'Northwest',
      createTemplate: true,
      extractText: true,
      extendLayers: false,
    },
  },
  postScriptOptions: {
    process: 'Rasterize',
    resolution: 150,
    colorspace: 'Rgb',
    alpha: true,
    extractSearchWords: false,
  },
  pdfOptions: {
    process: 'Thumbnail',
    resolution: 72.5,
    colorspace: 'Cmyk',
    pdfCatalog: true,
    extractSearchWords: true,
    extractLinks: false,
  },
  illustratorOptions: { process: 'Rasterize', resolution: 300, colorspace: 'Gray', alpha: false },
  cssOptions: { forceStaticImages: true },
  colorManagementOptions: {
    colorManagement: 'Convert',
    sourceProfileHandle: 'a|1',
    outputProfileHandle: 'a|2',
  },
  autoSetCreationOptions: { autoSetsArray: { items: ['ps|101', 'ps|102'] } },
  projectHandleArray: { items: ['p|1|Spring'] },
  emailSetting: 'None',
  postHttpUrl: 'https://shop.example/done',
  mediaOptions: {
    videoEncodingPresetsArray: { items: ['ps|3'] },
    videoEncodingArray: { items: [videoEncoding] },
    videoSmartCropArray: { items: [{ width: 1, height: 1 }] },
    videoSmartCropSampleRate: 2,
    avsEncodingArray: {
      items: [{ name: 'avs', aspectRatio: '16:9', videoEncodingArray: { items: [videoEncoding] } }],
    },
    generateThumbnail: true,
    thumbnailOptions: { thumbnailTime: 5_000_000_000 },
  },
  inDesignOptions: { process: 'None' },
  xmpKeywords: 'shoe, red',
  unsharpMaskOptions: { amount: 1.75, radius: 0.2, threshold: 2, monochrome: 1 },
  unCompressOptions: { process: 'UnCompress' },
  excludeMasterVideoFromAVS: true,
  metadataOptions: {
    updateArray: {
      items: [
        { fieldHandle: 'm|1|ASSET|Season', value: 'text' },
        { fieldHandle: 'm|1|ASSET|Styles', addTagValueArray: { items: ['one', 'two'] } },
      ],
    },
  },
  jwtToken: 'jwt',
  imsOrg: 'org',
  apikey: 'key',
  ignoreSmartCropGeneration: true,
  preserveSmartCrop: true,
} as const

/** The settings that must be there. */
export const neededSettings = fieldsXml({
  overwrite: true,
  readyForPublish: true,
  createMask: false,
  emailSetting: 'None',
})
