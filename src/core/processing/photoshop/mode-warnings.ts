import type { PsdHeader } from './header.ts'

/** What pyramids do not have of a file's mode. */
export function modeWarnings({ mode, depth }: PsdHeader, name: string): string[] {
  return [
    ...(mode === 'lab' ? [`"${name}" is in Lab; its picture is in sRGB.`] : []),
    ...(mode === 'duotone' ? [`"${name}" is a duotone; its picture is gray, without the inks.`] : []),
    ...(mode === 'multichannel'
      ? [`"${name}" is multichannel, whose colours no image has; its channels are shown as gray or as inks.`]
      : []),
    ...(depth === 32
      ? [`"${name}" has 32 bits per channel; its picture has 16, without light above white.`]
      : []),
  ]
}
