import type { Generated, GeneratedTime } from '../tables.ts'

export type RegionShape = 'Rectangle' | 'Polygon'

/** Areas of an image with the address that a click on them leads to (IPS ImageMap). */
export interface ImageMapTable {
  id: Generated<number>
  asset_id: number
  name: string
  shape_type: RegionShape
  /** Numbers with commas, in pixels of the whole picture, as in the coords of an HTML area. */
  region: string
  action: string
  /** Later ones are on top. */
  position: number
  enabled: Generated<boolean>
  /** Made of a link in the file, so that processing the file again replaces it. */
  from_file: Generated<boolean>
  modified_at: GeneratedTime
}
