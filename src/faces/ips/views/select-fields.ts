/**
 * Keeps of an answer what the paths name (responseFieldArray), or drops what they name (excludeFieldArray). A path is
 * relative to the return element, its parts joined by '/', arrays with their `items`: `assetArray/items/name`. A path
 * to an element means all inside it. Absent and empty lists change nothing.
 */
export function selectFields<T extends object>(
  answer: T,
  keep: readonly string[] | undefined,
  drop: readonly string[] | undefined,
): T {
  const keepPaths = keep?.map(normal) ?? []
  const dropPaths = new Set(drop?.map(normal) ?? [])
  if (keepPaths.length === 0 && dropPaths.size === 0) return answer
  const isKept = (path: string) =>
    keepPaths.length === 0 ||
    keepPaths.some((kept) => kept === path || kept.startsWith(`${path}/`) || path.startsWith(`${kept}/`))
  return prune(answer, '') as T

  function prune(value: unknown, path: string): unknown {
    if (Array.isArray(value)) return value.map((item) => prune(item, path))
    if (typeof value !== 'object' || value === null || value instanceof Date) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, inner]) => [path === '' ? name : `${path}/${name}`, name, inner] as const)
        .filter(([innerPath]) => isKept(innerPath) && !dropPaths.has(innerPath))
        .map(([innerPath, name, inner]) => [name, prune(inner, innerPath)]),
    )
  }
}

function normal(path: string): string {
  return path.trim().replace(/^\/+|\/+$/g, '')
}
