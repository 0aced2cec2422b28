import type { Studio } from './studio.ts'

/** The pictures of one option. */
export interface OptionPictures {
  /** Uploads what is to be seen. Everything is published after the last one. */
  readonly upload: (studio: Studio) => Promise<void>
  /** The pictures by their file names without extension, in any format and about as large as they are to be seen. */
  readonly pictures: (studio: Studio) => Promise<Readonly<Record<string, Buffer>>>
}
