import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about set generation scripts and publish jobs, in German. */
export const german: Words<typeof english> = {
  setTooLarge: 'es hätte {count} Elemente; ein Set hat höchstens {max}.',
  scriptWrong: 'autoSetsArray: Der Eigenschaftensatz {set} {problem}.',
  scriptOfType: 'ist vom Typ {type}; erwartet wird {expected}',
  scriptPropertyUnknown: 'hat die Eigenschaft {name}; bekannt sind {known}',
  scriptValueWrong: "hat {name} '{value}'; erwartet wird {expected}",
  oneOf: 'eines von {values}',
  wholeNumberFromTo: 'eine ganze Zahl von {min} bis {max}',
  scriptNoMatch: 'hat keine Eigenschaft match',
  scriptSetNameFolder: "hat setName '{name}'; ein Ordner gehört in destFolder",
  scriptAssetTypes: "hat assetTypes '{type}'; {set} nimmt {allowed}",
  scriptGroupUnknown: 'hat {place} in {name}; die Gruppen von match sind {groups}',
  matchTooLong: "match: '{match}' hat {length} Zeichen; höchstens {max} werden angenommen",
  matchNoExpression: "match: '{match}' ist kein regulärer Ausdruck: {reason}",
  matchNoBase: "match: '{match}' hat keine Gruppe namens base, wie {example}",
  noSetOfHandle: 'assetHandle: {handle} ist vom Typ {type}; erwartet wird ein Set.',
  fieldNoAsset: "{field}: '{handle}' benennt kein Element der Firma.",
  tooManyMembers: '{field} hat {count} Mitglieder; ein Set hat höchstens {max}.',
  memberOfOtherType: '{field}: {handle} ist vom Typ {type}; {set} nimmt {allowed}.',
  noPublishContext:
    "contextHandle: '{handle}' muss einen Veröffentlichungskontext des Typs {type} dieser Firma benennen, wie pc|3.",
  assetOfNoCompany: 'assetHandle: {handle} ist kein Element dieser Firma.',
  publishFolderTaken:
    "Im Veröffentlichungsordner liegt etwas namens '{name}', das kein Veröffentlichungsauftrag angelegt hat; es muss weggeräumt werden.",
  sitemapWithoutPictures: '{count} der Videos haben kein Bild; Suchmaschinen übergehen sie womöglich.',
  sitemapCut: 'nur die neuesten {max} Videos stehen darin.',
}
