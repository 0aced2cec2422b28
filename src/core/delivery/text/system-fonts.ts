import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type FontFace, readFontFaces } from './font-file.ts'

/** Where systems keep their fonts. */
const folders = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  join(homedir(), '.fonts'),
  join(homedir(), '.local/share/fonts'),
  '/Library/Fonts',
  '/System/Library/Fonts',
]

const maxFiles = 5_000

let known: Promise<readonly FontFace[]> | undefined

/** The faces of the fonts that are installed on this machine, in order of their paths; read once. */
export function systemFonts(): Promise<readonly FontFace[]> {
  known ??= readAll()
  return known
}

async function readAll(): Promise<FontFace[]> {
  const files = (await Promise.all(folders.map(fontFiles))).flat().slice(0, maxFiles)
  const faces: FontFace[] = []
  // A file that can not be read is a font less, not a failure.
  for (const file of files) faces.push(...(await readFontFaces(file).catch(() => [])))
  return faces
}

async function fontFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  return names
    .filter((name) => /\.(ttf|otf|ttc|otc)$/i.test(name))
    .sort()
    .map((name) => join(folder, name))
}
