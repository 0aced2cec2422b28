import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about PDF, PostScript, Illustrator, InDesign and text files, and fonts, in Japanese. */
export const japanese: Words<typeof english> = {
  previewLeftOut: '「{file}」: {page} ページのプレビューは省かれました。{reason}',
  noXmpPacket: '「{file}」に読み取れる XMP メタデータがありません。',
  idmlNotUnpacked: '「{file}」は壊れているか、途中で切れています: 展開できません。',
  idmlUnread: '「{file}」に読み取れない部分が {count} 個あります: {parts}。',
  idmlCut: '「{file}」は読み取る大きさを超えています。省かれた部分はメタデータに含まれません。',
  moreThanPages: '「{file}」のページ数が上限の {max} を超えています (DARKROOM_MAX_PAGES)。',
  tooManyPages: '「{file}」は {count} ページあります。上限は {max} ページです (DARKROOM_MAX_PAGES)。',
  inDesignNoPreview:
    '「{file}」は描画できず、プレビューもありません: InDesign でプレビュー画像付きで保存するか、PDF または EPS で保存してください。',
  inDesignPreview:
    '「{file}」は描画できないため、画像は InDesign が保存した {width} x {height} ピクセルのプレビューです。',
  inDesignPagesMissing: '「{file}」の {count} ページにはプレビューがありません。',
  inDesignCut:
    '「{file}」は途中で切れています: データベースは {expected} バイトのはずですが、ファイルは {size} バイトです。',
  illustratorWithoutPdf:
    '「{file}」は PDF の内容なしで保存されたため、画像は Illustrator の注意書きだけです。「PDF 互換ファイルを作成」で保存してください。',
  epsSection:
    '「{file}」は壊れているか、途中で切れています: PostScript は {size} バイト中の {from} ～ {to} バイト目にあるはずです。',
  postScriptNoEnd:
    '「{file}」は途中で切れている可能性があります: 末尾に終わりの印 (%%EOF、showpage) がありません。',
  epsNoBox:
    '「{file}」に %%BoundingBox がありません。左、下、右、上の 4 つの数値が必要です。画像はページ全体です。',
  epsBoxWrong:
    '「{file}」の %%BoundingBox が「{box}」です。左、下、右、上の 4 つの数値が必要です。画像はページ全体です。',
  alphaInCmyk: '{option} は無効です: Cmyk の画像に透明な背景はありません。',
  resolutionWrong: '{field} が {value} です。0 より大きい 1 インチあたりのピクセル数が必要です。',
  resolutionChanged:
    '{field} が {value} です。ページは 1 インチあたり {resolution} ピクセルで描画されます ({min} ～ {max})。',
  pagesSmaller:
    '「{file}」: 1 インチあたり {resolution} ピクセルでは {max} ピクセルを超えるため (DARKROOM_MAX_PAGE_PIXELS)、小さく描画されました: {pages}。',
  pagesSmallerOrSide:
    '「{file}」: 1 インチあたり {resolution} ピクセルでは {max} ピクセル (DARKROOM_MAX_PAGE_PIXELS) または 1 辺 {side} を超えるため、小さく描画されました: {pages}。',
  pagesUnreadable: '「{file}」: 読み取れないため省かれました: {pages}。',
  onePage: '{numbers} ページ',
  severalPages: '{numbers} ページ',
  fromTo: '{from} ～ {to}',
  listed: '{first}、{second}',
  moreOfThem: '{numbers} ほか',
  linkLeftOut:
    '「{file}」: スクリプトやプログラムを実行するかファイルを開くリンク {count} 個は、画像マップから省かれました。',
  linksLeftOut:
    '「{file}」: スクリプトやプログラムを実行するかファイルを開くリンク {count} 個は、画像マップから省かれました。',
  pdfTooLarge:
    '「{file}」は {size} バイトです。ページを描画できるのは {max} バイト (DARKROOM_MAX_RIP_BYTES の半分) までのファイルです。',
  pdfNoReadablePage: '「{file}」のどのページも読み取れません。',
  quotedFile: '「{file}」',
  pageOfFile: '「{file}」の {page} ページ',
  pdfProblem: '{what}: {problem}。',
  pdfMemory: '許可された量を超えるメモリが必要です',
  pdfDamagedOrMemory: '壊れているか、許可された量を超えるメモリが必要です',
  pdfNoPages: 'ページのない PDF です',
  pdfPassword:
    '暗号化されています: パスワードなしでは開けません。パスワードのないコピーをアップロードするか、pdfOptions/process None でそのまま保存してください',
  pdfEncryption: '読み取れない方式で暗号化されています: 標準セキュリティのみ使用できます',
  pdfUnreadable: '壊れているか、途中で切れています: PDF として読み取れません',
  pdfTooSlow: '1 ページの上限の {seconds} 秒を超えました (DARKROOM_MAX_RIP_SECONDS)',
  aboutFile: '「{file}」: {reason}',
  gsNotStarted: '「{file}」を Ghostscript に渡せませんでした。',
  gsNoRoom: 'ページを描画するための空きがありません。',
  gsMemory: '「{file}」には Ghostscript に許可された量 ({max} バイト) を超えるメモリが必要です。',
  gsTooSlow: '「{file}」に Ghostscript に許可された {seconds} 秒より長くかかりました。',
  gsWritesTooMuch: '「{file}」により Ghostscript の出力がページに許可された量を超えました。',
  gsAsksForFiles:
    '「{file}」がサーバーのファイルやプログラムを要求していますが、PostScript には許可されていません。',
  gsPageTooLarge: '「{file}」が Ghostscript で作成できる大きさを超えるページを要求しています。',
  gsStops:
    '「{file}」は壊れているか、完全ではありません: PostScript が {operator} の {error} で停止しました。',
  gsUnreadable: '「{file}」を Ghostscript で読み取れません。',
  postScriptItself: 'ファイル',
  drawsNoPage: '「{file}」はページを描画しません。',
  programOutput: '{program} の出力が {max} バイトを超えました。',
  programTooSlow: '{program} に {seconds} 秒より長くかかりました。',
  programMissing: 'このサーバーに {program} がインストールされていないため、何も作成されません。',
}
