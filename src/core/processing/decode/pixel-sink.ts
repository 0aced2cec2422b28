import { closeSync, openSync, writeSync } from 'node:fs'
import { headerBytes } from '../image/pixel-file.ts'
import { type PixelLayout, pixelFileHeader } from '../image/pixel-file-header.ts'
import { pixelFileXml } from '../image/pixel-file-xml.ts'

/** A `.v` file that a decoder fills, in any order of rows. */
export interface PixelSink {
  /** One row or many, from `row` on. Of 16-bit samples the bytes are in the order of this machine. */
  writeRows(row: number, bytes: Uint8Array): void
  close(profile?: Buffer): void
}

export function openPixelSink(path: string, layout: PixelLayout): PixelSink {
  const file = openSync(path, 'wx')
  const rowBytes = (layout.width * layout.channels * layout.bits) / 8
  const write = (bytes: Uint8Array, position: number) => {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, position + at)
  }
  write(pixelFileHeader(layout), 0)
  const writeRows = (row: number, bytes: Uint8Array) => write(bytes, headerBytes + row * rowBytes)
  return {
    writeRows,
    close: (profile) => {
      write(pixelFileXml(profile), headerBytes + layout.height * rowBytes)
      closeSync(file)
    },
  }
}
