import { readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const source = fileURLToPath(new URL('../src', import.meta.url))

/**
 * The part that a file belongs to, by its path below `src`: its first folder, of `faces/` also the second, or the file
 * itself where it lies in no folder.
 */
function partOf(file: string): string {
  return /^(faces\/[^/]+(?=\/)|[^/]+)/.exec(file)?.[0] ?? file
}

/** Whether a part may import another; npm packages are for all. */
function maySee(part: string, other: string): boolean {
  if (part === other) return true
  if (part === 'main.ts') return true
  if (other === 'main.ts') return false
  if (part === 'commands') return true
  if (other === 'commands') return false
  if (part === 'app.ts') return true
  if (other === 'app.ts') return false
  // The composition root's half for the HTTP process.
  if (part === 'http.ts') return other !== 'infrastructure'
  if (other === 'http.ts') return false
  if (part === 'infrastructure') return other === 'core'
  // Both speak the contract of the IPS API.
  if (part === 'faces/uploads' && other === 'faces/ips') return true
  if (part.startsWith('faces/')) return ['core', 'soap', 'faces'].includes(other)
  if (part === 'faces') return ['core', 'soap'].includes(other)
  return false
}

/** What a module imports, in any form: `import`, `import type`, `export from` and `import()`. */
function importsOf(text: string): string[] {
  const forms =
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
  return [...text.matchAll(forms)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

/** What is wrong with the imports of one file, given by its path below `src`. */
function wrongImports(file: string, text: string): string[] {
  return importsOf(text).flatMap((specifier) => {
    if (!specifier.startsWith('.')) return []
    const target = posix.join(posix.dirname(file), specifier)
    return maySee(partOf(file), partOf(target)) ? [] : [`${file} imports ${target}`]
  })
}

async function modules(): Promise<string[]> {
  const files = await readdir(source, { recursive: true })
  return files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
}

describe('the layout of src', () => {
  it('has only imports along its arrows', async () => {
    const files = await modules()
    expect(files.length).toBeGreaterThan(100)
    const wrong = await Promise.all(
      files.map(async (file) => wrongImports(file, await readFile(join(source, file), 'utf8'))),
    )
    expect(wrong.flat()).toEqual([])
  })

  it('knows every part', async () => {
    const parts = new Set((await modules()).map(partOf).filter((part) => !part.startsWith('faces/')))
    expect([...parts].sort()).toEqual([
      'app.ts',
      'commands',
      'core',
      'faces',
      'http.ts',
      'infrastructure',
      'main.ts',
      'soap',
    ])
  })

  it('has no cycle between its parts', async () => {
    const parts = [...new Set((await modules()).map(partOf))]
    const mutual = parts.flatMap((a) =>
      parts.filter((b) => a < b && reaches(a, b) && reaches(b, a)).map((b) => [a, b]),
    )
    expect(mutual).toEqual([])

    function reaches(from: string, to: string, seen = new Set<string>()): boolean {
      seen.add(from)
      return parts.some(
        (next) => maySee(from, next) && (next === to || (!seen.has(next) && reaches(next, to, seen))),
      )
    }
  })
})

describe('the check of imports', () => {
  it.each([
    ['soap/read.ts', "import { DarkroomError } from '../core/errors.ts'"],
    ['soap/read.ts', "import { x } from '../faces/server.ts'"],
    ['core/jobs/job.ts', "import type { Operation } from '../../faces/ips/operation.ts'"],
    ['core/jobs/job.ts', "export { parseXml } from '../../soap/xml.ts'"],
    ['core/ports.ts', "import '../infrastructure/storage/file.ts'"],
    ['core/ports.ts', "const file = await import('../infrastructure/storage/file.ts')"],
    ['infrastructure/storage/file.ts', "import {\n  a,\n  b,\n} from '../../faces/server.ts'"],
    ['infrastructure/storage/file.ts', "import { createApp } from '../../app.ts'"],
    ['faces/images/view.ts', "import { FileBlobStore } from '../../infrastructure/storage/file.ts'"],
    ['faces/images/view.ts', "import { fault } from '../ips/faults.ts'"],
    ['faces/ips/endpoint.ts', "import { receive } from '../uploads/receive.ts'"],
    ['faces/server.ts', "import { endpoint } from './ips/endpoint.ts'"],
    ['app.ts', "import { serve } from './commands/serve.ts'"],
    ['http.ts', "import { FileBlobStore } from './infrastructure/storage/file.ts'"],
    ['faces/server.ts', "import { httpFaces } from '../http.ts'"],
    ['core/jobs/job.ts', "import { startTestApp } from '../../../test/support/app.ts'"],
    ['utilities/strings.ts', "import { Db } from '../core/tables.ts'"],
    ['commands/serve.ts', "import { main } from '../main.ts'"],
  ])('finds what is wrong in %s: %s', (file, text) => {
    expect(wrongImports(file, text)).toHaveLength(1)
  })

  it.each([
    ['soap/read.ts', "import { parse } from './xml.ts'\nimport { SaxesParser } from 'saxes'"],
    ['core/jobs/job.ts', "import { asset } from '../assets/asset.ts'\nimport { sql } from 'kysely'"],
    ['infrastructure/storage/file.ts', "import type { BlobStore } from '../../core/ports.ts'"],
    ['faces/uploads/servlet.ts', "import { faultFor } from '../ips/faults.ts'"],
    ['app.ts', "import { FileBlobStore } from './infrastructure/storage/file.ts'"],
    ['commands/serve.ts', "import { createApp } from '../app.ts'"],
    ['main.ts', "import { serve } from './commands/serve.ts'"],
  ])('allows in %s: %s', (file, text) => {
    expect(wrongImports(file, text)).toEqual([])
  })
})
