import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about the options and parameters of jobs, in Japanese. */
export const japanese: Words<typeof english> = {
  fileNameNoEnd: "{field}: '{path}' はファイル名で終わる必要があります。",
  fileNameTooDeep: "{field}: '{path}' のフォルダーの階層は {max} 以下である必要があります。",
  fileNamePathTooLong: "{field}: '{path}' のパスは {max} 文字以下である必要があります。",
  fileNameDots: "{field}: '{path}' に '.' や '..' を含めることはできません。",
  fileNameControl: "{field}: '{path}' に制御文字を含めることはできません。",
  fileNamePartTooLong: "{field}: '{path}' に {max} 文字を超える名前を含めることはできません。",
  destPathNoFile: "destPath: '{path}' にも {url} にもファイル名がありません。",
  jobNameWrong: "jobName: '{name}' は 1 ～ {max} 文字で、'|' を含まない必要があります。",
  noAssetOfHandle: "'{handle}' に該当する会社のアセットはありません。",
  assetOfOtherType: 'タイプは {type} です。{expected} が必要です。',
  assetWithoutFile: 'タイプ {type} にはファイルがありません。',
  replacedMeanwhile: '以前のファイルの処理中に、置き換えまたは削除されました。',
  handlesEmpty: '{field} が空です。アセットのハンドルが 1 つ以上必要です。',
  tooManyHandles: '{field} にハンドルが {count} 個あります。上限は {max} 個です。',
  scriptsEmpty: '{field} が空です。スクリプトが 1 つ以上必要です。',
  noPropertySet: "{field}: プロパティセット '{handle}' はありません。",
  noPropertySetOfType: "{field}: '{handle}' に該当するタイプ {type} のプロパティセットはありません。",
  presetValueWrong: '{field}: プリセット \'{preset}\' の {name} が "{value}" です。{expected} が必要です。',
  numberFromZero: '0 以上の数値',
  trueOrFalse: 'true または false',
  wholeNumber: '整数',
  anyNumber: '数値',
  dateAndTime: '2014-04-03T17:04:40Z のような日時',
  colour: '#ff8000 のような色',
  dimension: '25 mm や 640x480 のようなサイズ',
  fileNameAlone: 'フォルダーを含まないファイル名',
  noIccProfile: "{field}: '{handle}' に該当する会社の IccProfile アセットはありません。",
  noProject: "projectHandleArray: '{handle}' に該当する会社のプロジェクトはありません。",
  projectGone: "プロジェクト '{handle}' はもうないため、追加されませんでした。",
  cropDropped:
    '置き換えられた画像の切り抜き ({crop}) は {width} x {height} ピクセルに収まらないため、破棄されました。',
  cropOfSize: '{left},{top} から {width} x {height}',
  fieldUnknown:
    "{field}: '{handle}' に該当する会社のメタデータフィールドはありません。{example} のようなハンドルが必要です。",
  fieldOfOtherAssets:
    "{field}: フィールド '{name}' は {expected} アセット用ですが、このアセットのタイプは {type} です。",
  fieldWithoutValue: "{field}: フィールド '{name}' の値がありません。",
  fieldValuesExclude: '{field}: {given} は同時に指定できません。',
  both: '{first} と {second}',
  fieldOfType: "{field}: フィールド '{name}' のタイプは {type} です。",
  fieldValueTooLong: '{field}: 値が {length} 文字あります。上限は {max} 文字です。',
  fieldValueWrong:
    "{field}: '{value}' はフィールド '{name}' ({type}) の値ではありません。{expected} が必要です。",
  fieldTagUnknown: "{field}: フィールド '{name}' にタグ '{tag}' はありません。タグは固定されています。",
  tagWrong: "{field}: タグ '{tag}' は 1 ～ {max} 文字である必要があります。",
  tooManyTags: '{field}: フィールドのタグが {count} 個になります。上限は {max} 個です。',
  noImagePreset:
    "macro: '{preset}' に該当する画像プリセットはありません。urlModifier を持つ {type} 型のプロパティセットの名前が必要です。",
  noModifier:
    'is_modifier と macro がありません。fmt=convert ではどちらかで画像の変換先を指定する必要があります。',
  inField: '{field}: {reason}',
  urlsMissing: 'uploadUrlsJob/urlArray がないか空です。sourceUrl を持つ項目が 1 つ以上必要です。',
  modifierLayers:
    '{field}: 書き出しではレイヤーを使えません。crop、wid、hei、fmt、qlt などのコマンドが必要です。',
  modifierNoPicture: '{field}: req={kind} では画像は作成されません。',
  exportTooLarge: '{width} x {height} ピクセルになります。書き出せるのは {max} ピクセルまでです。',
  imageWithoutPart: "画像 '{image}' に {part} はありません。",
  fitWithoutSize: 'fit={mode} には同じ要求に wid または hei が必要です。',
  formatTooLarge: 'fmt={format} は 1 辺 {max} ピクセルまでです。応答は {width} x {height} になります。',
  viewTooLarge: '拡大縮小後の画像の {side} が {pixels} ピクセルになります。上限は {max} ピクセルです。',
  jcrUnset: 'DARKROOM_JCR_URL が設定されていません。',
}
