import type { DocumentLimits } from '../../documents/document-limits.ts'
import { assetProcessingJob } from '../../guides/asset-processing-job.ts'
import type { JcrPlace } from '../../guides/jcr-place.ts'
import type { JobQueue, ServerFolders, WebClient } from '../../ports.ts'
import type { ProcessingLimits } from '../../processing/processor.ts'
import { JobKinds } from '../engine.ts'
import { automatedSetGenerationJob } from './automated-set-generation.ts'
import { createVideoSitemapJob } from './create-video-sitemap.ts'
import { type ExportOffer, exportJob } from './export.ts'
import type { FileLimits } from './file-limits.ts'
import { imageRenderingPublishJob } from './image-rendering-publish.ts'
import { imageServingPublishJob } from './image-serving-publish.ts'
import { metadataPublishJob } from './metadata-publish.ts'
import { optimizeImagesJob } from './optimize-images.ts'
import { reprocessAssetsJob } from './reprocess-assets.ts'
import { ripPdfsJob } from './rip-pdfs.ts'
import { serverDirectoryPublishJob } from './server-directory-publish.ts'
import { uploadDirectoryJob } from './upload-directory.ts'
import { uploadPostJob } from './upload-post.ts'
import { uploadUrlsJob } from './upload-urls.ts'
import { videoPublishJob } from './video-publish.ts'

/** What job kinds work with beyond the context that the engine gives them. */
export interface KindServices {
  readonly processing: ProcessingLimits
  readonly files: FileLimits
  readonly documents: DocumentLimits
  readonly queue: JobQueue
  /** Undefined: there is none. */
  readonly jcr: JcrPlace | undefined
  readonly web: WebClient
  readonly serverFolders: ServerFolders
  /** Absolute; where jobs that publish to a server directory write. */
  readonly publishFolder: string
  readonly exports: ExportOffer
}

/** Every job kind; one more is a file and a line. */
export function jobKinds(services: KindServices): JobKinds {
  return new JobKinds([
    uploadPostJob(services.processing),
    uploadUrlsJob(services),
    uploadDirectoryJob(services),
    imageServingPublishJob,
    imageRenderingPublishJob,
    videoPublishJob,
    serverDirectoryPublishJob(services.publishFolder),
    metadataPublishJob,
    reprocessAssetsJob(services.processing),
    optimizeImagesJob(services.processing),
    ripPdfsJob(services.processing),
    automatedSetGenerationJob,
    createVideoSitemapJob(services.exports.baseUrl),
    exportJob(services.exports),
    assetProcessingJob(services),
  ])
}
