/** Directions of a sorted list; ascending by default. */
export const sortDirections = Object.freeze(['Ascending', 'Descending'] as const)
export type SortDirection = (typeof sortDirections)[number]

/** What assets can be sorted by. */
export const assetSortFields = Object.freeze([
  'Created',
  'Modified',
  'Name',
  'AssetType',
  'FileSize',
] as const)
export type AssetSortField = (typeof assetSortFields)[number]

/** What job logs can be sorted by. */
export const jobLogSortFields = Object.freeze([
  'JobName',
  'LogType',
  'StartDate',
  'CompanyName',
  'UserId',
  'Email',
  'FileErrorCount',
  'FileWarningCount',
  'FileSuccessCount',
] as const)
export type JobLogSortField = (typeof jobLogSortFields)[number]

/** What the lines of a job log can be sorted by; by date by default. */
export const jobLogDetailSortFields = Object.freeze(['Date', 'LogType'] as const)
export type JobLogDetailSortField = (typeof jobLogDetailSortFields)[number]

/** What users can be sorted by. */
export const userSortFields = Object.freeze([
  'None',
  'FirstName',
  'LastName',
  'Email',
  'Role',
  'Valid',
  'PasswordExpiration',
] as const)
export type UserSortField = (typeof userSortFields)[number]

/** Which name of a user an initial letter is compared with. */
export const userCharFilterFields = Object.freeze(['None', 'FirstName', 'LastName', 'Email'] as const)
export type UserCharFilterField = (typeof userCharFilterFields)[number]

/** How conditions of one kind are joined; all must match by default. */
export const searchMatchModes = Object.freeze(['MatchAll', 'MatchAny'] as const)
export type SearchMatchMode = (typeof searchMatchModes)[number]

/** Comparisons of text. */
export const stringOperators = Object.freeze([
  'Equals',
  'NotEquals',
  'Contains',
  'NotContains',
  'StartsWith',
  'EndsWith',
] as const)
export type StringOperator = (typeof stringOperators)[number]

/** Comparisons of numbers and dates; truth values know Equals only. */
export const orderOperators = Object.freeze([
  'Equals',
  'NotEquals',
  'LessThan',
  'LessThanEquals',
  'GreaterThan',
  'GreaterThanEquals',
] as const)
export type OrderOperator = (typeof orderOperators)[number]

/** Comparisons with a minimum and a maximum. */
export const rangeOperators = Object.freeze(['Between', 'NotBetween'] as const)
export type RangeOperator = (typeof rangeOperators)[number]

/** Comparisons of tags: with one value, any of several or all of them. */
export const tagOperators = Object.freeze(['Matches', 'MatchesAny', 'MatchesAll'] as const)
export type TagOperator = (typeof tagOperators)[number]

/** Fields of every asset that can be searched; clients also use LastModified, which no list names. */
export const searchSystemFields = Object.freeze([
  'Name',
  'Keywords',
  'Description',
  'Comments',
  'UserData',
  'Sku',
  'FileSize',
  'CreatedWith',
  'Created',
  'CreateUser',
  'LastModifyUser',
  'FileName',
  'LastModified',
] as const)
export type SearchSystemField = (typeof searchSystemFields)[number]
