import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about what is fetched from the web, of FTP servers and of folders of the server, in Japanese. */
export const japanese: Words<typeof english> = {
  either: '{first} または {second}',
  urlScheme: 'URL のスキームが {scheme} です。{expected} で始まる {max} 文字以下の URL が必要です。',
  urlNone: 'URL として読み取れません。{expected} で始まる {max} 文字以下の URL が必要です。',
  urlTooLong: 'URL が {length} 文字あります。{expected} で始まる {max} 文字以下の URL が必要です。',
  urlCredentialsEncoding:
    '{host} の URL のユーザーまたはパスワードがパーセントエンコードされていません。@ は %40 のように UTF-8 で記述してください。',
  urlCredentialsControl:
    '{host} の URL のユーザーまたはパスワードに制御文字があります。制御文字は使用できません。',
  urlPathControl: '{url} のパスに制御文字があります。制御文字は使用できません。',
  urlPathEncoding:
    '{url} のパスがパーセントエンコードされた UTF-8 ではありません。% は %25 と記述してください。',
  urlNoFile: '{url} はファイルを指していません。ファイルへのパスが必要です。',
  urlQuery: '{url} に FTP では使えないクエリがあります。パス内の疑問符は %3F と記述してください。',
  hostNotPublic:
    'ホスト {host} に公開アドレスがありません。DARKROOM_ALLOW_PRIVATE_URLS が true でない限り、darkroom は公開アドレスにのみ接続します。',
  fetchImpossible: '{url} は取得できません: {reason}。',
  fetchFailed: '{url} を取得できませんでした: {reason}。',
  hostUnknown: 'ホスト名が見つかりません',
  certificateUntrusted: '証明書が信頼されていません',
  noTls: 'サーバーの TLS の応答が正しくありません',
  noHttp: 'サーバーの HTTP の応答が正しくありません',
  replyCompressionBroken: '応答の圧縮が壊れています',
  noConnectionInTime: '時間内に接続できませんでした',
  connectionRefused: '接続が拒否されました',
  noReplyInTime: '時間内に応答がありませんでした',
  replyStopped: '応答が途中で止まりました',
  connectionBroke: '接続が切れました',
  networkFailed: 'ネットワークに障害が発生しました',
  ftpOtherHost: 'サーバーがデータを別のホストで提供しています',
  answeredCode: '{url} はコード {code} を返しました。',
  answeredStatus: '{url} はステータス {status} を返しました。',
  answeredNot200: '{url} はステータス {status} を返しました。200 が必要です。',
  tooManyRedirects: '{url} は {max} 回を超えて続けてリダイレクトします。',
  replyCoding: '{url} のエンコードは "{coding}" です。エンコードなし、または {known} のいずれかが必要です。',
  replyTooLarge: '{url} は許可された {limit} バイトを超えています。',
  tooManyBytes: '{file} は {size} バイトです。上限は {max} バイトです。',
  fetchTooSlow: '{url} に許可された {seconds} 秒より長くかかりました。',
  serverStopping: 'ダウンロードを中断しました: サーバーを停止しています。',
  serverDirsUnset:
    "serverDir: DARKROOM_SERVER_DIRS がジョブに公開するフォルダーがないため、'{folder}' を読み取れません。",
  serverDirOutside:
    "serverDir: '{folder}' は DARKROOM_SERVER_DIRS がジョブに公開するフォルダーの中にありません。",
  pathGone: "'{path}' はもうありません。",
  pathForbidden: "サーバーには '{path}' を読み取る権限がありません。",
  pathIsLink: "'{path}' はシンボリックリンクのため、たどりません。",
  pathThroughLink: "'{path}' の途中にシンボリックリンクがあるため、たどりません。",
  pathTooLong: "'{path}' のパスが長すぎます。",
  pathNoFile: "'{path}' は通常のファイルではありません。",
  pathChanged: "'{path}' は読み取り中に変更されました。",
  storageFull: 'ストレージにファイルを保存する空きがありません。',
  storageFullForZip: 'ストレージに ZIP を保存する空きがありません。',
  storageFileTooLarge: 'ファイルがストレージで扱える大きさを超えています。',
  storedFileUnknown: '保存されたファイル {key} はありません。',
}
