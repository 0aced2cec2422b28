const localeForm = /^[a-z]{2,3}(?:[-_][a-z]{2})?$/i
export const defaultLocale = 'en-US'

/**
 * The locale of a request in the form language[-COUNTRY]: what the request names, else the first language of
 * Accept-Language, else English. A text of another form counts as absent.
 */
export function requestLocale(named: string | undefined, acceptLanguage: string | undefined): string {
  const first = acceptLanguage?.split(',')[0]?.split(';')[0]?.trim()
  for (const candidate of [named?.trim(), first])
    if (candidate !== undefined && localeForm.test(candidate)) return canonical(candidate)
  return defaultLocale
}

function canonical(locale: string): string {
  const [language = '', country] = locale.split(/[-_]/)
  return country === undefined ? language.toLowerCase() : `${language.toLowerCase()}-${country.toUpperCase()}`
}
