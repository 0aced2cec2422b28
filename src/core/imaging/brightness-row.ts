import { fourFloats, type RowSharpener, rowSharpener, sharpenerModule } from './sharpen-row.ts'
import {
  type Code,
  end,
  f32Const,
  f32x4Abs,
  f32x4Add,
  f32x4AtLeast,
  f32x4Multiply,
  f32x4Splat,
  f32x4Subtract,
  floatsToInts,
  get,
  i32Add,
  i32Const,
  i32LessThan,
  intsToSignedWords,
  intsToWords,
  loop,
  repeatIf,
  set,
  shuffleFloats,
  signedWordsToBytes,
  tee,
  vectorAnd,
  vectorLoad,
  vectorStore,
} from './wasm-code.ts'

const vectorBytes = 16
/** Three vectors hold whole pixels: 16 of 8 bits, 8 of 16 bits. */
const stepBytes = 3 * vectorBytes
/** Rec. 601, the weights that JPEG makes brightness with. */
const [redWeight, greenWeight, blueWeight] = [0.299, 0.587, 0.114]

/**
 * As `createRowSharpener`, for the brightness of RGB: `widen` gives one float a pixel, and `sharpen`, given the blurred
 * brightness of each pixel, moves its R, G and B by the same. For rows of exactly `width` pixels, of 16 bits per sample
 * when `deep`.
 */
export function createBrightnessSharpener(width: number, deep: boolean): RowSharpener {
  const samples = width * 3
  const steps = Math.ceil((samples * (deep ? 2 : 1)) / stepBytes)
  const floatBytes = steps * floatBytesOfStep(deep)
  return rowSharpener(compiled, { samples, floats: width, deep, rowBytes: steps * stepBytes, floatBytes })
}

/** Of the floats, one a pixel, that belong to a step. */
function floatBytesOfStep(deep: boolean): number {
  return groups(deep) * vectorBytes
}

/** Four pixels are worked on at a time: three vectors of floats. */
function groups(deep: boolean): number {
  return deep ? 2 : 4
}

/** Both kinds of functions have these in common. */
const [row, floats, rowEnd, amount, least] = [0, 1, 2, 3, 4]

/** Where the three floats of each of four pixels are, in two steps: out of the first two vectors, then with the third. */
const places = [
  [redWeight, [0, 3, 6, 6], [0, 1, 2, 5]],
  [greenWeight, [1, 4, 7, 7], [0, 1, 2, 6]],
  [blueWeight, [2, 5, 5, 5], [0, 1, 4, 7]],
] as const
/** Which of four pixels the floats of each of the three vectors belong to. */
const pixelsOfFloats = [
  [0, 0, 0, 1],
  [1, 1, 2, 2],
  [2, 3, 3, 3],
] as const

/** Sets three locals to the floats of the four pixels of a group. */
function loadGroup(group: number, first: number, samples: number, deep: boolean): Code {
  const perVector = deep ? 2 : 4
  return [0, 1, 2].flatMap((i) => {
    const part = 3 * group + i
    return [
      ...[...get(row), ...vectorLoad(Math.floor(part / perVector) * vectorBytes), ...set(samples)],
      ...[...fourFloats(samples, part % perVector, deep), ...set(first + i)],
    ]
  })
}

/** The brightness of the four pixels in three locals. */
function brightness(first: number): Code {
  const weighted = places.map(([weight, two, three]) => [
    ...[...get(first), ...get(first + 1), ...shuffleFloats(two)],
    ...[...get(first + 2), ...shuffleFloats(three), ...f32Const(weight), ...f32x4Splat, ...f32x4Multiply],
  ])
  return [...weighted.flat(), ...f32x4Add, ...f32x4Add]
}

function next(deep: boolean): Code {
  return [
    ...[...get(floats), ...i32Const(floatBytesOfStep(deep)), ...i32Add, ...set(floats)],
    ...[...get(row), ...i32Const(stepBytes), ...i32Add, ...tee(row)],
    ...[...get(rowEnd), ...i32LessThan, ...repeatIf],
  ]
}

function widenBody(deep: boolean): Code {
  const [samples, first] = [3, 4]
  const each = Array.from({ length: groups(deep) }, (_, group) => [
    ...[...loadGroup(group, first, samples, deep), ...get(floats), ...brightness(first)],
    ...vectorStore(group * vectorBytes),
  ])
  return [...loop, ...each.flat(), ...next(deep), ...end]
}

function sharpenBody(deep: boolean): Code {
  const [samples, first, difference, result] = [5, 6, 9, 10]
  const change: Code = [
    ...[...get(difference), ...get(difference), ...f32x4Abs, ...get(least), ...f32x4Splat, ...f32x4AtLeast],
    ...[...vectorAnd, ...get(amount), ...f32x4Splat, ...f32x4Multiply, ...set(difference)],
  ]
  const sharpened = (i: number): Code => [
    ...[...get(first + i), ...get(difference), ...get(difference), ...shuffleFloats(pixelsOfFloats[i] ?? [])],
    ...[...f32x4Add, ...f32Const(0.5), ...f32x4Splat, ...f32x4Add, ...floatsToInts],
  ]
  const perVector = deep ? 2 : 4
  const store = (part: number): Code => [
    ...[...set(result), ...get(row), ...get(result)],
    ...vectorStore(Math.floor(part / perVector) * vectorBytes),
  ]
  /** Two parts become one, and where these are bytes two of those one again. */
  const join = (part: number): Code => {
    if (part % 2 === 0) return []
    if (deep) return [...intsToWords, ...store(part)]
    return part % 4 === 1 ? intsToSignedWords : [...intsToSignedWords, ...signedWordsToBytes, ...store(part)]
  }
  const each = Array.from({ length: groups(deep) }, (_, group) => [
    ...[...loadGroup(group, first, samples, deep), ...brightness(first)],
    ...[...get(floats), ...vectorLoad(group * vectorBytes), ...f32x4Subtract, ...set(difference), ...change],
    ...[0, 1, 2].flatMap((i) => [...sharpened(i), ...join(3 * group + i)]),
  ])
  return [...loop, ...each.flat(), ...next(deep), ...end]
}

const compiled = sharpenerModule((deep) => ({
  integers: 0,
  widen: { vectors: 4, body: widenBody(deep) },
  sharpen: { vectors: 6, body: sharpenBody(deep) },
}))
