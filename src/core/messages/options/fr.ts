import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about the options and parameters of jobs, in French. */
export const french: Words<typeof english> = {
  fileNameNoEnd: "{field} : '{path}' doit se terminer par le nom d’un fichier.",
  fileNameTooDeep: "{field} : '{path}' doit se trouver dans {max} dossiers au plus.",
  fileNamePathTooLong: "{field} : '{path}' doit avoir un chemin de {max} caractères au plus.",
  fileNameDots: "{field} : '{path}' ne doit contenir ni '.' ni '..'.",
  fileNameControl: "{field} : '{path}' ne doit pas contenir de caractères de contrôle.",
  fileNamePartTooLong: "{field} : '{path}' ne doit pas contenir de nom de plus de {max} caractères.",
  destPathNoFile: "destPath : '{path}' ne désigne aucun fichier, et {url} non plus.",
  jobNameWrong: "jobName : '{name}' doit avoir de 1 à {max} caractères, sans '|'.",
  noAssetOfHandle: "'{handle}' ne désigne aucun élément de la société.",
  assetOfOtherType: 'il est du type {type} ; attendu : {expected}.',
  assetWithoutFile: 'il est du type {type}, qui n’a pas de fichier.',
  replacedMeanwhile: 'il a été remplacé ou supprimé pendant le traitement de son ancien fichier.',
  handlesEmpty: '{field} est vide ; au moins un identifiant d’élément est requis.',
  tooManyHandles: '{field} a {count} identifiants ; {max} au plus sont acceptés.',
  scriptsEmpty: '{field} est vide ; au moins un script est requis.',
  noPropertySet: "{field} : il n’y a pas d’ensemble de propriétés '{handle}'.",
  noPropertySetOfType: "{field} : '{handle}' ne désigne aucun ensemble de propriétés du type {type}.",
  presetValueWrong: '{field} : le préréglage \'{preset}\' a {name} "{value}" ; attendu : {expected}.',
  numberFromZero: 'un nombre à partir de 0',
  trueOrFalse: 'true ou false',
  wholeNumber: 'un nombre entier',
  anyNumber: 'un nombre',
  dateAndTime: 'une date et une heure comme 2014-04-03T17:04:40Z',
  colour: 'une couleur comme #ff8000',
  dimension: 'une taille comme 25 mm ou 640x480',
  fileNameAlone: 'un nom de fichier sans dossier',
  noIccProfile: "{field} : '{handle}' ne désigne aucun élément IccProfile de la société.",
  noProject: "projectHandleArray : '{handle}' ne désigne aucun projet de la société.",
  projectGone: "le projet '{handle}' n’existe plus ; le fichier n’y a pas été ajouté.",
  cropDropped:
    'le recadrage de l’image remplacée ({crop}) ne tient pas dans {width} x {height} pixels et a été abandonné.',
  cropOfSize: '{width} x {height} en {left},{top}',
  fieldUnknown:
    "{field} : '{handle}' ne désigne aucun champ de métadonnées de la société ; attendu : un identifiant comme {example}.",
  fieldOfOtherAssets:
    "{field} : le champ '{name}' est celui d’éléments {expected}, et celui-ci est du type {type}.",
  fieldWithoutValue: "{field} : il n’y a pas de valeur pour le champ '{name}'.",
  fieldValuesExclude: '{field} : {given} s’excluent mutuellement.',
  both: '{first} et {second}',
  fieldOfType: "{field} : le champ '{name}' est du type {type}.",
  fieldValueTooLong: '{field} : la valeur a {length} caractères ; {max} au plus sont conservés.',
  fieldValueWrong:
    "{field} : '{value}' n’est pas une valeur du champ '{name}' ({type}) ; attendu : {expected}.",
  fieldTagUnknown: "{field} : le champ '{name}' ne connaît pas la balise '{tag}' ; ses balises sont fixes.",
  tagWrong: "{field} : la balise '{tag}' doit avoir de 1 à {max} caractères.",
  tooManyTags: '{field} : le champ aurait {count} balises ; {max} au plus sont conservées.',
  noImagePreset:
    "macro : '{preset}' ne désigne aucun préréglage d’image ; attendu : le nom d’un ensemble de propriétés du type {type} qui a un urlModifier.",
  noModifier:
    'is_modifier et macro sont absents ; avec fmt=convert, l’un des deux doit dire en quoi les images sont converties.',
  inField: '{field} : {reason}',
  urlsMissing:
    'uploadUrlsJob/urlArray est absent ou vide ; attendu : au moins un élément avec une sourceUrl.',
  modifierLayers:
    '{field} : les exportations n’ont pas de calques ; attendu : des commandes comme crop, wid, hei, fmt et qlt.',
  modifierNoPicture: '{field} : req={kind} ne produit pas d’image.',
  exportTooLarge: 'l’image ferait {width} x {height} pixels ; {max} pixels au plus sont exportés.',
  imageWithoutPart: "L’image '{image}' n’a pas de {part}.",
  fitWithoutSize: 'fit={mode} demande wid ou hei dans la même requête.',
  formatTooLarge:
    'fmt={format} contient au plus {max} pixels par côté ; la réponse ferait {width} x {height}.',
  viewTooLarge:
    '{side} de l’image mise à l’échelle serait de {pixels} pixels ; {max} pixels au plus sont autorisés.',
  jcrUnset: 'DARKROOM_JCR_URL n’est plus défini.',
}
