import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about videos and sound, in French. */
export const french: Words<typeof english> = {
  encodingProblem: 'encodage « {name} » : {problem}',
  encodingNoSound: 'l’encodage « {name} » est omis : la vidéo n’a pas de son.',
  encodingNoVideo: 'l’encodage « {name} » est omis : « {file} » ne contient pas de vidéo.',
  adaptiveSetsNoVideo: 'les ensembles adaptatifs sont omis : « {file} » ne contient pas de vidéo.',
  adaptiveSetEmpty: 'l’ensemble adaptatif « {name} » est omis : il n’a pas d’encodages.',
  adaptiveSetAspect:
    'ensemble adaptatif « {name} » : l’aspectRatio "{ratio}" est omis ; attendu : une valeur comme 16:9.',
  adaptiveSetShape:
    'ensemble adaptatif « {name} » : il est pour {ratio} ; les rendus gardent la forme de la vidéo, {width} x {height}.',
  adaptiveSetWithoutMaster:
    'ensemble adaptatif « {name} » : « {file} » n’y entre pas ; les lecteurs ne peuvent pas montrer {codec}.',
  otherStreams: 'les rendus ne contiennent que la première vidéo et le premier son ; omis : {streams}.',
  videoCropEmpty: 'un videoSmartCrop est omis : width et height doivent être supérieurs à 0.',
  videoCropRate: 'videoSmartCropSampleRate {rate} est omis ; attendu : 0 image par seconde ou plus.',
  videoHdr: '« {file} » a une grande plage dynamique ; ses images et rendus paraissent ternes.',
  thumbnailOutside:
    'thumbnailTime {time} n’est pas dans les {length} ms de la vidéo ; la première image est montrée.',
  coverTooLarge: 'elle a {width} x {height} pixels.',
  coverUnreadable: 'la pochette de « {file} » est illisible.',
  tooManyRenditions: 'mediaOptions demande {count} rendus de « {file} » ; la limite est {max}.',
  ffmpegMissing: '« {file} » ne peut pas être encodé : FFmpeg n’est pas installé sur ce serveur.',
  storedUnread:
    '« {file} » est enregistré tel quel, sans être lu : FFmpeg n’est pas installé sur ce serveur.',
  numberNegative: '{field} {value} est omis ; attendu : 0 ou plus.',
  videoSmaller: 'la vidéo est plus petite que demandé ; le rendu a sa taille, {width} x {height}.',
  codecImpossible: 'la vidéo est en H.264, et non en "{codec}", qui ne peut pas être produit.',
  codecNotAdaptive: 'la vidéo est en H.264, et non en "{codec}", que les ensembles adaptatifs n’ont pas.',
  frameRateTooHigh: 'frameRate {rate} dépasse {max} ; celui de la source est gardé.',
  h264Unknown: '{field} "{value}" est omis ; sont connus {known}.',
  bitrateTooHigh: 'videoBitrate {rate} dépasse {max} kbit/s.',
  maxBitrateLow: 'maxBitrate {value} est inférieur à videoBitrate {rate} et est omis.',
  minBitrateHigh: 'minBitrate {value} est supérieur à videoBitrate {rate} et est omis.',
  partsDamaged: 'des parties de « {file} » sont endommagées et ont été ignorées.',
  settingUnknown: 'le réglage avancé "{setting}" est omis ; sont connus {known}.',
  settingForOther: 'le réglage avancé "{setting}" est omis ; il est pour {container}.',
  settingValue: 'le réglage avancé "{setting}" est omis ; il ne peut pas être "{value}".',
  suffixTaken: 'le fileSuffix "{given}" est pris comme "{safe}" : il ne peut pas nommer de dossiers.',
  containerInstead: 'un fichier .{container} est produit, et non .{extension}, où son codec n’entre pas.',
  soundCodec:
    'le son est en {codec}, et non en "{asked}", que les fichiers {container} ne peuvent pas contenir ici.',
  soundBitrate: 'le son a {rate} kbit/s, et non {asked}, que {codec} ne permet pas.',
  soundRate: 'le son a {rate} Hz, et non {asked}, que {codec} ne permet pas.',
  frameTooLarge: '« {file} » a des images de {pixels} pixels ; la limite est de {max} pixels.',
  playsTooLong: '« {file} » dure {seconds} secondes ; la limite est de {max} secondes.',
  videoNoLength: 'sa vidéo n’a pas de durée',
  soundNoLength: 'son son n’a pas de durée',
  mediaCut: '« {file} » est endommagé ou coupé : sur {expected} secondes, {found} sont présentes.',
  mediaTooSlow: '« {file} » a pris plus de {seconds} secondes à traiter (DARKROOM_MAX_VIDEO_SECONDS).',
  noRoomForRenditions: 'Il n’y a plus de place pour écrire les rendus.',
  mediaMemory: '« {file} » demande plus de mémoire qu’une vidéo ne le peut.',
  mediaUnreadable: '« {file} » est endommagé ou coupé : il est illisible.',
  mediaEmpty: '« {file} » ne contient ni vidéo ni son lisible.',
  videoNotDecoded: 'sa vidéo ne peut pas être décodée',
}
