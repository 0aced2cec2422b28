/** Messages about set generation scripts and publish jobs, in English. */
export const english = {
  setTooLarge: 'it would have {count} assets; a set has at most {max}.',
  scriptWrong: 'autoSetsArray: the property set {set} {problem}.',
  scriptOfType: 'is of the type {type}; expected {expected}',
  scriptPropertyUnknown: 'has the property {name}; known are {known}',
  scriptValueWrong: "has the {name} '{value}'; expected {expected}",
  oneOf: 'one of {values}',
  wholeNumberFromTo: 'a whole number from {min} to {max}',
  scriptNoMatch: 'has no property match',
  scriptSetNameFolder: "has the setName '{name}'; a folder goes into destFolder",
  scriptAssetTypes: "has the assetTypes '{type}'; {set} takes {allowed}",
  scriptGroupUnknown: 'has {place} in {name}; the groups of match are {groups}',
  matchTooLong: "match: '{match}' has {length} characters; at most {max} are taken",
  matchNoExpression: "match: '{match}' is no regular expression: {reason}",
  matchNoBase: "match: '{match}' has no group named base, such as {example}",
  noSetOfHandle: 'assetHandle: {handle} is of the type {type}; expected a set.',
  fieldNoAsset: "{field}: '{handle}' names no asset of the company.",
  tooManyMembers: '{field} has {count} members; a set has at most {max}.',
  memberOfOtherType: '{field}: {handle} is of the type {type}; {set} takes {allowed}.',
  noPublishContext:
    "contextHandle: '{handle}' must name a publish context of type {type} of this company, such as pc|3.",
  assetOfNoCompany: 'assetHandle: {handle} is no asset of this company.',
  publishFolderTaken:
    "The publish folder holds something named '{name}' that no publish job made; it has to be moved away.",
  sitemapWithoutPictures: '{count} of the videos have no picture; search engines may pass over them.',
  sitemapCut: 'only the newest {max} videos are in it.',
} as const
