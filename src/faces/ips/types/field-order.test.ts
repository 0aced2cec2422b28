import { describe, expect, it } from 'vitest'
import { isInVersion, type SequenceType } from '../../../soap/schema.ts'
import { Asset } from './asset.ts'
import { PhotoshopOptions, PostScriptOptions } from './document-options.ts'
import { Folder } from './folders.ts'
import { ImageInfo } from './image-info.ts'
import { JobLog } from './job-logs.ts'
import { ActiveJob } from './jobs.ts'
import { UploadPostJob } from './upload-post-job.ts'
import { UploadUrlsJob } from './upload-urls-job.ts'
import { User } from './users.ts'

const namesIn = (type: SequenceType, version: string) =>
  type.fields.filter(({ options }) => isInVersion(options, version)).map(({ name }) => name)
const words = (text: string) => text.trim().split(/\s+/)

/** The order of the newest schema known, 2021-04-26-beta. */
const newest = '2021-04-26-beta'

describe('fields on the wire', () => {
  it.each<[string, SequenceType, string]>([
    [
      'UploadPostJob',
      UploadPostJob,
      `overwrite readyForPublish preservePublishState synchronizationComplete createMask preserveCrop
      knockoutBackgroundOptions manualCropOptions autoColorCropOptions autoTransparentCropOptions
      autoSmartCropOptionsArray photoshopOptions postScriptOptions pdfOptions illustratorOptions cssOptions
      colorManagementOptions autoSetCreationOptions projectHandleArray emailSetting postHttpUrl mediaOptions
      inDesignOptions xmpKeywords unsharpMaskOptions unCompressOptions excludeMasterVideoFromAVS metadataOptions
      jwtToken imsOrg apikey ignoreSmartCropGeneration preserveSmartCrop`,
    ],
    [
      'ActiveJob',
      ActiveJob,
      `companyHandle jobHandle name originalName type state submitUserEmail locale description serverName startDate
      triggerTime totalSize progress progressMessage lastProgressUpdate taskProgressArray imageServingPublishJob
      imageRenderingPublishJob videoPublishJob serverDirectoryPublishJob metadataPublishJob uploadDirectoryJob
      uploadUrlsJob uploadPostJob optimizeImagesJob ripPdfsJob reprocessAssetsJob createVideoSitemapJob exportJob
      automatedSetGenerationJob`,
    ],
    [
      'Asset',
      Asset,
      `assetHandle type subType name fileName folder folderHandle readyForPublish trashState projects ipsImageUrl
      created createUser lastModified lastModifyUser metadataArray imageInfo layerViewInfo templateInfo watermarkInfo
      renderSceneInfo vignetteInfo cabinetInfo windowCoveringInfo iccProfileInfo fontInfo xslInfo viewerPresetInfo
      viewerSwfInfo xmlInfo svgInfo fxgInfo pdfSettingsInfo zipInfo videoInfo acoInfo pdfInfo psdInfo flashInfo
      inDesignInfo postScriptInfo illustratorInfo wordInfo excelInfo powerPointInfo rtfInfo maskInfo
      premiereExpressRemixInfo cuePointInfo audioInfo assetSetInfo masterVideoInfo animatedGifInfo swcInfo cssInfo
      javascriptInfo videoCaptionInfo permissions threeDInfo`,
    ],
    [
      'JobLog',
      JobLog,
      `companyHandle jobHandle jobName originalJobName submitUserEmail logType jobSubType startDate endDate description
      fileSuccessCount fileErrorCount fileWarningCount fileDuplicateCount fileUpdateCount totalFileCount
      transferSuccessCount transferErrorCount transferWarningCount fatalError detailTotalRows detailArray`,
    ],
  ])('%s has all fields in order', (_name, type, expected) => {
    expect(namesIn(type, newest)).toEqual(words(expected))
  })

  it.each<[string, SequenceType, string]>([
    [
      'ActiveJob',
      ActiveJob,
      `companyHandle jobHandle name originalName type state submitUserEmail serverName startDate totalSize progress
      progressMessage lastProgressUpdate imageServingPublishJob imageRenderingPublishJob videoPublishJob
      serverDirectoryPublishJob uploadDirectoryJob uploadUrlsJob`,
    ],
    [
      'JobLog',
      JobLog,
      `companyHandle jobHandle jobName submitUserEmail logType startDate endDate fileSuccessCount fileErrorCount
      fileWarningCount fileDuplicateCount fileUpdateCount totalFileCount fatalError detailArray`,
    ],
    ['PhotoshopOptions', PhotoshopOptions, 'maintainLayers layerNaming anchor'],
    ['PostScriptOptions', PostScriptOptions, 'resolution colorspace extractSearchWords'],
    ['Folder', Folder, 'folderHandle path permissions hasSubfolders subfolderArray'],
    ['User', User, 'userHandle firstName lastName email isValid role passwordExpires'],
  ])('%s is as it was before 4.0', (_name, type, expected) => {
    expect(namesIn(type, '')).toEqual(words(expected))
  })

  it('has what 4.5 brought, and nothing that came later', () => {
    expect(namesIn(PhotoshopOptions, '2010-01-31')).toEqual(['process', 'layerOptions'])
    expect(namesIn(ActiveJob, '2010-01-31')).toContain('taskProgressArray')
    expect(namesIn(ActiveJob, '2010-01-31')).not.toContain('triggerTime')
    expect(namesIn(UploadUrlsJob, '2010-01-31')).toContain('mediaOptions')
    expect(namesIn(UploadUrlsJob, '2010-01-31')).not.toContain('numUrls')
    expect(namesIn(Asset, '2010-01-31')).not.toContain('fileName')
    expect(namesIn(ImageInfo, '2010-01-31')).toEqual(namesIn(ImageInfo, ''))
  })

  it('has no field in 2014 that only the schema of 2021 knows', () => {
    for (const name of ['jwtToken', 'imsOrg', 'apikey', 'cssOptions', 'preserveSmartCrop']) {
      expect(namesIn(UploadPostJob, '2014-04-03')).not.toContain(name)
    }
    expect(namesIn(UploadPostJob, '2014-04-03')).toContain('unsharpMaskOptions')
    expect(namesIn(User, '2014-04-03')).not.toContain('isIpsAdmin')
  })
})
