const unusualInText = /[&<>\p{Cc}\p{Cs}\uFFFE\uFFFF]/u
const unusual = /[&<>"\p{Cc}\uFFFE\uFFFF]/gu
const replacement = '\uFFFD'
const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/** XML 1.0 has no way to write most control characters, nor U+FFFE and U+FFFF. */
function isLegal(character: string): boolean {
  const isControl = character < ' '
  return isControl ? character === '\t' || character === '\n' : character < '\uFFFE'
}

function escapeCharacter(character: string): string {
  return references[character] ?? (isLegal(character) ? character : replacement)
}

/** Text as element content. Characters that XML 1.0 does not allow become U+FFFD. */
export function escapeText(text: string): string {
  if (!unusualInText.test(text)) return text
  return text.toWellFormed().replace(unusual, escapeCharacter)
}

/** Text as an attribute value between double quotes; line ends and tabs become spaces when it is read. */
export function escapeAttribute(text: string): string {
  return text.toWellFormed().replace(unusual, escapeCharacter)
}
