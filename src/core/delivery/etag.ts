import { createHash } from 'node:crypto'
import type { DeliverySettings } from './settings.ts'
import type { ImageWish } from './wish.ts'

/** Raised with every change that makes the same request yield other bytes, so that caches ask again. */
const renderingVersion = 2

/**
 * A strong entity tag (RFC 9110, section 8.8.3), with its quotes. Equal for two requests exactly when version of the
 * asset, what is asked of it, and settings are equal; spelling and order of commands, and `cache`, do not matter.
 * @param versionKey names one version of the asset's content, such as the hash of its file
 */
export function entityTag(versionKey: string, wish: ImageWish, settings: DeliverySettings): string {
  const text = canonical([renderingVersion, versionKey, { ...wish, cache: undefined }, settings])
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}

/** JSON with sorted keys; absent and undefined members are the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
