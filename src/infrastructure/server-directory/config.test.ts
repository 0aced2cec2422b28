import { expect, it } from 'vitest'
import { serverDirsConfig } from './config.ts'

it.each([
  [undefined, []],
  ['', []],
  ['/srv/in', ['/srv/in']],
  ['/srv/in:/srv/of others', ['/srv/in', '/srv/of others']],
  [':/srv/in::', ['/srv/in']],
])('DARKROOM_SERVER_DIRS=%j opens %j', (text, folders) => {
  expect(serverDirsConfig({ DARKROOM_SERVER_DIRS: text })).toEqual(folders)
})

it.each(['in', '/srv/in:in', '~/in'])('refuses the relative path in %j', (text) => {
  expect(() => serverDirsConfig({ DARKROOM_SERVER_DIRS: text })).toThrow(
    /DARKROOM_SERVER_DIRS holds "(in|~\/in)"/,
  )
})
