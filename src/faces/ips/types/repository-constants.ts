/** Which existing asset an uploaded file replaces: the same full name or any extension, in its folder or any. */
export const assetOverwriteModes = Object.freeze([
  'OverwriteFullName',
  'OverwriteAnyExt',
  'OverwriteFullNameAnyFolder',
  'OverwriteAnyExtAnyFolder',
] as const)
export type AssetOverwriteMode = (typeof assetOverwriteModes)[number]

/** Whether an asset is marked for publish. */
export const publishStates = Object.freeze(['MarkedForPublish', 'NotMarkedForPublish'] as const)
export type PublishState = (typeof publishStates)[number]

/** Where an asset is on its way out. */
export const trashStates = Object.freeze(['NotInTrash', 'InTrash', 'InEmptiedTrash'] as const)
export type TrashState = (typeof trashStates)[number]

/** What a publish context feeds. */
export const publishContextTypes = Object.freeze([
  'ImageServing',
  'ImageRendering',
  'Video',
  'ServerDirectory',
] as const)
export type PublishContextType = (typeof publishContextTypes)[number]

/** What a permission is about. */
export const permissionTypes = Object.freeze(['Read', 'Write', 'Delete'] as const)
export type PermissionType = (typeof permissionTypes)[number]

/** Roles of a user in a company. */
export const userRoles = Object.freeze([
  'IpsAdmin',
  'IpsCompanyAdmin',
  'IpsUser',
  'WebServiceUser',
  'TrialSiteAdmin',
  'TrialSiteUser',
  'ImagePortalAdmin',
  'ImagePortalUser',
  'ImagePortalContrib',
  'ImagePortalContribUser',
] as const)
export type UserRole = (typeof userRoles)[number]

/** Types of metadata fields; those with Fixed know a closed list of tags. */
export const metadataFieldTypes = Object.freeze([
  'Untyped',
  'Boolean',
  'BooleanTag',
  'Color',
  'Date',
  'Dimension',
  'FileName',
  'Float',
  'Int',
  'MultiFixedTag',
  'MultiTag',
  'SingleFixedTag',
  'SingleTag',
  'String',
] as const)
export type MetadataFieldType = (typeof metadataFieldTypes)[number]

/** Whom a property set belongs to. */
export const propertySetTypes = Object.freeze([
  'UserProperty',
  'CompanyProperty',
  'UserCompanyProperty',
] as const)
export type PropertyOwner = (typeof propertySetTypes)[number]

/** Shapes of image maps. */
export const regionShapes = Object.freeze(['Rectangle', 'Polygon'] as const)
export type RegionShape = (typeof regionShapes)[number]

/** Styles of a font; a regular face has none. */
export const fontStyles = Object.freeze(['Bold', 'Italic', 'BoldItalic'] as const)
export type FontStyle = (typeof fontStyles)[number]

/** Formats of a font file. */
export const fontTypes = Object.freeze(['TTF', 'OTF', 'AFM', 'PFM', 'PFB', 'TTC', 'KERN'] as const)
export type FontType = (typeof fontTypes)[number]

/** Classes of colour profiles. */
export const profileClasses = Object.freeze([
  'Input',
  'Display',
  'Output',
  'DeviceLink',
  'ColorSpaceConversion',
  'Abstract',
  'NamedColor',
] as const)
export type ProfileClass = (typeof profileClasses)[number]

/** Colour spaces of colour profiles. */
export const profileColorSpaces = Object.freeze([
  'XYZ',
  'Lab',
  'Luv',
  'YCbCr',
  'Yxy',
  'RGB',
  'GRAY',
  'HSV',
  'HLS',
  'CMYK',
  '2CLR',
  '3CLR',
  '4CLR',
  '5CLR',
  '6CLR',
  '7CLR',
  '8CLR',
  '9CLR',
  'ACLR',
  'BCLR',
  'CCLR',
  'DCLR',
  'ECLR',
  'FCLR',
] as const)
export type ProfileColorSpace = (typeof profileColorSpaces)[number]

/** Viewers that come with the product; clients add their own. */
export const viewerTypes = Object.freeze([
  'VideoPlayer',
  'Brochure',
  'BasicZoom',
  'AdvancedZoom',
  'Spin',
] as const)
export type ViewerType = (typeof viewerTypes)[number]

/** What makes assets from assets. */
export const generationEngines = Object.freeze([
  'PhotoshopLayers',
  'PostScriptRip',
  'ImageConvert',
  'SceneAuthoring',
  'Aco',
] as const)
export type GenerationEngine = (typeof generationEngines)[number]

/** Properties of the server that a client may ask for. */
export const systemProperties = Object.freeze([
  'IpsVersion',
  'IpsImageServerUrl',
  'VideoRootUrl',
  'SwfRootUrl',
  'SvgRenderRootUrl',
  'SvgRenderEnabled',
  'UploadPostMaxFileSize',
  'SystemMessage',
] as const)
export type SystemProperty = (typeof systemProperties)[number]

/** Answers to a check of credentials. */
export const loginStatuses = Object.freeze(['ValidLogin', 'InvalidLogin'] as const)
export type LoginStatus = (typeof loginStatuses)[number]
