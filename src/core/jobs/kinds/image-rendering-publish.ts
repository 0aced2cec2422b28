import { publishKind } from './publish-kind.ts'

/** Releases marked vignettes, cabinets and window coverings (IPS ImageRenderingPublishJob). */
export const imageRenderingPublishJob = publishKind({
  name: 'imageRenderingPublishJob',
  type: 'ImageRendering',
})
