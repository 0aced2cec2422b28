import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about the options and parameters of jobs, in German. */
export const german: Words<typeof english> = {
  fileNameNoEnd: "{field}: '{path}' muss mit dem Namen einer Datei enden.",
  fileNameTooDeep: "{field}: '{path}' darf in höchstens {max} Ordnern liegen.",
  fileNamePathTooLong: "{field}: '{path}' muss einen Pfad von höchstens {max} Zeichen haben.",
  fileNameDots: "{field}: '{path}' darf weder '.' noch '..' enthalten.",
  fileNameControl: "{field}: '{path}' darf keine Steuerzeichen enthalten.",
  fileNamePartTooLong: "{field}: '{path}' darf keinen Namen mit mehr als {max} Zeichen enthalten.",
  destPathNoFile: "destPath: '{path}' benennt keine Datei, und {url} auch nicht.",
  jobNameWrong: "jobName: '{name}' muss 1 bis {max} Zeichen haben und kein '|'.",
  noAssetOfHandle: "'{handle}' benennt kein Element der Firma.",
  assetOfOtherType: 'es ist vom Typ {type}; erwartet wird {expected}.',
  assetWithoutFile: 'es ist vom Typ {type}, der keine Datei hat.',
  replacedMeanwhile: 'es wurde ersetzt oder gelöscht, während die frühere Datei verarbeitet wurde.',
  handlesEmpty: '{field} ist leer; mindestens ein Asset-Handle ist nötig.',
  tooManyHandles: '{field} hat {count} Handles; höchstens {max} werden angenommen.',
  scriptsEmpty: '{field} ist leer; mindestens ein Skript ist nötig.',
  noPropertySet: "{field}: Es gibt keinen Eigenschaftensatz '{handle}'.",
  noPropertySetOfType: "{field}: '{handle}' benennt keinen Eigenschaftensatz des Typs {type}.",
  presetValueWrong: '{field}: Die Vorgabe \'{preset}\' hat {name} "{value}"; erwartet wird {expected}.',
  numberFromZero: 'eine Zahl ab 0',
  trueOrFalse: 'true oder false',
  wholeNumber: 'eine ganze Zahl',
  anyNumber: 'eine Zahl',
  dateAndTime: 'Datum und Zeit wie 2014-04-03T17:04:40Z',
  colour: 'eine Farbe wie #ff8000',
  dimension: 'eine Größe wie 25 mm oder 640x480',
  fileNameAlone: 'ein Dateiname ohne Ordner',
  noIccProfile: "{field}: '{handle}' benennt kein IccProfile-Element der Firma.",
  noProject: "projectHandleArray: '{handle}' benennt kein Projekt der Firma.",
  projectGone: "das Projekt '{handle}' gibt es nicht mehr; die Datei kam nicht hinein.",
  cropDropped:
    'der Zuschnitt des ersetzten Bildes ({crop}) passt nicht in {width} x {height} Pixel und wurde verworfen.',
  cropOfSize: '{width} x {height} bei {left},{top}',
  fieldUnknown:
    "{field}: '{handle}' benennt kein Metadatenfeld der Firma; erwartet wird ein Handle wie {example}.",
  fieldOfOtherAssets:
    "{field}: Das Feld '{name}' gehört zu {expected}-Elementen, und dieses ist vom Typ {type}.",
  fieldWithoutValue: "{field}: Für das Feld '{name}' gibt es keinen Wert.",
  fieldValuesExclude: '{field}: {given} schließen einander aus.',
  both: '{first} und {second}',
  fieldOfType: "{field}: Das Feld '{name}' ist vom Typ {type}.",
  fieldValueTooLong: '{field}: Der Wert hat {length} Zeichen; höchstens {max} werden behalten.',
  fieldValueWrong: "{field}: '{value}' ist kein Wert des Feldes '{name}' ({type}); erwartet wird {expected}.",
  fieldTagUnknown: "{field}: Das Feld '{name}' kennt das Tag '{tag}' nicht; seine Tags stehen fest.",
  tagWrong: "{field}: Das Tag '{tag}' muss 1 bis {max} Zeichen haben.",
  tooManyTags: '{field}: Das Feld hätte {count} Tags; höchstens {max} werden behalten.',
  noImagePreset:
    "macro: '{preset}' benennt keine Bildvorgabe; erwartet wird der Name eines Property-Sets vom Typ {type}, das einen urlModifier hat.",
  noModifier:
    'is_modifier und macro fehlen; bei fmt=convert muss eines davon sagen, wohin die Bilder umgewandelt werden.',
  inField: '{field}: {reason}',
  urlsMissing:
    'uploadUrlsJob/urlArray fehlt oder ist leer; erwartet wird mindestens ein Eintrag mit einer sourceUrl.',
  modifierLayers:
    '{field}: Exporte haben keine Ebenen; erwartet werden Befehle wie crop, wid, hei, fmt und qlt.',
  modifierNoPicture: '{field}: req={kind} ergibt kein Bild.',
  exportTooLarge: 'es hätte {width} x {height} Pixel; höchstens {max} Pixel werden exportiert.',
  imageWithoutPart: "Das Bild '{image}' hat kein(e) {part}.",
  fitWithoutSize: 'fit={mode} braucht wid oder hei in derselben Anfrage.',
  formatTooLarge: 'fmt={format} fasst höchstens {max} Pixel je Seite; die Antwort hätte {width} x {height}.',
  viewTooLarge: '{side} des skalierten Bildes wäre {pixels} Pixel; erlaubt sind höchstens {max} Pixel.',
  jcrUnset: 'DARKROOM_JCR_URL ist nicht mehr gesetzt.',
}
