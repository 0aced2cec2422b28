import { say } from '../../messages/messages.ts'
import { openSession } from '../pdf/document-session.ts'
import type { PageWord } from '../pdf/page-data.ts'
import type { ProcessorInput } from '../processor.ts'

/** The words of each page of a distilled file, with where they stand. */
export async function searchWords(input: ProcessorInput, pdf: string, pages: number): Promise<PageWord[][]> {
  const { fileName, limits, signal } = input
  const session = await openSession(
    pdf,
    { maxBytes: limits.maxRipBytes, maxSeconds: limits.maxRipSeconds },
    signal,
  )
  try {
    const words: PageWord[][] = []
    for (let index = 0; index < pages; index++) {
      const what = say('pageOfFile', { page: index + 1, file: fileName })
      await session.ask({ ask: 'open', index }, what)
      // The picture is drawn elsewhere; here it is as small as can be.
      const wish = { width: 1, height: 1, alpha: false, findGray: false, words: true, links: false }
      words.push([...(await session.ask({ ask: 'render', wish }, what)).words])
    }
    return words
  } finally {
    await session.close()
  }
}
