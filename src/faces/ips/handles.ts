import { assetIdOf } from '../../core/assets/asset-handle.ts'
import { DarkroomError } from '../../core/errors.ts'
import type { JobReference } from '../../core/jobs/job.queries.ts'
import { fieldHandleOf } from '../../core/metadata/field-handle.ts'

/**
 * Handles as clients see them (versions.json of the facts: handle shapes). Before 4.0 they carry no letter in front;
 * requests of any version may use both shapes. `version` is that of the request, '' before 4.0.
 */
const version40 = '2008-01-15'
const version44 = '2009-07-31'
const version45 = '2010-01-31'

function prefixed(letter: string, version: string, since: string, rest: string): string {
  return version >= since ? `${letter}|${rest}` : rest
}

export function companyHandle(companyId: number, version: string): string {
  return prefixed('c', version, version40, String(companyId))
}

/** Accepts `c|1` and `1`. Throws `invalid-parameter`. */
export function parseCompanyHandle(handle: string): number {
  const found = /^(?:c\|)?(\d{1,9})$/.exec(handle.trim())
  if (!found) throw badHandle('companyHandle', handle, 'c|1 or 1')
  return Number(found[1])
}

export function userHandle(userId: number, email: string, version: string): string {
  return prefixed('u', version, version40, `${userId}|${email}`)
}

/** Accepts `u|41|user@shop`, `41|user@shop` and `41`. Throws `invalid-parameter`. */
export function parseUserHandle(handle: string): number {
  const found = /^(?:u\|)?(\d{1,9})(?:\|.*)?$/.exec(handle.trim())
  if (!found) throw badHandle('userHandle', handle, 'u|41|user@shop.example')
  return Number(found[1])
}

export function folderHandle(path: string, version: string): string {
  return prefixed('f', version, version44, path)
}

/** Second part of an asset handle before 4.5, by IPS asset type; types without a known number count as images. */
const typeCodes: Readonly<Record<string, number>> = {
  Image: 1,
  Template: 2,
  IccProfile: 13,
  Font: 14,
  Video: 19,
  Pdf: 25,
  Zip: 27,
}

export function assetHandle(asset: { id: number; type: string }, version: string): string {
  if (version >= version45) return `a|${asset.id}`
  return prefixed('a', version, version40, `${asset.id}|${typeCodes[asset.type] ?? 1}|${asset.id}`)
}

/** Accepts `a|210`, and `a|732|1|535` of versions before 4.5, with the letter or without. Throws `invalid-parameter`. */
export function parseAssetHandle(handle: string): number {
  const id = assetIdOf(handle)
  if (id === undefined) throw badHandle('assetHandle', handle, 'a|210')
  return id
}

/** A publish context, which came with 2012-02-14: `pc|3`. */
export function publishContextHandle(contextId: number): string {
  return `pc|${contextId}`
}

/** A project: `p|6|Spring`. */
export function projectHandle(project: { company_id: number; name: string }, version: string): string {
  return prefixed('p', version, version40, `${project.company_id}|${project.name}`)
}

/** A smart crop, by its image and its name: `sa|210|Square`. */
export function smartCropHandle(assetId: number, name: string): string {
  return `sa|${assetId}|${name}`
}

/** Throws `invalid-parameter`. */
export function parseSmartCropHandle(handle: string): { readonly assetId: number; readonly name: string } {
  const [, id, name] = /^sa\|(\d{1,15})\|(.+)$/.exec(handle.trim()) ?? []
  if (id === undefined || name === undefined) throw badHandle('subAssetHandle', handle, 'sa|210|Square')
  return { assetId: Number(id), name }
}

/** Second part of the handle of an image map, as for assets before 4.5. */
const imageMapCode = 8

/** An image map: `a|554|8|554`. */
export function imageMapHandle(mapId: number, version: string): string {
  return prefixed('a', version, version40, `${mapId}|${imageMapCode}|${mapId}`)
}

/** Accepts `a|554|8|554` and `554|8|554`. Throws `invalid-parameter`. */
export function parseImageMapHandle(handle: string): number {
  const found = /^(?:a\|)?\d{1,15}\|8\|(\d{1,15})$/.exec(handle.trim())
  if (!found) throw badHandle('imageMapHandle', handle, 'a|554|8|554')
  return Number(found[1])
}

/** A metadata field: `m|21|IMAGE|Colour`; before 4.0 fields of all types say `ALL`. */
export function metadataFieldHandle(
  field: { company_id: number; asset_type: string; name: string },
  version: string,
): string {
  if (version >= version40) return fieldHandleOf(field)
  return fieldHandleOf(field).slice(2).replace('|ASSET|', '|ALL|')
}

/** A property set, which came with 4.0: `ps|941`. */
export function propertySetHandle(setId: number): string {
  return `ps|${setId}`
}

/** A property set type, which came with 4.0: `pt|10801`. */
export function propertySetTypeHandle(typeId: number): string {
  return `pt|${typeId}`
}

interface NamedJob {
  readonly id: number
  readonly company_id: number
  readonly name: string
}

interface SubmittedJob {
  readonly company_id: number
  readonly original_name: string
}

/** A run of a job: `j|110||<name>|<id>`. */
export function jobHandle(job: NamedJob, version: string): string {
  if (version < version40) return `${job.company_id}||${job.name}`
  return `j|${job.company_id}||${job.name}|${job.id}`
}

/** A job as it was submitted: `j|110|<original name>||`. */
export function submittedJobHandle(job: SubmittedJob, version: string): string {
  if (version < version40) return `${job.company_id}|${job.original_name}|`
  return `j|${job.company_id}|${job.original_name}||`
}

/** What a job handle says. */
export type JobHandle = JobReference & {
  readonly companyId: number
  /** True for one run of a job, false for a job as it was submitted. */
  readonly isRun: boolean
}

/** Accepts every shape of both kinds, with the letter or without. Throws `invalid-parameter`. */
export function parseJobHandle(handle: string): JobHandle {
  const parts = handle.trim().replace(/^j\|/, '').split('|')
  const [company = '', submitted = '', run = '', id = ''] = parts
  const name = run === '' ? submitted : run
  const isId = /^\d{1,15}$/.test(id)
  if (!/^\d{1,9}$/.test(company) || parts.length > 4 || (!isId && (id !== '' || name === '')))
    throw badHandle('jobHandle', handle, 'j|1||name|7 or j|1|name||')
  const companyId = Number(company)
  return isId
    ? { id: Number(id), companyId, isRun: true }
    : { companyId, originalName: name, isRun: run !== '' }
}

function badHandle(field: string, handle: string, example: string): DarkroomError {
  return new DarkroomError(
    'invalid-parameter',
    `${field}: '${handle.slice(0, 80)}' is no handle such as ${example}.`,
    {
      field,
    },
  )
}
