import { ByteView } from './byte-view.ts'

/** Numbers of names in the table `name` (OpenType 1.9). */
export const nameIds = {
  Copyright: 0,
  Family: 1,
  Style: 2,
  FullName: 4,
  Version: 5,
  PostScriptName: 6,
  Trademark: 7,
  Manufacturer: 8,
  Designer: 9,
  Description: 10,
  VendorUrl: 11,
  License: 13,
  LicenseUrl: 14,
  TypographicFamily: 16,
  TypographicStyle: 17,
} as const

export type FontNames = Readonly<Partial<Record<keyof typeof nameIds, string>>>

/** More names than any font has. */
const maxNames = 4096
const windows = 3
const macintosh = 1
const englishOfWindows = 0x409

/** The names of a font, in English where it has them. Throws a RangeError for texts outside of the table. */
export function readFontNames(table: Buffer): FontNames {
  const view = new ByteView(table)
  const count = Math.min(view.u16(2), maxNames)
  const texts = view.u16(4)
  const best = new Map<number, { readonly rank: number; readonly text: string }>()
  for (let index = 0, at = 6; index < count; index++, at += 12) {
    const [platform, encoding, language, id] = [
      view.u16(at),
      view.u16(at + 2),
      view.u16(at + 4),
      view.u16(at + 6),
    ]
    const rank = rankOf(platform, encoding, language)
    if (rank === 0 || (best.get(id)?.rank ?? 0) >= rank) continue
    const bytes = view.part(texts + view.u16(at + 10), view.u16(at + 8))
    best.set(id, { rank, text: platform === macintosh ? bytes.toString('latin1') : utf16(bytes) })
  }
  return Object.fromEntries(
    Object.entries(nameIds).flatMap(([name, id]) => {
      const text = best.get(id)?.text.trim()
      return text ? [[name, text]] : []
    }),
  )
}

/** Windows in English before Unicode before Windows in other languages before old Mac OS in English. */
function rankOf(platform: number, encoding: number, language: number): number {
  if (platform === windows && (encoding === 1 || encoding === 10 || encoding === 0))
    return language === englishOfWindows ? 4 : 2
  if (platform === 0) return 3
  return platform === macintosh && encoding === 0 && language === 0 ? 1 : 0
}

function utf16(bytes: Buffer): string {
  return new TextDecoder('utf-16be').decode(bytes)
}
