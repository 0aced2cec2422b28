/**
 * Reads the IPS field `xmpKeywords`: keywords between commas, where `\,` is a comma and `\\` a backslash inside a
 * keyword. White space around keywords, empty keywords and repeated ones are dropped; a backslash before anything
 * else stands for itself.
 */
export function parseXmpKeywords(text: string): string[] {
  const keywords = new Set<string>()
  let keyword = ''
  for (const [token] of text.matchAll(/\\[\\,]|,|[^\\,]+|\\/g)) {
    if (token === ',') {
      keywords.add(keyword.trim())
      keyword = ''
    } else keyword += /^\\[\\,]$/.test(token) ? token.slice(1) : token
  }
  keywords.add(keyword.trim())
  keywords.delete('')
  return [...keywords]
}
