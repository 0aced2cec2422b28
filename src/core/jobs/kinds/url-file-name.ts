/**
 * The file name in a URL: the last segment of its path, decoded, without folders that an encoded slash would bring in. Undefined: no
 * URL, or its path ends in a slash.
 */
export function fileNameOfUrl(url: string): string | undefined {
  const segment = URL.parse(url.trim())?.pathname.split('/').at(-1) ?? ''
  return decoded(segment).split(/[\\/]/).at(-1)?.trim() || undefined
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
