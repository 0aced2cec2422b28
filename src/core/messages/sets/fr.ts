import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about set generation scripts and publish jobs, in French. */
export const french: Words<typeof english> = {
  setTooLarge: 'il aurait {count} éléments ; un ensemble en a {max} au plus.',
  scriptWrong: 'autoSetsArray : l’ensemble de propriétés {set} {problem}.',
  scriptOfType: 'est du type {type} ; attendu : {expected}',
  scriptPropertyUnknown: 'a la propriété {name} ; sont connues {known}',
  scriptValueWrong: "a {name} '{value}' ; attendu : {expected}",
  oneOf: 'l’un de {values}',
  wholeNumberFromTo: 'un nombre entier de {min} à {max}',
  scriptNoMatch: 'n’a pas de propriété match',
  scriptSetNameFolder: "a setName '{name}' ; un dossier se met dans destFolder",
  scriptAssetTypes: "a assetTypes '{type}' ; {set} accepte {allowed}",
  scriptGroupUnknown: 'a {place} dans {name} ; les groupes de match sont {groups}',
  matchTooLong: "match : '{match}' a {length} caractères ; {max} au plus sont acceptés",
  matchNoExpression: "match : '{match}' n’est pas une expression régulière : {reason}",
  matchNoBase: "match : '{match}' n’a pas de groupe nommé base, comme {example}",
  noSetOfHandle: 'assetHandle : {handle} est du type {type} ; un ensemble est attendu.',
  fieldNoAsset: "{field} : '{handle}' ne désigne aucun élément de la société.",
  tooManyMembers: '{field} a {count} membres ; un ensemble en a {max} au plus.',
  memberOfOtherType: '{field} : {handle} est du type {type} ; {set} accepte {allowed}.',
  noPublishContext:
    "contextHandle : '{handle}' doit désigner un contexte de publication du type {type} de cette société, comme pc|3.",
  assetOfNoCompany: 'assetHandle : {handle} n’est pas un élément de cette société.',
  publishFolderTaken:
    "Le dossier de publication contient quelque chose nommé '{name}' qu’aucune tâche de publication n’a créé ; il faut le déplacer.",
  sitemapWithoutPictures:
    '{count} des vidéos n’ont pas d’image ; les moteurs de recherche peuvent les ignorer.',
  sitemapCut: 'seules les {max} vidéos les plus récentes y figurent.',
}
