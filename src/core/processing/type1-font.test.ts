import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestRun, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

const clear = `%!PS-AdobeFont-1.0: Darkroom-DemiOblique 001.005
12 dict begin
/FontInfo 9 dict dup begin
/version (001.005) readonly def
/Notice (Made \\(well\\) in 2026) readonly def
/FullName (Darkroom Demi Oblique) readonly def
/FamilyName (Darkroom) readonly def
/Weight (Demi) readonly def
/ItalicAngle -12 def
end readonly def
/FontName /Darkroom-DemiOblique def
currentfile eexec
`
const described = {
  'font.PostScriptName': 'Darkroom-DemiOblique',
  'font.FullName': 'Darkroom Demi Oblique',
  'font.Family': 'Darkroom',
  'font.Style': 'Demi',
  'font.Weight': '600',
  'font.Italic': 'true',
  'font.Version': '001.005',
  'font.Copyright': 'Made (well) in 2026',
}
/** Behind `eexec` nothing is readable; what looks like names there is none. */
const secret = '/FamilyName (Other) def'

function segment(kind: number, text: string): Buffer {
  const head = Buffer.from([0x80, kind, 0, 0, 0, 0])
  head.writeUInt32LE(text.length, 2)
  return Buffer.concat([head, Buffer.from(text, 'latin1')])
}

const afm = `StartFontMetrics 4.1\r
Comment Made for tests\r
FontName Darkroom-DemiOblique\r
FullName Darkroom Demi Oblique\r
FamilyName Darkroom\r
Weight Demi\r
ItalicAngle -12\r
Version 001.005\r
Notice Made (well) in 2026\r
StartCharMetrics 1\r
C 32 ; WX 278 ; N space ; B 0 0 0 0 ;\r
EndCharMetrics\r
EndFontMetrics\r
`

function pfm(): Buffer {
  const file = Buffer.alloc(200)
  file.writeUInt16LE(0x100, 0)
  file.writeUInt32LE(file.length, 2)
  file.write('Made in 2026', 6, 'latin1')
  file.writeUInt16LE(0x81, 66)
  file.writeUInt8(1, 80)
  file.writeUInt16LE(600, 83)
  file.writeUInt32LE(150, 105)
  file.writeUInt32LE(170, 139)
  file.write('Darkroom\0', 150, 'latin1')
  file.write('Darkroom-DemiOblique\0', 170, 'latin1')
  return file
}

describe('Type 1 fonts', () => {
  it.each([
    ['in segments', 'a.pfb', Buffer.concat([segment(1, clear), segment(2, secret)])],
    ['as text', 'a.pfa', clear + secret],
  ])('%s are described by their readable part', async (_what, name, content) => {
    expect(await run.process(name, content)).toEqual({
      assetType: 'Font',
      mimeType: 'application/x-font-type1',
      metadata: { ...described, 'font.Outlines': 'Type1' },
      derived: [],
      warnings: [],
    })
  })

  it('have their metrics beside them, as text or for Windows', async () => {
    const kept = { assetType: 'Font', derived: [], warnings: [] }
    expect(await run.process('a.afm', afm)).toMatchObject({ ...kept, metadata: described })
    const forWindows = await run.process('a.pfm', pfm())
    expect(forWindows).toMatchObject({ ...kept, mimeType: 'application/x-font-pfm' })
    expect(forWindows.metadata).toEqual({
      'font.PostScriptName': 'Darkroom-DemiOblique',
      'font.Family': 'Darkroom',
      'font.Weight': '600',
      'font.Italic': 'true',
      'font.Copyright': 'Made in 2026',
    })
  })

  it('without a name have a warning, also where they are cut off', async () => {
    expect((await run.process('a.pfb', segment(1, '%!'))).warnings).toEqual([
      '"a.pfb" does not tell its name.',
    ])
    expect((await run.process('a.pfm', pfm().subarray(0, 120))).warnings).toEqual([
      '"a.pfm" does not tell its name.',
    ])
  })
})
