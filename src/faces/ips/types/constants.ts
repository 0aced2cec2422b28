/** Which mails a job sends. */
export const emailSettings = Object.freeze([
  'All',
  'Error',
  'ErrorAndWarning',
  'JobCompletion',
  'None',
] as const)
export type EmailSetting = (typeof emailSettings)[number]

/** How much an image serving publish job sends. */
export const publishTypes = Object.freeze(['Full', 'FullWithSearch', 'Incremental'] as const)
export type PublishType = (typeof publishTypes)[number]

/** The corner whose colour is the background. */
export const corners = Object.freeze(['BottomLeft', 'BottomRight', 'UpperLeft', 'UpperRight'] as const)
export type Corner = (typeof corners)[number]

/** Whether the area connected to the corner is cleared, or every pixel of its colour. */
export const fillMethods = Object.freeze(['FloodFill', 'MatchPixel'] as const)
export type FillMethod = (typeof fillMethods)[number]

/** What is done with Photoshop files. */
export const photoshopProcesses = Object.freeze(['None', 'MaintainLayers'] as const)
export type PhotoshopProcess = (typeof photoshopProcesses)[number]

/** What is done with PostScript and EPS files. */
export const postScriptProcesses = Object.freeze(['None', 'Rasterize'] as const)
export type PostScriptProcess = (typeof postScriptProcesses)[number]

/** What is done with PDF files. */
export const pdfProcesses = Object.freeze(['None', 'Rasterize', 'Thumbnail'] as const)
export type PdfProcess = (typeof pdfProcesses)[number]

/** What is done with Illustrator files. */
export const illustratorProcesses = Object.freeze(['None', 'Rasterize'] as const)
export type IllustratorProcess = (typeof illustratorProcesses)[number]

/** What is done with archives. */
export const unCompressProcesses = Object.freeze(['None', 'UnCompress'] as const)
export type UnCompressProcess = (typeof unCompressProcesses)[number]

/** How layer assets are named. */
export const layerNamings = Object.freeze(['LayerName', 'AppendNumber', 'AppendName', 'Folders'] as const)
export type LayerNaming = (typeof layerNamings)[number]

/** Where layer images are anchored. */
export const layerAnchors = Object.freeze([
  'Center',
  'North',
  'Northwest',
  'West',
  'Southwest',
  'South',
  'Southeast',
  'East',
  'Northeast',
] as const)
export type LayerAnchor = (typeof layerAnchors)[number]

/** The colour space that pages are rendered in. */
export const renderColorSpaces = Object.freeze(['Auto', 'Rgb', 'Cmyk', 'Gray'] as const)
export type RenderColorSpace = (typeof renderColorSpaces)[number]

/** What is done with colour on ingest. */
export const colorManagementModes = Object.freeze(['Default', 'MaintainOriginal', 'Convert'] as const)
export type ColorManagementMode = (typeof colorManagementModes)[number]

/** Whether an export gives the original or a conversion. */
export const exportFormats = Object.freeze(['orig', 'convert'] as const)
export type ExportFormat = (typeof exportFormats)[number]

/** States of a job. */
export const activeJobStates = Object.freeze([
  'Unknown',
  'New',
  'WaitingClient',
  'WaitingCoordinator',
  'Running',
  'Stopping',
  'Done',
] as const)
export type ActiveJobState = (typeof activeJobStates)[number]

/** States of a task within a job. */
export const taskStates = Object.freeze([
  'Unknown',
  'New',
  'Processing',
  'Stopping',
  'Done',
  'Failed',
] as const)
export type TaskState = (typeof taskStates)[number]

/** States of a schedule. */
export const triggerStates = Object.freeze([
  'Blocked',
  'Complete',
  'Error',
  'None',
  'Normal',
  'Paused',
] as const)
export type TriggerState = (typeof triggerStates)[number]

/** Kinds of jobs, as replies name them; not every kind of job has a documented name. */
export const jobTypes = Object.freeze([
  'ImageServingPublish',
  'ImageRenderingPublish',
  'ServerDirectoryPublish',
  'ServerDirectoryPublishWithTemplate',
  'VideoPublish',
  'UploadFromServerDirectory',
  'UrlUpload',
  'MetadataUpload',
  'ImageOptimization',
  'Cleanup',
] as const)
export type JobType = (typeof jobTypes)[number]

/** How much an image serving publish job sent, as its log names it. */
export const jobSubTypes = Object.freeze(['full', 'increment', 'fullwithsearch', 'fulloverride'] as const)
export type JobSubType = (typeof jobSubTypes)[number]
