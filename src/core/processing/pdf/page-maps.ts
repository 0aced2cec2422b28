import type { ImageMapDefinition } from '../../assets/image-map.ts'
import { mapAction } from './link-target.ts'
import type { PageLink } from './page-data.ts'

export interface PageMaps {
  readonly maps: readonly ImageMapDefinition[]
  /** Links that are left out because they would run something or reach a file. */
  readonly leftOut: number
}

/** The links of a page as image maps of its picture, which is `width` by `height` pixels. Later ones are on top. */
export function pageMaps(links: readonly PageLink[], width: number, height: number): PageMaps {
  const maps: ImageMapDefinition[] = []
  let leftOut = 0
  for (const link of links) {
    const action = mapAction(link.target)
    if (action === undefined) leftOut++
    else
      maps.push({
        name: `Link ${maps.length + 1}`,
        action,
        enabled: true,
        ...(link.upright
          ? { shapeType: 'Rectangle', region: rectangle(link.corners, width, height) }
          : { shapeType: 'Polygon', region: inPixels(link.corners, width, height) }),
      })
  }
  return { maps, leftOut }
}

function rectangle(corners: readonly number[], width: number, height: number): string {
  const xs = corners.filter((_, at) => at % 2 === 0)
  const ys = corners.filter((_, at) => at % 2 === 1)
  return inPixels([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], width, height)
}

function inPixels(corners: readonly number[], width: number, height: number): string {
  return corners.map((value, at) => Math.round(value * (at % 2 === 0 ? width : height))).join(',')
}
