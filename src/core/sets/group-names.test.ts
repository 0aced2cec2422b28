import { describe, expect, it } from 'vitest'
import { groupNames } from './group-names.ts'
import { setScriptOf } from './set-script.ts'

function script(properties: Readonly<Record<string, string>>, typeName = 'SetGenerationScript') {
  return setScriptOf({
    id: 9,
    typeId: 1,
    typeName,
    properties: Object.entries(properties).map(([name, value]) => ({ name, value })),
  })
}

/** `folder/name` or just a name; ids in the order given. */
function groups(properties: Readonly<Record<string, string>>, ...names: string[]) {
  const assets = names.map((path, i) => {
    const [folder = '', name = ''] = path.includes('/') ? path.split('/') : ['', path]
    return { id: i + 1, name, folder: `Demo/${folder}`, folderId: folder.length + 1 }
  })
  return groupNames(script(properties), assets).map(({ setName, destFolder, members }) => [
    setName,
    members.map(({ name }) => name).join(' '),
    ...(destFolder === undefined ? [] : [destFolder]),
  ])
}

describe('groupNames', () => {
  const match = '(?<base>.+?)(?:[-_](?<view>\\d+|front|side))?'
  it.each([
    ['by number', { match }, ['a-10', 'a-9', 'a-1'], [['a-set', 'a-1 a-9 a-10']]],
    ['one without a view first', { match }, ['a-1', 'a', 'a-2'], [['a-set', 'a a-1 a-2']]],
    [
      'by the order of views, others after them',
      { match, viewOrder: 'side, front' },
      ['a-1', 'a_front', 'a_side'],
      [['a-set', 'a_side a_front a-1']],
    ],
    ['in any case', { match }, ['Shoe-1', 'shoe-2'], [['Shoe-set', 'Shoe-1 shoe-2']]],
    [
      'apart by folder',
      { match },
      ['x/a-1', 'yy/a-2'],
      [
        ['a-set', 'a-1'],
        ['a-set', 'a-2'],
      ],
    ],
    ['in any folder', { match, anyFolder: 'true' }, ['x/a-1', 'yy/a-2'], [['a-set', 'a-1 a-2']]],
    [
      'with names and folders from groups',
      {
        match: '(?<brand>[a-z]+)\\.(?<base>\\w+)-(?<view>\\d)',
        setName: '{brand} {base}',
        destFolder: 'sets/{brand}',
      },
      ['acme.shoe-2', 'acme.shoe-1', 'other-1'],
      [['acme shoe', 'acme.shoe-1 acme.shoe-2', 'sets/acme']],
    ],
    ['whole names only', { match: '(?<base>a)-(?<view>\\d)' }, ['a-1', 'a-12', 'ba-1'], [['a-set', 'a-1']]],
    [
      'upper case apart',
      { match: '(?<base>[a-z]+)-(?<view>\\d)', matchCase: 'true' },
      ['a-1', 'A-2'],
      [['a-set', 'a-1']],
    ],
  ])('groups %s', (_case, properties, names, expected) => {
    expect(groups(properties, ...names)).toEqual(expected)
  })

  // Without it this test would not end.
  it('comes to an end for a pattern that makes other expressions run for years', () => {
    expect(groups({ match: '(?<base>(a+)+)b' }, 'a'.repeat(250))).toEqual([])
  })
})

describe('setScriptOf', () => {
  const match = '(?<base>.+)-(?<view>.)'
  it('has defaults', () => {
    const made = script({ match })
    expect({ ...made, match: undefined }).toEqual({
      id: 9,
      name: 'ps|9',
      setType: 'ImageSet',
      match: undefined,
      viewOrder: [],
      setName: '{base}-set',
      minAssets: 2,
      assetTypes: expect.arrayContaining(['Image', 'RenderSet']),
      anyFolder: false,
    })
  })

  it.each([
    [{}, 'has no property match'],
    [{ match: '(' }, 'is no regular expression'],
    [{ match: 'a-(?<view>.)' }, 'has no group named base'],
    [{ match: `(?<base>${'a'.repeat(600)})` }, 'at most 500'],
    [{ match: '(?<base>((a{100}){100}){100})' }, 'is no regular expression'],
    [{ match, setType: 'Image' }, "the setType 'Image'; expected one of ImageSet, SpinSet"],
    [{ match, viewOder: 'a' }, 'has the property viewOder; known are name'],
    [{ match, setName: '{colour}' }, 'has {colour} in setName; the groups of match are base, view'],
    [{ match, setName: 'a/b' }, 'a folder goes into destFolder'],
    [{ match, minAssets: '0' }, "has the minAssets '0'"],
    [{ match, anyFolder: 'yes' }, "has the anyFolder 'yes'; expected true or false"],
    [
      { match, setType: 'SpinSet', assetTypes: 'Image, Video' },
      "has the assetTypes 'Video'; SpinSet takes Image",
    ],
  ])('refuses %j', (properties, said) => {
    expect(() => script(properties)).toThrow(said)
  })

  it('refuses a set of another type', () => {
    expect(() => script({ match }, 'VideoEncodingPreset')).toThrow('is of the type VideoEncodingPreset')
  })
})
