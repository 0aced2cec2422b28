import { publishKind } from './publish-kind.ts'

export interface ImageServingPublishParams {
  readonly publishType: 'Full' | 'FullWithSearch' | 'Incremental'
  readonly emailSetting: string
}

const subTypes = { Full: 'full', FullWithSearch: 'fullwithsearch', Incremental: 'increment' }

/**
 * Releases marked pictures and static content to the image server (IPS ImageServingPublishJob). FullWithSearch is Full:
 * there is no search index beside the catalogue.
 */
export const imageServingPublishJob = publishKind({
  name: 'imageServingPublishJob',
  type: 'ImageServing',
  subType: (params) => subTypes[(params as ImageServingPublishParams).publishType],
  onlyChanged: (params) => (params as ImageServingPublishParams).publishType === 'Incremental',
})
