import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFolderOnce } from './create-folder-once.ts'

let parent: string
let target: string

beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'darkroom-folder-'))
  target = path.join(parent, 'wanted')
})

afterEach(() => rm(parent, { recursive: true }))

const fillWith = (text: string) => (folder: string) => writeFile(path.join(folder, 'file'), text)

describe('createFolderOnce', () => {
  it('keeps one whole result of many at once', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => createFolderOnce(target, fillWith(text))))
    expect(await readdir(parent)).toEqual(['wanted'])
    expect(await readFile(path.join(target, 'file'), 'utf8')).toMatch(/^[abcd]$/)
  })

  it('leaves nothing behind when it fails', async () => {
    const fail = async (folder: string) => {
      await fillWith('half')(folder)
      throw new Error('disk is full')
    }
    await expect(createFolderOnce(target, fail)).rejects.toThrow('disk is full')
    expect(await readdir(parent)).toEqual([])
  })

  it('removes what a killed process left, and nothing that may still be worked on', async () => {
    for (const name of ['wanted.old.new', 'wanted.young.new', 'other.old.new']) {
      await mkdir(path.join(parent, name))
      const minutes = name.includes('old') ? 11 : 1
      const time = new Date(Date.now() - minutes * 60_000)
      await utimes(path.join(parent, name), time, time)
    }
    await createFolderOnce(target, fillWith('a'))
    expect((await readdir(parent)).sort()).toEqual(['other.old.new', 'wanted', 'wanted.young.new'])
  })
})
