import type { PixelLayout } from '../image/pixel-file-header.ts'

/** Formats that the image library does not read, and darkroom decodes on its own. */
export type DecodedKind = 'bmp' | 'heic' | 'jp2'

/** What a decoder thread starts with. */
export interface DecodingTask {
  readonly kind: DecodedKind
  /** Of the file that was uploaded. */
  readonly path: string
  /** Where the pixels go, as a `.v` file. */
  readonly output: string
}

/** What became of it. */
export type DecodingReply =
  | { readonly done: true }
  /** The file is broken; `reason` follows its name in a message: `ends too early`. */
  | { readonly done: false; readonly reason: string }

/** Thrown by decoders for broken files. `reason` follows the file's name in a message. */
export class DamagedPictureError extends Error {}

/** What a file's header says, before anything is decoded. */
export interface PictureHeader extends Omit<PixelLayout, 'space'> {
  /** Why it can't be decoded, as the end of a sentence about the file; absent: it can. */
  readonly unsupported?: string
}
