/**
 * A Content-Disposition header that has a reply saved under a name (RFC 6266). Characters that no file name can hold
 * become `_`; clients that know no UTF-8 names get a name in ASCII.
 */
export function attachment(fileName: string): string {
  const name = fileName.toWellFormed().replace(/[\p{Cc}<>:"/\\|?*]/gu, '_')
  const ascii = name.replace(/[^ -~]|[%;]/gu, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
