import { describe, expect, it } from 'vitest'
import { encodingPreset } from './video-preset.ts'

const preset = (properties: Readonly<Record<string, string>>) =>
  encodingPreset(
    'presets',
    'ps|1',
    Object.entries(properties).map(([name, value]) => ({ name, value })),
  )

describe('encodingPreset', () => {
  it('reads the fields of a VideoEncoding, and keeps the rest as advanced settings', () => {
    expect(
      preset({
        name: 'HD',
        VideoBitrate: '3000',
        frameRate: '29.97',
        twoPass: 'TRUE',
        width: ' ',
        adaptiveSet: 'Web',
        aspectRatio: '16:9',
        tune: 'film',
      }),
    ).toEqual({
      adaptiveSet: 'Web',
      aspectRatio: '16:9',
      encoding: {
        name: 'HD',
        fileSuffix: '',
        videoBitrate: 3000,
        audioBitrate: 0,
        frameRate: 29.97,
        twoPass: true,
        advancedSettings: { items: [{ name: 'tune', value: 'film' }] },
      },
    })
  })

  it.each([
    ['width', 'wide', 'a number from 0 on'],
    ['videoBitrate', '-1', 'a number from 0 on'],
    ['twoPass', 'maybe', 'true or false'],
  ])('refuses %s "%s"', (name, value, expected) => {
    expect(() => preset({ [name]: value })).toThrow(
      `presets: the preset 'ps|1' has ${name} "${value}"; expected ${expected}.`,
    )
  })
})
