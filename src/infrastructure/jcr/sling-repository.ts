import { buffer } from 'node:stream/consumers'
import { DarkroomError } from '../../core/errors.ts'
import type { ContentRepository, RepositoryNode, WebClient, WebResource } from '../../core/ports.ts'
import { TransientError } from '../../core/transient-error.ts'

/** The listing of one folder; with the 150 bytes of a child, room for half a million. */
const maxListingBytes = 64 * 1024 * 1024
const maxListingSeconds = 120

export interface SlingLimits {
  /** Size of one file. */
  readonly maxFileBytes: number
  readonly maxFetchSeconds: number
}

/** Node types that hold others. */
const folderTypes = new Set(['sling:Folder', 'sling:OrderedFolder', 'nt:folder', 'nt:unstructured'])

/**
 * A JCR repository as Apache Sling and AEM expose it: a node and its children as JSON (`<path>.1.json`), the bytes of an asset at
 * `jcr:content/renditions/original`, properties written by a POST to the node.
 */
export class SlingRepository implements ContentRepository {
  readonly #base: string
  readonly #web: WebClient
  readonly #limits: SlingLimits
  readonly write?: NonNullable<ContentRepository['write']>

  /** @param base with user and password where they are needed, without a closing slash */
  constructor(base: string, web: WebClient, limits: SlingLimits, { write }: { readonly write: boolean }) {
    this.#base = base
    this.#web = web
    this.#limits = limits
    if (write) this.write = async (node, properties, signal) => await this.#post(node, properties, signal)
  }

  async node(path: string, signal: AbortSignal): Promise<RepositoryNode | undefined> {
    const json = await this.#json(`${path}.0.json`, signal)
    return json && nodeOf(path, json)
  }

  async children(path: string, signal: AbortSignal): Promise<readonly RepositoryNode[]> {
    const json = await this.#json(`${path}.1.json`, signal)
    return Object.entries(json ?? {})
      .flatMap(([name, value]) => (isObject(value) ? nodeOf(`${path}/${name}`, value) : []))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  }

  async download(
    { path, kind }: Pick<RepositoryNode, 'path' | 'kind'>,
    signal: AbortSignal,
  ): Promise<WebResource> {
    const { maxFileBytes, maxFetchSeconds } = this.#limits
    const place = kind === 'asset' ? `${path}/jcr:content/renditions/original` : path
    return await this.#web.get(this.#url(place), {
      signal,
      maxBytes: maxFileBytes,
      maxSeconds: maxFetchSeconds,
    })
  }

  async #post(
    { path, kind }: Pick<RepositoryNode, 'path' | 'kind'>,
    properties: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<void> {
    const form = new URLSearchParams({ _charset_: 'utf-8' })
    for (const [name, value] of Object.entries(properties)) form.append(`./${name}`, value)
    const place = kind === 'asset' ? `${path}/jcr:content/metadata` : `${path}/jcr:content`
    const { status } = await this.#web.post(
      this.#url(place),
      {
        contentType: 'application/x-www-form-urlencoded; charset=utf-8',
        text: form.toString(),
        headers: { accept: 'application/json' },
      },
      { signal },
    )
    if (status >= 400)
      throw new DarkroomError(
        'bad-file',
        `writing the properties of ${path} back was answered with status ${status}.`,
      )
  }

  /** Undefined: there is no such thing. */
  async #json(path: string, signal: AbortSignal): Promise<Readonly<Record<string, unknown>> | undefined> {
    const limits = { signal, maxBytes: maxListingBytes, maxSeconds: maxListingSeconds }
    const resource = await this.#web.get(this.#url(path), limits).catch((error: unknown) => {
      if (error instanceof DarkroomError && / status 404;/.test(error.message)) return undefined
      throw error
    })
    if (resource === undefined) return undefined
    const text = (await buffer(resource.body)).toString('utf8')
    try {
      const value: unknown = JSON.parse(text)
      if (isObject(value)) return value
    } catch (cause) {
      throw new TransientError(`The JCR repository answered ${path} with something that is no JSON.`, {
        cause,
      })
    }
    throw new DarkroomError(
      'bad-file',
      `The JCR repository answered ${path} with a list; expected an object.`,
    )
  }

  #url(path: string): string {
    const segments = path.split('/').map((segment) => encodeURIComponent(segment).replaceAll('%3A', ':'))
    return this.#base + segments.join('/')
  }
}

function nodeOf(path: string, json: Readonly<Record<string, unknown>>): RepositoryNode {
  const type = json['jcr:primaryType']
  const created = new Date(typeof json['jcr:created'] === 'string' ? json['jcr:created'] : Number.NaN)
  const name = path.slice(path.lastIndexOf('/') + 1)
  return {
    name,
    path,
    kind: kindOf(typeof type === 'string' ? type : '', name),
    createdAt: Number.isNaN(created.getTime()) ? undefined : created,
  }
}

function kindOf(type: string, name: string): RepositoryNode['kind'] {
  if (type === 'dam:Asset') return 'asset'
  if (type === 'nt:file') return 'file'
  // What describes a node lies in its jcr:content, and access rules in rep:policy.
  return folderTypes.has(type) && !name.includes(':') ? 'folder' : 'other'
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
