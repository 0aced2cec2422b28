import { describe, expect, it } from 'vitest'
import { chooseFont } from './choose-font.ts'
import type { FontFace } from './font-file.ts'

function face(family: string, style: string, weight = 400, italic = false): FontFace {
  const postScriptName = `${family.replaceAll(' ', '')}-${style.replaceAll(' ', '')}`
  return { path: `/${postScriptName}`, index: 0, family, style, postScriptName, weight, italic, width: 5 }
}

const faces = [
  face('House', 'Regular'),
  face('Liberation Sans', 'Regular'),
  face('Liberation Sans', 'Bold', 700),
  face('Liberation Sans', 'Bold Italic', 700, true),
  face('Liberation Serif', 'Regular'),
  face('Liberation Mono', 'Regular'),
]

describe('chooseFont', () => {
  it.each([
    ['House', {}, 'House-Regular', ''],
    ['house', { bold: true }, 'House-Regular', 'embolden'],
    ['House', { italic: true }, 'House-Regular', 'slant'],
    ['LiberationSans-Bold', {}, 'LiberationSans-Bold', ''],
    ['Liberation Sans', { bold: true, italic: true }, 'LiberationSans-BoldItalic', ''],
    ['Arial', {}, 'LiberationSans-Regular', ''],
    ['Arial-BoldMT', {}, 'LiberationSans-Bold', ''],
    ['Arial-BoldItalicMT', {}, 'LiberationSans-BoldItalic', ''],
    ['LiberationSerif-Bold', {}, 'LiberationSerif-Regular', 'embolden'],
    ['Times New Roman', {}, 'LiberationSerif-Regular', ''],
    ['Courier New', { italic: true }, 'LiberationMono-Regular', 'slant'],
    [undefined, {}, 'LiberationSans-Regular', ''],
  ])('gives %s %o the face %s %s', (name, style, found, lacks) => {
    const chosen = chooseFont(faces, { name, bold: false, italic: false, ...style })
    expect(chosen?.face.postScriptName).toBe(found)
    expect([chosen?.embolden && 'embolden', chosen?.slant && 'slant'].filter(Boolean).join()).toBe(lacks)
  })

  it('takes any font rather than none', () => {
    expect(
      chooseFont([face('Odd', 'Regular')], { name: 'Arial', bold: false, italic: false })?.face.family,
    ).toBe('Odd')
    expect(chooseFont([], { name: 'Arial', bold: false, italic: false })).toBeUndefined()
  })
})
