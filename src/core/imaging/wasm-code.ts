/** The part of WebAssembly used here; the type definitions of Node leave it to those of browsers. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

/** WebAssembly's own instructions, as far as the loops over pixels here need them. Each is a list of bytes. */
export type Code = readonly number[]

export const get = (local: number): Code => [0x20, local]
export const set = (local: number): Code => [0x21, local]
export const tee = (local: number): Code => [0x22, local]
/** Of 0 to 8191. */
export const i32Const = (value: number): Code => [
  0x41,
  ...(value < 64 ? [value] : [(value & 0x7f) | 0x80, value >> 7]),
]
export const f32Const = (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)]
export const i32Add: Code = [0x6a]
export const i32ShiftLeft: Code = [0x74]
export const i32LessThan: Code = [0x49]
export const i32Load: Code = [0x28, 2, 0]
export const drop: Code = [0x1a]
export const loop: Code = [0x03, 0x40]
/** Starts the innermost loop again where the value is not 0. */
export const repeatIf: Code = [0x0d, 0]
export const end: Code = [0x0b]

const vector = (code: number): Code => [0xfd, ...leb(code)]
export const vectorLoad = (offset: number): Code => [...vector(0x00), 0, offset]
export const vectorStore = (offset: number): Code => [...vector(0x0b), 0, offset]
export const vectorAnd: Code = vector(0x4e)
/** Four floats out of two vectors of four, by their places 0 to 7. */
export const shuffleFloats = (places: readonly number[]): Code => [
  ...vector(0x0d),
  ...places.flatMap((place) => [0, 1, 2, 3].map((byte) => place * 4 + byte)),
]
export const f32x4LoadSplat: Code = [...vector(0x09), 2, 0]
export const f32x4Splat: Code = vector(0x13)
export const f32x4AtLeast: Code = vector(0x46)
export const f32x4Abs: Code = vector(0xe0)
export const f32x4Add: Code = vector(0xe4)
export const f32x4Subtract: Code = vector(0xe5)
export const f32x4Multiply: Code = vector(0xe6)
/** From unsigned bytes, 8 of 16, and from unsigned 16 bits, 4 of 8. */
export const bytesToWords = { low: vector(0x89), high: vector(0x8a) }
export const wordsToInts = { low: vector(0xa9), high: vector(0xaa) }
export const intsToFloats: Code = vector(0xfb)
/** Towards zero. */
export const floatsToInts: Code = vector(0xf8)
/** Two vectors into one; what is out of range becomes its end. */
export const intsToSignedWords: Code = vector(0x85)
export const intsToWords: Code = vector(0x86)
export const signedWordsToBytes: Code = vector(0x66)

export const I32 = 0x7f
export const F32 = 0x7d
const V128 = 0x7b

export interface WasmFunction {
  readonly name: string
  readonly parameters: Code
  /** How many numbers and vectors it has beside its parameters, in that order. */
  readonly integers: number
  readonly vectors: number
  readonly body: Code
}

/** For `instantiate`. */
export type CompiledModule = object

/** A module that takes its memory from `host.memory` and exports the functions, which give nothing back. */
export function wasmModule(functions: readonly WasmFunction[]): CompiledModule {
  const each = functions.map((_, i) => i)
  const types = functions.map(({ parameters }) => [0x60, ...sized(parameters), 0])
  const exported = functions.map(({ name }, i) => [...text(name), 0, i])
  const bodies = functions.map(({ integers, vectors, body }) =>
    sized([2, integers, I32, vectors, V128, ...body, ...end]),
  )
  return new WebAssembly.Module(
    Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, types),
      ...section(2, [[...text('host'), ...text('memory'), 2, 0, 1]]),
      ...section(
        3,
        each.map((i) => [i]),
      ),
      ...section(7, exported),
      ...section(10, bodies),
    ]),
  )
}

const section = (id: number, entries: readonly Code[]) => [id, ...sized([entries.length, ...entries.flat()])]
const text = (word: string): Code => sized([...Buffer.from(word)])
const sized = (content: Code): Code => [...leb(content.length), ...content]

function leb(value: number): Code {
  return value < 128 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >> 7)]
}

const pageBytes = 65_536

/** Functions at work on a memory of their own of at least `bytes` bytes. Throws RangeError when there is not that much. */
export function instantiate(
  module: CompiledModule,
  bytes: number,
): { memory: ArrayBuffer; functions: object } {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) })
  const { exports: functions } = new WebAssembly.Instance(module, { host: { memory } })
  return { memory: memory.buffer, functions }
}
