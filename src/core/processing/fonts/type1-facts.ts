/** What the readable part of a Type 1 font, or of its metrics, says. Values as they stand there; absent: not said. */
export interface Type1Facts {
  readonly PostScriptName?: string
  readonly FullName?: string
  readonly Family?: string
  /** A word such as `Bold`. */
  readonly Style?: string
  /** 1 to 1000. */
  readonly Weight?: number
  readonly Italic?: boolean
  readonly Version?: string
  readonly Copyright?: string
}

/** What AFM (Adobe TN 5004) calls them; Type 1 fonts do too, but for the case of `version`. */
type AfmKey = 'FontName' | 'FullName' | 'FamilyName' | 'Weight' | 'ItalicAngle' | 'Version' | 'Notice'

/** What foundries call weights. */
const weights: readonly (readonly [word: RegExp, weight: number])[] = [
  [/^(extra|ultra) ?light$/i, 200],
  [/^light$/i, 300],
  [/^(regular|roman|book|normal)$/i, 400],
  [/^medium$/i, 500],
  [/^(demi|semi)( ?bold)?$/i, 600],
  [/^bold$/i, 700],
  [/^(extra|ultra) ?bold$/i, 800],
  [/^(black|heavy)$/i, 900],
]

/** Reads a Type 1 font, as text (PFA) or in segments (PFB), up to where it is encrypted. */
export function readType1(head: Buffer): Type1Facts {
  const clear = head.toString('latin1').split('eexec', 1)[0] ?? ''
  const value = (key: string) => {
    const found = new RegExp(`/${key}\\s*(?:\\(((?:[^()\\\\]|\\\\.)*)\\)|/?([^\\s/()]+))`).exec(clear)
    return (found?.[1] ?? found?.[2])?.replace(/\\([()\\])/g, '$1')
  }
  return factsOf((key) => value(key === 'Version' ? 'version' : key))
}

/** Reads Adobe font metrics, up to where the characters are listed. */
export function readAfm(head: Buffer): Type1Facts {
  const clear = head.toString('latin1').split('StartCharMetrics', 1)[0] ?? ''
  return factsOf((key) => new RegExp(`^${key}[ \\t]+([^\\r\\n]+)`, 'm').exec(clear)?.[1]?.trim())
}

/**
 * Reads printer font metrics (Windows): names that lie in its first bytes, weight and slant. Names behind the end are
 * left out.
 */
export function readPfm(head: Buffer): Type1Facts {
  const textAt = (pointer: number) => {
    const at = head.length >= pointer + 4 ? head.readUInt32LE(pointer) : 0
    if (at === 0 || at >= head.length) return undefined
    return head.toString('latin1', at).split('\0', 1)[0]
  }
  const weight = head.readUInt16LE(83)
  return withoutEmpty({
    PostScriptName: textAt(139),
    Family: textAt(105),
    Weight: weight >= 1 && weight <= 1000 ? weight : undefined,
    Italic: head.readUInt8(80) !== 0,
    Copyright: head.toString('latin1', 6, 66).split('\0', 1)[0],
  })
}

function factsOf(read: (key: AfmKey) => string | undefined): Type1Facts {
  const style = read('Weight')
  const angle = read('ItalicAngle')
  return withoutEmpty({
    PostScriptName: read('FontName'),
    FullName: read('FullName'),
    Family: read('FamilyName'),
    Style: style,
    Weight: style === undefined ? undefined : weights.find(([word]) => word.test(style))?.[1],
    Italic: angle === undefined ? undefined : Number(angle) !== 0,
    Version: read('Version'),
    Copyright: read('Notice'),
  })
}

function withoutEmpty(facts: { readonly [K in keyof Type1Facts]?: Type1Facts[K] | undefined }): Type1Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ''))
}
