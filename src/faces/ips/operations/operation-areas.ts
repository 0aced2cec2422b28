import type { AnyOperation } from '../operation.ts'
import { getAssetsByName } from './assets/get-assets-by-name.ts'
import { getAssociatedAssets } from './assets/get-associated-assets.ts'
import { getGenerationInfo } from './assets/get-generation-info.ts'
import { getAllCompanies } from './companies/get-all-companies.ts'
import { getCompanyInfo } from './companies/get-company-info.ts'
import { getCompanyMembership } from './companies/get-company-membership.ts'
import { getCompanySettings } from './companies/get-company-settings.ts'
import { setCompanySettings } from './companies/set-company-settings.ts'
import { declaredAssetFieldOperations } from './declared/asset-fields.ts'
import { declaredAssetImageOperations } from './declared/asset-images.ts'
import { declaredAssetOperations } from './declared/assets.ts'
import { declaredCdnOperations } from './declared/cdn.ts'
import { declaredCompanyOperations } from './declared/companies.ts'
import { declaredCompanyMemberOperations } from './declared/company-members.ts'
import { declaredCompanyMetadataOperations } from './declared/company-metadata.ts'
import { declaredFolderOperations } from './declared/folders.ts'
import { declaredGroupOperations } from './declared/groups.ts'
import { declaredJobOperations } from './declared/jobs.ts'
import { declaredMetadataValueOperations } from './declared/metadata-values.ts'
import { declaredPermissionOperations } from './declared/permissions.ts'
import { declaredPresetOperations } from './declared/presets.ts'
import { declaredPublishSettingOperations } from './declared/publish-settings.ts'
import { declaredPublishingOperations } from './declared/publishing.ts'
import { declaredSearchOperations } from './declared/search.ts'
import { declaredSetOperations } from './declared/sets.ts'
import { declaredSystemOperations } from './declared/system.ts'
import { declaredTrashOperations } from './declared/trash.ts'
import { declaredUserOperations } from './declared/users.ts'
import { declaredViewerOperations } from './declared/viewers.ts'
import { declaredZoomTargetOperations } from './declared/zoom-targets.ts'
import { imageMapOperations } from './image-maps/index.ts'
import { deleteJob } from './jobs/delete-job.ts'
import { executeJob } from './jobs/execute-job.ts'
import { getActiveJobs } from './jobs/get-active-jobs.ts'
import { getAssetJobLogs } from './jobs/get-asset-job-logs.ts'
import { getJobLogDetails } from './jobs/get-job-log-details.ts'
import { getJobLogs } from './jobs/get-job-logs.ts'
import { getScheduledJobs } from './jobs/get-scheduled-jobs.ts'
import { pauseJob } from './jobs/pause-job.ts'
import { resumeJob } from './jobs/resume-job.ts'
import { stopJob } from './jobs/stop-job.ts'
import { submitJob } from './jobs/submit-job.ts'
import { metadataValueOperations } from './metadata/index.ts'
import { metadataFieldOperations } from './metadata-fields/index.ts'
import { projectOperations } from './projects/index.ts'
import { propertySetOperations } from './property-sets/index.ts'
import { getActivePublishContexts } from './publishing/get-active-publish-contexts.ts'
import { getAssetPublishHistory } from './publishing/get-asset-publish-history.ts'
import { getPublishContexts } from './publishing/get-publish-contexts.ts'
import { searchAssetsByMetadata } from './search/search-assets-by-metadata.ts'
import { createImageSet } from './sets/create-image-set.ts'
import { getImageSetMembers } from './sets/get-image-set-members.ts'
import { setImageSetMembers } from './sets/set-image-set-members.ts'
import { smartCropOperations } from './smart-crops/index.ts'
import { checkLogin } from './users/check-login.ts'
import { getUserInfo } from './users/get-user-info.ts'

/** Operations that are about the same thing. */
export interface OperationArea {
  /** A heading of the documentation. */
  readonly name: string
  /** In no special order. */
  readonly operations: readonly AnyOperation[]
}

/**
 * Every operation of the web service, in the order of the documentation. One that gets carried out moves from the
 * declared ones of its area to a file of its own and a name here.
 */
export const operationAreas: readonly OperationArea[] = [
  {
    name: 'Jobs',
    operations: [
      deleteJob,
      executeJob,
      getActiveJobs,
      getAssetJobLogs,
      getJobLogDetails,
      getJobLogs,
      getScheduledJobs,
      pauseJob,
      resumeJob,
      stopJob,
      submitJob,
      ...declaredJobOperations,
    ],
  },
  {
    name: 'Assets',
    operations: [getAssetsByName, getAssociatedAssets, getGenerationInfo, ...declaredAssetOperations],
  },
  { name: 'Fields of assets', operations: declaredAssetFieldOperations },
  { name: 'Images', operations: declaredAssetImageOperations },
  { name: 'Smart crops', operations: smartCropOperations },
  {
    name: 'Image maps and zoom targets',
    operations: [...imageMapOperations, ...declaredZoomTargetOperations],
  },
  {
    name: 'Sets',
    operations: [createImageSet, getImageSetMembers, setImageSetMembers, ...declaredSetOperations],
  },
  { name: 'Folders', operations: declaredFolderOperations },
  { name: 'Projects', operations: projectOperations },
  { name: 'Trash', operations: declaredTrashOperations },
  { name: 'Search', operations: [searchAssetsByMetadata, ...declaredSearchOperations] },
  {
    name: 'Metadata of assets',
    operations: [...metadataValueOperations, ...declaredMetadataValueOperations],
  },
  { name: 'Metadata fields', operations: metadataFieldOperations },
  { name: 'Metadata of companies', operations: declaredCompanyMetadataOperations },
  {
    name: 'Publishing',
    operations: [
      getActivePublishContexts,
      getAssetPublishHistory,
      getPublishContexts,
      ...declaredPublishingOperations,
    ],
  },
  { name: 'Publish settings', operations: declaredPublishSettingOperations },
  { name: 'Caches', operations: declaredCdnOperations },
  { name: 'Presets', operations: declaredPresetOperations },
  { name: 'Viewers', operations: declaredViewerOperations },
  {
    name: 'Companies',
    operations: [
      getAllCompanies,
      getCompanyInfo,
      getCompanySettings,
      setCompanySettings,
      ...declaredCompanyOperations,
    ],
  },
  { name: 'Members of companies', operations: [getCompanyMembership, ...declaredCompanyMemberOperations] },
  { name: 'Users', operations: [checkLogin, getUserInfo, ...declaredUserOperations] },
  { name: 'Groups', operations: declaredGroupOperations },
  { name: 'Permissions', operations: declaredPermissionOperations },
  { name: 'Property sets', operations: propertySetOperations },
  { name: 'Server', operations: declaredSystemOperations },
]
