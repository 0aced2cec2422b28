import type { PageLink } from './page-data.ts'
import type { PageSpace } from './page-space.ts'
import type { Pdfium } from './pdfium.ts'
import type { Scratch } from './scratch.ts'

/** The most links of a page that are read. */
export const maxPageLinks = 5000

/** Kinds of actions, as PDFium numbers them. */
const goTo = 1
const uri = 3

/** The link annotations of a page, in the order of the file; each with one area for every quad that it has. */
export function readLinks(
  pdfium: Pdfium,
  scratch: Scratch,
  document: number,
  page: number,
  space: PageSpace,
): PageLink[] {
  const links: PageLink[] = []
  scratch.setInt(0)
  while (
    links.length < maxPageLinks &&
    pdfium._FPDFLink_Enumerate(page, scratch.pointer(0), scratch.pointer(1)) !== 0
  ) {
    const position = scratch.int(0)
    const link = scratch.int(1)
    const target = targetOf(pdfium, scratch, document, link)
    if (target) for (const area of areas(pdfium, scratch, link, space)) links.push({ ...area, target })
    scratch.setInt(position)
  }
  return links
}

function targetOf(
  pdfium: Pdfium,
  scratch: Scratch,
  document: number,
  link: number,
): PageLink['target'] | undefined {
  const action = pdfium._FPDFLink_GetAction(link)
  const type = action === 0 ? 0 : pdfium._FPDFAction_GetType(action)
  if (type === uri) {
    const url = scratch.text('utf-8', (buffer, bytes) =>
      pdfium._FPDFAction_GetURIPath(document, action, buffer, bytes),
    )
    return { url }
  }
  const destination =
    type === goTo
      ? pdfium._FPDFAction_GetDest(document, action)
      : action === 0
        ? pdfium._FPDFLink_GetDest(document, link)
        : 0
  if (destination !== 0) {
    const index = pdfium._FPDFDest_GetDestPageIndex(document, destination)
    return index >= 0 ? { page: index } : undefined
  }
  return action === 0 ? undefined : { action: type }
}

function areas(pdfium: Pdfium, scratch: Scratch, link: number, space: PageSpace) {
  const quads = pdfium._FPDFLink_CountQuadPoints(link)
  const found: Pick<PageLink, 'corners' | 'upright'>[] = []
  for (let index = 0; index < Math.min(quads, 100); index++) {
    if (pdfium._FPDFLink_GetQuadPoints(link, index, scratch.pointer(2)) === 0) continue
    // Upper left, upper right, lower left, lower right, as files write them; a polygon goes around.
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0, x4 = 0, y4 = 0] = scratch.floats(12).slice(4)
    const upright = (x1 === x3 && y1 === y2) || (x1 === x2 && y1 === y3)
    found.push({
      corners: [space.point(x1, y1), space.point(x2, y2), space.point(x4, y4), space.point(x3, y3)].flat(),
      upright,
    })
  }
  if (found.length > 0 || pdfium._FPDFLink_GetAnnotRect(link, scratch.pointer(2)) === 0) return found
  const [left = 0, top = 0, right = 0, bottom = 0] = scratch.floats(8).slice(4)
  const { x, y, w, h } = space.rect(left, bottom, right, top)
  return [{ corners: [x, y, x + w, y, x + w, y + h, x, y + h], upright: true }]
}
