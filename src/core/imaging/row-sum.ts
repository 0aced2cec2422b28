import {
  drop,
  end,
  f32Const,
  f32x4Add,
  f32x4LoadSplat,
  f32x4Multiply,
  f32x4Splat,
  get,
  I32,
  i32Add,
  i32Const,
  i32LessThan,
  i32Load,
  instantiate,
  loop,
  repeatIf,
  set,
  tee,
  vectorLoad,
  vectorStore,
  wasmModule,
} from './wasm-code.ts'

/** Rows of floats in one memory, and the weighted sum of any of them, 16 samples at a time. */
export interface RowSum {
  /** A row of its own, zeros; `samples` is at most what `createRowSum` was told. */
  row(samples: number): Float32Array
  /**
   * `out` = the sum of as many samples at each byte address of `inputs` (as `byteOffset` gives them), each times its
   * weight. Writes and reads up to 15 samples beyond the end of a row: rows have room for that.
   */
  sum(out: Float32Array, inputs: readonly number[], weights: Float64Array): void
}

const samplesAtOnce = 16
const sampleBytes = 4
/** Most inputs of one sum. */
const maxInputs = 256

/** Memory for `rows` rows of up to `samples` samples. Throws RangeError when there is not that much memory. */
export function createRowSum(rows: number, samples: number): RowSum {
  const lists = maxInputs * sampleBytes
  const room = (count: number) => (Math.ceil(count / samplesAtOnce) + 1) * samplesAtOnce * sampleBytes
  const bytes = 2 * lists + rows * room(samples)
  const { memory, functions } = instantiate(compiled, bytes)
  const { sum } = functions as { sum: Kernel }
  const addresses = new Uint32Array(memory, 0, maxInputs)
  const factors = new Float32Array(memory, lists, maxInputs)
  let next = 2 * lists
  return {
    row: (count) => {
      const row = new Float32Array(memory, next, count)
      next += room(count)
      return row
    },
    sum: (out, inputs, weights) => {
      addresses.set(inputs)
      factors.set(weights)
      sum(out.byteOffset, 0, lists, inputs.length * sampleBytes, out.byteLength)
    },
  }
}

type Kernel = (out: number, addresses: number, factors: number, listBytes: number, outBytes: number) => void

// Node compiles JavaScript loops to one sample at a time; this loop is all of a blur's time and runs ten times faster
// on vectors. It is short enough to be written in WebAssembly's own instructions, so there is no build step.
const [out, addresses, factors, listBytes, outBytes, at, entry, input, factor, first] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
]
const vectors = [0, 1, 2, 3]

const kernel = [
  ...loop,
  ...[...f32Const(0), ...f32x4Splat, ...vectors.flatMap((v) => tee(first + v)), ...drop],
  ...[...i32Const(0), ...set(entry)],
  ...loop,
  ...[...get(addresses), ...get(entry), ...i32Add, ...i32Load, ...get(at), ...i32Add, ...set(input)],
  ...[...get(factors), ...get(entry), ...i32Add, ...f32x4LoadSplat, ...set(factor)],
  ...vectors.flatMap((v) => [
    ...[...get(input), ...vectorLoad(16 * v), ...get(factor), ...f32x4Multiply],
    ...[...get(first + v), ...f32x4Add, ...set(first + v)],
  ]),
  ...[
    ...get(entry),
    ...i32Const(4),
    ...i32Add,
    ...tee(entry),
    ...get(listBytes),
    ...i32LessThan,
    ...repeatIf,
  ],
  ...end,
  ...vectors.flatMap((v) => [...get(out), ...get(at), ...i32Add, ...get(first + v), ...vectorStore(16 * v)]),
  ...[...get(at), ...i32Const(64), ...i32Add, ...tee(at), ...get(outBytes), ...i32LessThan, ...repeatIf],
  ...end,
]

const compiled = wasmModule([
  { name: 'sum', parameters: [I32, I32, I32, I32, I32], integers: 3, vectors: 5, body: kernel },
])
