/** Attributes whose values conditions (DITAVAL) choose by. */
export const conditionAttributes: ReadonlySet<string> = new Set([
  'audience',
  'platform',
  'product',
  'props',
  'otherprops',
  'deliveryTarget',
])

/** The values in a condition attribute; of a group, 'database(mysql oracle)', those in the parentheses. */
export function conditionValues(text: string): string[] {
  return text
    .replace(/[\w.-]+\(/g, ' ')
    .replaceAll(')', ' ')
    .split(/\s+/)
    .filter((value) => value !== '')
}
