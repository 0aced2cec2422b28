import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WorkFolders } from './work-folders.ts'

let parent: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'work-folders-'))
})
afterEach(() => rm(parent, { recursive: true }))

it('gives each taker an empty folder of its own, and one that was left empty again', async () => {
  const folders = new WorkFolders(parent)
  const [first, second] = [await folders.take(), await folders.take()]
  expect(first).not.toBe(second)
  await folders.giveBack(first)
  expect(await folders.take()).toBe(first)
  expect(await readdir(first)).toEqual([])
})

it('removes a folder with files in it, and one whose work may go on', async () => {
  const folders = new WorkFolders(parent)
  const [full, abandoned] = [await folders.take(), await folders.take()]
  await writeFile(join(full, 'left.tif'), 'x')
  await folders.giveBack(full)
  await folders.remove(abandoned)
  expect(await readdir(parent)).toEqual([])
  const next = await folders.take()
  expect([full, abandoned]).not.toContain(next)
})
