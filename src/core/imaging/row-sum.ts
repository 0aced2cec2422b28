/** The part of WebAssembly used here; the type definitions of Node leave it to those of browsers. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

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
const pageBytes = 65_536
/** Most inputs of one sum. */
const maxInputs = 256

/** Memory for `rows` rows of up to `samples` samples. Throws RangeError when there is not that much memory. */
export function createRowSum(rows: number, samples: number): RowSum {
  const lists = maxInputs * sampleBytes
  const room = (count: number) => (Math.ceil(count / samplesAtOnce) + 1) * samplesAtOnce * sampleBytes
  const bytes = 2 * lists + rows * room(samples)
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) })
  const { sum } = new WebAssembly.Instance(compiled, { host: { memory } }).exports as { sum: Kernel }
  const addresses = new Uint32Array(memory.buffer, 0, maxInputs)
  const factors = new Float32Array(memory.buffer, lists, maxInputs)
  let next = 2 * lists
  return {
    row: (count) => {
      const row = new Float32Array(memory.buffer, next, count)
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
const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const tee = (local: number) => [0x22, local]
const i32Const = (value: number) => [0x41, ...(value < 64 ? [value] : [(value & 0x7f) | 0x80, value >> 7])]
const i32Add = [0x6a]
const i32LessThan = [0x49]
const i32Load = [0x28, 2, 0]
const loop = [0x03, 0x40]
const repeatIf = [0x0d, 0]
const end = [0x0b]
const zeroVector = [0x43, 0, 0, 0, 0, 0xfd, 0x13]
const vectorLoad = (offset: number) => [0xfd, 0x00, 2, offset]
const vectorLoadSplat = [0xfd, 0x09, 2, 0]
const vectorStore = (offset: number) => [0xfd, 0x0b, 2, offset]
const vectorMultiply = [0xfd, 0xe6, 0x01]
const vectorAdd = [0xfd, 0xe4, 0x01]

const [out, addresses, factors, listBytes, outBytes, at, entry, input, factor, first] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
]
const vectors = [0, 1, 2, 3]

const kernel = [
  ...loop,
  ...[...zeroVector, ...vectors.flatMap((v) => tee(first + v)), 0x1a],
  ...[...i32Const(0), ...set(entry)],
  ...loop,
  ...[...get(addresses), ...get(entry), ...i32Add, ...i32Load, ...get(at), ...i32Add, ...set(input)],
  ...[...get(factors), ...get(entry), ...i32Add, ...vectorLoadSplat, ...set(factor)],
  ...vectors.flatMap((v) => [
    ...[...get(input), ...vectorLoad(16 * v), ...get(factor), ...vectorMultiply],
    ...[...get(first + v), ...vectorAdd, ...set(first + v)],
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

const name = (text: string) => [text.length, ...Buffer.from(text)]
const section = (id: number, content: readonly number[]) => [id, ...length(content), ...content]
const length = ({ length }: readonly number[]) =>
  length < 128 ? [length] : [(length & 0x7f) | 0x80, length >> 7]
const I32 = 0x7f
const V128 = 0x7b
const body = [...[2, 3, I32, 5, V128], ...kernel, ...end]

const compiled = new WebAssembly.Module(
  Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
    ...section(2, [1, ...name('host'), ...name('memory'), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('sum'), 0, 0]),
    ...section(10, [1, ...length(body), ...body]),
  ]),
)
