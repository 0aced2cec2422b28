import type { PageLink } from './page-data.ts'

/** Schemes that a link of an image map may have. Others run something, or read files of whoever clicks. */
const schemes = new Set(['http', 'https', 'mailto', 'tel', 'ftp'])

/** The longest address that is kept, in characters. */
const maxAddressLength = 4000

/**
 * What an image map does for a link of a PDF: its address, or `target:<n>` for a page of the same catalogue, from 0 (as the
 * eCatalog viewers have it). An address without a scheme is relative, and kept. Undefined: it would run a script or a
 * program, or reach a file.
 */
export function mapAction(target: PageLink['target']): string | undefined {
  if ('page' in target) return `target:${target.page}`
  if (!('url' in target)) return undefined
  // Browsers drop these before they look for the scheme: "java\nscript:".
  const url = target.url
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .toWellFormed()
  if (url === '' || url.length > maxAddressLength) return undefined
  const scheme = /^([^/?#]*?):/.exec(url)?.[1]
  return scheme === undefined || schemes.has(scheme.trim().toLowerCase()) ? url : undefined
}
