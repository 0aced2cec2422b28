import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { srgbFormulaProfile, srgbFormulaProfilePath, srgbProfile, srgbProfilePath } from './srgb-profile.ts'

it.each([
  ['table', srgbProfilePath, srgbProfile],
  ['formula', srgbFormulaProfilePath, srgbFormulaProfile],
])('the file of sRGB with a %s is what its source makes', async (_, path, profile) => {
  expect((await readFile(path)).equals(profile)).toBe(true)
})
