import type { AssetType } from '../asset-type.ts'

/** What a file is, by its content. */
export interface FileKind {
  readonly mimeType: string
  readonly assetType: AssetType
  /** Usual extensions, lower case, without the dot; the first is the commonest. Empty: any extension is fine. */
  readonly extensions: readonly string[]
  /** True for pixel formats: a name with such an extension promises a picture. */
  readonly raster?: true
  /** True for kinds that plain text can not be told apart by content, only by extension. */
  readonly text?: true
}

const zipTypes = 'application/vnd.openxmlformats-officedocument'

/** Every kind darkroom knows. The keys are our names for them. */
export const fileKinds = {
  jpeg: raster('image/jpeg', ['jpg', 'jpeg', 'jpe', 'jfif']),
  png: raster('image/png', ['png']),
  gif: raster('image/gif', ['gif']),
  tiff: raster('image/tiff', ['tif', 'tiff']),
  webp: raster('image/webp', ['webp']),
  avif: raster('image/avif', ['avif']),
  heic: raster('image/heic', ['heic', 'heif']),
  bmp: raster('image/bmp', ['bmp', 'dib']),
  psd: { ...raster('image/vnd.adobe.photoshop', ['psd', 'psb']), assetType: 'PsdTemplate' },
  jp2: raster('image/jp2', ['jp2', 'j2k', 'jpx']),
  jxl: raster('image/jxl', ['jxl']),
  svg: kind('image/svg+xml', 'Svg', ['svg']),
  pdf: kind('application/pdf', 'Pdf', ['pdf']),
  illustrator: kind('application/illustrator', 'Illustrator', ['ai']),
  postscript: kind('application/postscript', 'PostScript', ['eps', 'ps', 'epsf']),
  indesign: kind('application/x-indesign', 'InDesign', ['indd', 'indt']),
  idml: kind('application/vnd.adobe.indesign-idml-package', 'InDesign', ['idml']),
  mp4: kind('video/mp4', 'Video', ['mp4', 'm4v']),
  quicktime: kind('video/quicktime', 'Video', ['mov', 'qt']),
  '3gp': kind('video/3gpp', 'Video', ['3gp', '3g2']),
  webm: kind('video/webm', 'Video', ['webm']),
  matroska: kind('video/x-matroska', 'Video', ['mkv']),
  avi: kind('video/x-msvideo', 'Video', ['avi']),
  flv: kind('video/x-flv', 'Video', ['flv', 'f4v']),
  mpeg: kind('video/mpeg', 'Video', ['mpg', 'mpeg', 'vob', 'm2v']),
  mpegts: kind('video/mp2t', 'Video', ['ts', 'm2ts', 'mts']),
  wmv: kind('video/x-ms-wmv', 'Video', ['wmv', 'asf']),
  mp3: kind('audio/mpeg', 'Audio', ['mp3']),
  wav: kind('audio/wav', 'Audio', ['wav']),
  aac: kind('audio/aac', 'Audio', ['aac']),
  ogg: kind('audio/ogg', 'Audio', ['ogg', 'oga', 'opus']),
  ogv: kind('video/ogg', 'Video', ['ogv']),
  flac: kind('audio/flac', 'Audio', ['flac']),
  m4a: kind('audio/mp4', 'Audio', ['m4a']),
  wma: kind('audio/x-ms-wma', 'Audio', ['wma']),
  aiff: kind('audio/aiff', 'Audio', ['aif', 'aiff']),
  zip: kind('application/zip', 'Zip', ['zip']),
  tar: kind('application/x-tar', 'Zip', ['tar']),
  gzip: kind('application/gzip', 'Zip', ['gz', 'tgz']),
  docx: kind(`${zipTypes}.wordprocessingml.document`, 'Word', ['docx', 'docm']),
  xlsx: kind(`${zipTypes}.spreadsheetml.sheet`, 'Excel', ['xlsx', 'xlsm']),
  pptx: kind(`${zipTypes}.presentationml.presentation`, 'PowerPoint', ['pptx', 'pptm']),
  doc: kind('application/msword', 'Word', ['doc', 'dot']),
  xls: kind('application/vnd.ms-excel', 'Excel', ['xls', 'xlt']),
  ppt: kind('application/vnd.ms-powerpoint', 'PowerPoint', ['ppt', 'pps']),
  rtf: kind('application/rtf', 'Rtf', ['rtf']),
  icc: kind('application/vnd.iccprofile', 'IccProfile', ['icc', 'icm']),
  aco: kind('application/x-adobe-aco', 'Aco', ['aco']),
  ttf: kind('font/ttf', 'Font', ['ttf']),
  otf: kind('font/otf', 'Font', ['otf']),
  ttc: kind('font/collection', 'Font', ['ttc', 'otc']),
  woff: kind('font/woff', 'Font', ['woff']),
  woff2: kind('font/woff2', 'Font', ['woff2']),
  pfa: kind('application/x-font-type1', 'Font', ['pfa']),
  pfb: kind('application/x-font-type1', 'Font', ['pfb']),
  afm: kind('application/x-font-afm', 'Font', ['afm']),
  pfm: kind('application/x-font-pfm', 'Font', ['pfm']),
  swf: kind('application/x-shockwave-flash', 'Flash', ['swf']),
  glb: kind('model/gltf-binary', 'ThreeD', ['glb']),
  xsl: text('application/xslt+xml', 'Xsl', ['xsl', 'xslt']),
  ditaTopic: text('application/dita+xml;format=topic', 'Xml', ['dita']),
  ditaMap: text('application/dita+xml;format=map', 'Xml', ['ditamap', 'bookmap']),
  ditaVal: text('application/dita+xml;format=val', 'Xml', ['ditaval']),
  xml: text('application/xml', 'Xml', []),
  vtt: text('text/vtt', 'VideoCaption', ['vtt']),
  srt: text('application/x-subrip', 'VideoCaption', ['srt']),
  scc: text('text/x-scc', 'VideoCaption', ['scc']),
  ttml: text('application/ttml+xml', 'VideoCaption', ['ttml', 'dfxp']),
  cuePoints: text('application/xml', 'CuePoint', []),
  hls: text('application/vnd.apple.mpegurl', 'Asset', ['m3u8']),
  dash: text('application/dash+xml', 'Asset', ['mpd']),
  mp4Segment: kind('video/iso.segment', 'Asset', ['m4s']),
  css: text('text/css', 'Css', ['css']),
  javascript: text('text/javascript', 'Javascript', ['js', 'mjs']),
  plainText: text('text/plain', 'Asset', []),
  unknown: kind('application/octet-stream', 'Asset', []),
} as const satisfies Record<string, FileKind>

export type FileKindName = keyof typeof fileKinds

/** The facts of a kind by its name. */
export function fileKind(name: FileKindName): FileKind {
  return fileKinds[name]
}

/** Names of all kinds, in the order of the table. */
export const fileKindNames: readonly FileKindName[] = Object.freeze(
  Object.keys(fileKinds).filter((name): name is FileKindName => name in fileKinds),
)

function raster(mimeType: string, extensions: readonly string[]): FileKind {
  return { mimeType, assetType: 'Image', extensions, raster: true }
}

function kind(mimeType: string, assetType: AssetType, extensions: readonly string[]): FileKind {
  return { mimeType, assetType, extensions }
}

function text(mimeType: string, assetType: AssetType, extensions: readonly string[]): FileKind {
  return { mimeType, assetType, extensions, text: true }
}
