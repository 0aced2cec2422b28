import { inEnglish, type NestedMessage } from '../../messages/messages.ts'
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
  /** The file is broken. */
  | { readonly done: false; readonly reason: NestedMessage }

/** Thrown by decoders for broken files. `reason` has no full stop. */
export class DamagedPictureError extends Error {
  readonly reason: NestedMessage

  constructor(reason: NestedMessage) {
    super(inEnglish(reason))
    this.reason = reason
  }
}

/** What a file's header says, before anything is decoded. */
export interface PictureHeader extends Omit<PixelLayout, 'space'> {
  /** Why it can't be decoded, without a full stop; absent: it can. */
  readonly unsupported?: NestedMessage
}
