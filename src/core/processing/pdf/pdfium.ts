import { readFile } from 'node:fs/promises'
import { PDFiumModule } from '@hyzyla/pdfium'

/**
 * The functions of PDFium that darkroom calls, as WebAssembly exports them. Pointers and handles are numbers, 0 is none.
 * Nothing here runs scripts, actions or forms: this build has no JavaScript, and its file system is in memory and empty.
 */
export interface Pdfium {
  readonly HEAPU8: Uint8Array
  readonly HEAP32: Int32Array
  readonly HEAPF32: Float32Array
  readonly HEAPF64: Float64Array
  _malloc(bytes: number): number
  _free(pointer: number): void
  _FPDF_InitLibrary(): void
  _FPDF_LoadMemDocument(data: number, bytes: number, password: number): number
  _FPDF_GetLastError(): number
  _FPDF_GetPageCount(document: number): number
  _FPDF_GetMetaText(document: number, tag: number, buffer: number, bytes: number): number
  _FPDF_LoadPage(document: number, index: number): number
  _FPDF_ClosePage(page: number): void
  _FPDF_GetPageWidthF(page: number): number
  _FPDF_GetPageHeightF(page: number): number
  _FPDF_PageToDevice(
    page: number,
    left: number,
    top: number,
    width: number,
    height: number,
    rotate: number,
    x: number,
    y: number,
    outX: number,
    outY: number,
  ): number
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, pixels: number, stride: number): number
  _FPDFBitmap_FillRect(
    bitmap: number,
    left: number,
    top: number,
    width: number,
    height: number,
    argb: number,
  ): number
  _FPDFBitmap_Destroy(bitmap: number): void
  _FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    left: number,
    top: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void
  _FPDFText_LoadPage(page: number): number
  _FPDFText_ClosePage(text: number): void
  _FPDFText_CountChars(text: number): number
  _FPDFText_GetUnicode(text: number, index: number): number
  _FPDFText_GetLooseCharBox(text: number, index: number, rect: number): number
  _FPDFLink_Enumerate(page: number, position: number, link: number): number
  _FPDFLink_GetAnnotRect(link: number, rect: number): number
  _FPDFLink_CountQuadPoints(link: number): number
  _FPDFLink_GetQuadPoints(link: number, index: number, quad: number): number
  _FPDFLink_GetDest(document: number, link: number): number
  _FPDFLink_GetAction(link: number): number
  _FPDFAction_GetType(action: number): number
  _FPDFAction_GetDest(document: number, action: number): number
  _FPDFAction_GetURIPath(document: number, action: number, buffer: number, bytes: number): number
  _FPDFDest_GetDestPageIndex(document: number, destination: number): number
}

/** The compiled program; it can be sent to threads, which then share the code. */
export interface CompiledPdfium {
  readonly [Symbol.toStringTag]: 'WebAssembly.Module'
}

/** The part of WebAssembly used here; the type definitions of Node leave it to those of browsers. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<CompiledPdfium>
  readonly Instance: new (compiled: CompiledPdfium, imports: object) => Instance
}

interface Instance {
  readonly exports: { readonly memory: Memory }
}

interface Memory {
  readonly buffer: { readonly byteLength: number }
  grow(pages: number): number
}

export async function compilePdfium(): Promise<CompiledPdfium> {
  return await WebAssembly.compile(await readFile(new URL(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm'))))
}

/**
 * Starts a PDFium of its own in this thread. Its memory begins with some 16 MB and grows up to `maxBytes`; what asks for
 * more fails as allocations do.
 */
export async function startPdfium(compiled: CompiledPdfium, maxBytes: number): Promise<Pdfium> {
  const instantiateWasm = (
    imports: object,
    done: (instance: Instance, module: CompiledPdfium) => void,
  ): Instance['exports'] => {
    const instance = new WebAssembly.Instance(compiled, imports)
    boundMemory(instance.exports.memory, maxBytes)
    done(instance, compiled)
    return instance.exports
  }
  // The package types only what it calls itself.
  const start = PDFiumModule as unknown as (options: object) => Promise<Pdfium>
  const pdfium = await start({ instantiateWasm })
  pdfium._FPDF_InitLibrary()
  return pdfium
}

const wasmPageBytes = 65_536

function boundMemory(memory: Memory, maxBytes: number): void {
  const grow = memory.grow.bind(memory)
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * wasmPageBytes > maxBytes)
      throw new RangeError(`more than ${maxBytes} bytes of memory`)
    return grow(pages)
  }
}
