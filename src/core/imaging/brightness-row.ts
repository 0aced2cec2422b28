import type { Samples } from './background.ts'
import { fourFloats } from './sharpen-row.ts'
import {
  type Code,
  end,
  f32Const,
  f32x4Add,
  f32x4Splat,
  floatsToInts,
  get,
  I32,
  i32Add,
  i32Const,
  i32LessThan,
  instantiate,
  intsToSignedWords,
  intsToWords,
  loop,
  repeatIf,
  set,
  shuffleFloats,
  signedWordsToBytes,
  tee,
  vectorLoad,
  vectorStore,
  wasmModule,
} from './wasm-code.ts'

/** Changes whole rows of RGB pixels, 48 bytes of them at a time. */
export interface RowBrightener {
  /** For each pixel what is added to its R, G and B: to be filled before `add`, which leaves it as it is. */
  readonly changes: Float32Array
  /** Adds the changes; rounds and clamps. */
  add(row: Samples): void
}

/** Three vectors hold whole pixels: 16 of 8 bits, 8 of 16 bits. */
const stepBytes = 48

/** For rows of exactly `width` RGB pixels, of 16 bits per sample when `deep`. */
export function createRowBrightener(width: number, deep: boolean): RowBrightener {
  const sampleBytes = deep ? 2 : 1
  const steps = Math.ceil((width * 3 * sampleBytes) / stepBytes)
  const changesAt = steps * stepBytes
  const { memory, functions } = instantiate(
    compiled,
    changesAt + (changesAt / 3 / sampleBytes) * Float32Array.BYTES_PER_ELEMENT,
  )
  const { add8, add16 } = functions as Kernels
  const add = deep ? add16 : add8
  const samples = deep ? new Uint16Array(memory, 0, width * 3) : new Uint8Array(memory, 0, width * 3)
  return {
    changes: new Float32Array(memory, changesAt, width),
    add: (row) => {
      samples.set(row)
      add(0, changesAt, changesAt)
      row.set(samples)
    },
  }
}

type Add = (row: number, changes: number, end: number) => void
interface Kernels {
  readonly add8: Add
  readonly add16: Add
}

const [row, changes, rowEnd] = [0, 1, 2]
const vectorBytes = 16

/** Which of four pixels the samples of three vectors of floats belong to. */
const pixelsOfSamples = [
  [0, 0, 0, 1],
  [1, 1, 2, 2],
  [2, 3, 3, 3],
] as const

function addBody(deep: boolean): Code {
  const [samples, pixels, result] = [3, 4, 5]
  const perVector = deep ? 2 : 4
  const parts = Array.from({ length: 3 * perVector }, (_, i) => i)
  const changed = (part: number): Code => [
    ...(part % perVector === 0 ? [...get(row), ...vectorLoad(sampleOffset(part)), ...set(samples)] : []),
    ...(part % 3 === 0 ? [...get(changes), ...vectorLoad((part / 3) * vectorBytes), ...set(pixels)] : []),
    ...fourFloats(samples, part % perVector, deep),
    ...[...get(pixels), ...get(pixels), ...shuffleFloats(pixelsOfSamples[part % 3] ?? [])],
    ...[...f32x4Add, ...f32Const(0.5), ...f32x4Splat, ...f32x4Add, ...floatsToInts],
  ]
  const sampleOffset = (part: number) => Math.floor(part / perVector) * vectorBytes
  const store = (part: number): Code => [
    ...[...set(result), ...get(row), ...get(result), ...vectorStore(sampleOffset(part))],
  ]
  const joined = (part: number): Code => {
    if (deep) return part % 2 === 1 ? [...intsToWords, ...store(part)] : []
    if (part % 2 === 0) return []
    return part % 4 === 1 ? intsToSignedWords : [...intsToSignedWords, ...signedWordsToBytes, ...store(part)]
  }
  return [
    ...loop,
    ...parts.flatMap((part) => [...changed(part), ...joined(part)]),
    ...[...get(changes), ...i32Const(deep ? 32 : 64), ...i32Add, ...set(changes)],
    ...[...get(row), ...i32Const(stepBytes), ...i32Add, ...tee(row)],
    ...[...get(rowEnd), ...i32LessThan, ...repeatIf],
    ...end,
  ]
}

const compiled = wasmModule(
  [false, true].map((deep) => ({
    name: deep ? 'add16' : 'add8',
    parameters: [I32, I32, I32],
    integers: 0,
    vectors: 3,
    body: addBody(deep),
  })),
)
