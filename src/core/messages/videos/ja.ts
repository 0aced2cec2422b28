import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about videos and sound, in Japanese. */
export const japanese: Words<typeof english> = {
  encodingProblem: 'エンコード「{name}」: {problem}',
  encodingNoSound: 'エンコード「{name}」は省かれます: ビデオに音声がありません。',
  encodingNoVideo: 'エンコード「{name}」は省かれます:「{file}」にビデオがありません。',
  adaptiveSetsNoVideo: 'アダプティブセットは省かれます:「{file}」にビデオがありません。',
  adaptiveSetEmpty: 'アダプティブセット「{name}」は省かれます: エンコードがありません。',
  adaptiveSetAspect:
    'アダプティブセット「{name}」: aspectRatio "{ratio}" は省かれます。16:9 のような値が必要です。',
  adaptiveSetShape:
    'アダプティブセット「{name}」: {ratio} 用です。レンディションはビデオの形 {width} x {height} のままです。',
  adaptiveSetWithoutMaster:
    'アダプティブセット「{name}」: プレーヤーは {codec} を表示できないため、「{file}」は含まれません。',
  otherStreams: 'レンディションには最初のビデオと音声だけが含まれます。省かれたもの: {streams}。',
  videoCropEmpty: 'videoSmartCrop が 1 つ省かれます: width と height は 0 より大きい必要があります。',
  videoCropRate: 'videoSmartCropSampleRate {rate} は省かれます。1 秒あたり 0 以上のフレーム数が必要です。',
  videoHdr: '「{file}」はハイダイナミックレンジのため、画像とレンディションはくすんで見えます。',
  thumbnailOutside:
    'thumbnailTime {time} がビデオの {length} ms の範囲にないため、最初のフレームが表示されます。',
  coverTooLarge: '{width} x {height} ピクセルです。',
  coverUnreadable: '「{file}」のカバー画像を読み取れません。',
  tooManyRenditions:
    'mediaOptions は「{file}」のレンディションを {count} 個要求しています。上限は {max} 個です。',
  ffmpegMissing: '「{file}」をエンコードできません: このサーバーに FFmpeg がインストールされていません。',
  storedUnread:
    '「{file}」は読み取られずにそのまま保存されます: このサーバーに FFmpeg がインストールされていません。',
  numberNegative: '{field} {value} は省かれます。0 以上が必要です。',
  videoSmaller: 'ビデオが要求より小さいため、レンディションはビデオの大きさ {width} x {height} になります。',
  codecImpossible: '"{codec}" は作成できないため、ビデオは H.264 になります。',
  codecNotAdaptive: 'アダプティブセットでは "{codec}" を使えないため、ビデオは H.264 になります。',
  frameRateTooHigh: 'frameRate {rate} は {max} を超えるため、元のフレームレートのままです。',
  h264Unknown: '{field} "{value}" は省かれます。使用できるのは {known} です。',
  bitrateTooHigh: 'videoBitrate {rate} は {max} kbit/s を超えています。',
  maxBitrateLow: 'maxBitrate {value} は videoBitrate {rate} より小さいため省かれます。',
  minBitrateHigh: 'minBitrate {value} は videoBitrate {rate} より大きいため省かれます。',
  partsDamaged: '「{file}」の一部が壊れているため、飛ばされました。',
  settingUnknown: '詳細設定 "{setting}" は省かれます。使用できるのは {known} です。',
  settingForOther: '詳細設定 "{setting}" は {container} 用のため省かれます。',
  settingValue: '詳細設定 "{setting}" に "{value}" は指定できないため省かれます。',
  suffixTaken: 'fileSuffix "{given}" は "{safe}" として扱われます: フォルダーは指定できません。',
  containerInstead: 'コーデックを .{extension} に格納できないため、.{container} ファイルが作成されます。',
  soundCodec: 'ここでは {container} ファイルに "{asked}" を格納できないため、音声は {codec} になります。',
  soundBitrate: '{codec} では {asked} kbit/s を使えないため、音声は {rate} kbit/s になります。',
  soundRate: '{codec} では {asked} Hz を使えないため、音声は {rate} Hz になります。',
  frameTooLarge: '「{file}」のフレームは {pixels} ピクセルです。上限は {max} ピクセルです。',
  playsTooLong: '「{file}」の長さは {seconds} 秒です。上限は {max} 秒です。',
  videoNoLength: 'ビデオの長さがありません',
  soundNoLength: '音声の長さがありません',
  mediaCut: '「{file}」は壊れているか、途中で切れています: {expected} 秒のうち {found} 秒しかありません。',
  mediaTooSlow: '「{file}」の処理に {seconds} 秒より長くかかりました (DARKROOM_MAX_VIDEO_SECONDS)。',
  noRoomForRenditions: 'レンディションを書き込む空きがありません。',
  mediaMemory: '「{file}」には 1 つのビデオに許可された量を超えるメモリが必要です。',
  mediaUnreadable: '「{file}」は壊れているか、途中で切れています: 読み取れません。',
  mediaEmpty: '「{file}」に読み取れるビデオも音声もありません。',
  videoNotDecoded: 'ビデオをデコードできません',
}
