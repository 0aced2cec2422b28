import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about set generation scripts and publish jobs, in Japanese. */
export const japanese: Words<typeof english> = {
  setTooLarge: 'アセットが {count} 個になります。セットの上限は {max} 個です。',
  scriptWrong: 'autoSetsArray: プロパティセット {set}: {problem}。',
  scriptOfType: 'タイプが {type} です。{expected} が必要です',
  scriptPropertyUnknown: 'プロパティ {name} があります。使用できるのは {known} です',
  scriptValueWrong: "{name} が '{value}' です。{expected} が必要です",
  oneOf: '{values} のいずれか',
  wholeNumberFromTo: '{min} ～ {max} の整数',
  scriptNoMatch: 'プロパティ match がありません',
  scriptSetNameFolder: "setName が '{name}' です。フォルダーは destFolder に指定してください",
  scriptAssetTypes: "assetTypes が '{type}' です。{set} には {allowed} を指定できます",
  scriptGroupUnknown: '{name} に {place} があります。match のグループは {groups} です',
  matchTooLong: "match: '{match}' は {length} 文字です。上限は {max} 文字です",
  matchNoExpression: "match: '{match}' は正規表現ではありません: {reason}",
  matchNoBase: "match: '{match}' に {example} のような base という名前のグループがありません",
  noSetOfHandle: 'assetHandle: {handle} のタイプは {type} です。セットが必要です。',
  fieldNoAsset: "{field}: '{handle}' に該当する会社のアセットはありません。",
  tooManyMembers: '{field} にメンバーが {count} 個あります。セットの上限は {max} 個です。',
  memberOfOtherType: '{field}: {handle} のタイプは {type} です。{set} には {allowed} を指定できます。',
  noPublishContext:
    "contextHandle: '{handle}' には、pc|3 のように、この会社のタイプ {type} の公開コンテキストを指定する必要があります。",
  assetOfNoCompany: 'assetHandle: {handle} はこの会社のアセットではありません。',
  publishFolderTaken:
    "公開フォルダーに、公開ジョブが作成したものではない '{name}' があります。別の場所に移してください。",
  sitemapWithoutPictures: '{count} 件のビデオに画像がありません。検索エンジンに無視されることがあります。',
  sitemapCut: '最新の {max} 件のビデオだけが含まれています。',
}
