/** How much of the start and the end of a file is searched for comments, in bytes. */
export const dscBytes = 65_536

/** In points, as PostScript measures; from the lower left corner to the upper right. */
export interface BoundingBox {
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
}

/** The document structuring comments (Adobe TN 5001) of a PostScript file: name without `%%` to text. */
export type DscComments = ReadonlyMap<string, string>

/**
 * Reads the comments at the start and at the end of a file. The first of a name counts; one that is put off until the end
 * (`(atend)`) is the last of its name there.
 */
export function readDsc(head: string, tail: string): DscComments {
  const comments = new Map<string, string>()
  for (const [name, text] of commentsIn(head)) if (!comments.has(name)) comments.set(name, text)
  const trailer = new Map(commentsIn(tail))
  for (const [name, text] of comments) if (text === '(atend)') comments.set(name, trailer.get(name) ?? '')
  return comments
}

function commentsIn(text: string): (readonly [string, string])[] {
  return [...text.matchAll(/(?:^|[\r\n])%%([A-Za-z][\w-]*):[ \t]*([^\r\n]*)/g)].map(
    ([, name = '', value = '']) => [name, value.trim()],
  )
}

/** The box of an EPS: the exact one where there is one. Undefined when there is none, or one without area. */
export function boundingBoxOf(comments: DscComments): BoundingBox | undefined {
  return boxIn(comments.get('HiResBoundingBox')) ?? boxIn(comments.get('BoundingBox'))
}

function boxIn(text = ''): BoundingBox | undefined {
  const numbers = text.split(/\s+/).map((word) => (word === '' ? Number.NaN : Number(word)))
  const [left, bottom, right, top] = numbers
  if (left === undefined || bottom === undefined || right === undefined || top === undefined) return undefined
  if (![left, bottom, right, top].every((side) => Number.isFinite(side) && Math.abs(side) < 1e6))
    return undefined
  return right > left && top > bottom ? { left, bottom, right, top } : undefined
}

/** A text of a comment: without its brackets, escapes of PostScript strings resolved. */
export function dscText(text: string): string {
  const inner = /^\(([\s\S]*)\)$/.exec(text)?.[1]
  if (inner === undefined) return text
  return inner.replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_, octal?: string, char?: string) =>
    octal === undefined ? ({ n: '\n', r: '\r', t: '\t' }[char ?? ''] ?? char ?? '') : octalChar(octal),
  )
}

function octalChar(octal: string): string {
  return String.fromCharCode(Number.parseInt(octal, 8) & 255)
}
