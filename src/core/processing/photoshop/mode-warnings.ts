import { type NestedMessage, say } from '../../messages/messages.ts'
import type { PsdHeader } from './header.ts'

/** What pyramids do not have of a file's mode. */
export function modeWarnings({ mode, depth }: PsdHeader, file: string): NestedMessage[] {
  return [
    ...(mode === 'lab' ? [say('psdLab', { file })] : []),
    ...(mode === 'duotone' ? [say('psdDuotone', { file })] : []),
    ...(mode === 'multichannel' ? [say('psdMultichannel', { file })] : []),
    ...(depth === 32 ? [say('psdDeep', { file })] : []),
  ]
}
