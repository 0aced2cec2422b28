import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about PDF, PostScript, Illustrator, InDesign and text files, and fonts, in French. */
export const french: Words<typeof english> = {
  previewLeftOut: '« {file} » : l’aperçu de la page {page} a été omis. {reason}',
  noXmpPacket: '« {file} » n’a pas de métadonnées XMP lisibles.',
  idmlNotUnpacked: '« {file} » est endommagé ou coupé : il ne peut pas être décompressé.',
  idmlUnread: '« {file} » a {count} partie(s) illisible(s) : {parts}.',
  idmlCut: '« {file} » est plus grand que ce qui est lu ; ce qui a été omis manque dans ses métadonnées.',
  moreThanPages: '« {file} » a plus de {max} pages, la limite (DARKROOM_MAX_PAGES).',
  tooManyPages: '« {file} » a {count} pages ; la limite est {max} (DARKROOM_MAX_PAGES).',
  inDesignNoPreview:
    '« {file} » ne peut pas être dessiné et ne contient pas d’aperçu : enregistrez-le dans InDesign avec des images d’aperçu, ou en PDF ou EPS.',
  inDesignPreview:
    '« {file} » ne peut pas être dessiné ; son image est l’aperçu enregistré par InDesign, de {width} x {height} pixels.',
  inDesignPagesMissing: '« {file} » n’a pas d’aperçu de {count} de ses pages.',
  inDesignCut:
    '« {file} » est coupé : sa base de données devrait avoir {expected} octets, le fichier en a {size}.',
  illustratorWithoutPdf:
    '« {file} » a été enregistré sans contenu PDF ; son image ne montre donc qu’une note d’Illustrator. Enregistrez-le avec « Créer un fichier compatible PDF ».',
  epsSection:
    '« {file} » est endommagé ou coupé : son PostScript devrait aller de l’octet {from} à {to} sur {size}.',
  postScriptNoEnd:
    '« {file} » est peut-être coupé : rien à sa fin n’indique qu’il s’y termine (%%EOF, showpage).',
  epsNoBox:
    '« {file} » n’a pas de %%BoundingBox ; quatre nombres sont attendus : gauche, bas, droite et haut. Son image montre une page entière.',
  epsBoxWrong:
    '« {file} » a « {box} » comme %%BoundingBox ; quatre nombres sont attendus : gauche, bas, droite et haut. Son image montre une page entière.',
  alphaInCmyk: '{option} est sans effet : les images en Cmyk n’ont pas d’arrière-plan transparent.',
  resolutionWrong: '{field} vaut {value} ; attendu : des pixels par pouce, plus de 0.',
  resolutionChanged:
    '{field} vaut {value} ; les pages sont dessinées à {resolution} pixels par pouce (de {min} à {max}).',
  pagesSmaller:
    '« {file} » : dessinées plus petites, car à {resolution} pixels par pouce elles auraient plus de {max} pixels (DARKROOM_MAX_PAGE_PIXELS) : {pages}.',
  pagesSmallerOrSide:
    '« {file} » : dessinées plus petites, car à {resolution} pixels par pouce elles auraient plus de {max} pixels (DARKROOM_MAX_PAGE_PIXELS) ou un côté de plus de {side} : {pages}.',
  pagesUnreadable: '« {file} » : omises, car illisibles : {pages}.',
  onePage: 'page {numbers}',
  severalPages: 'pages {numbers}',
  fromTo: '{from} à {to}',
  listed: '{first}, {second}',
  moreOfThem: '{numbers} et d’autres',
  linkLeftOut:
    '« {file} » : {count} lien lance un script ou un programme ou mène à un fichier, et est omis des cartes d’images.',
  linksLeftOut:
    '« {file} » : {count} liens lancent un script ou un programme ou mènent à un fichier, et sont omis des cartes d’images.',
  pdfTooLarge:
    '« {file} » a {size} octets ; les pages sont dessinées pour des fichiers de {max} octets au plus (la moitié de DARKROOM_MAX_RIP_BYTES).',
  pdfNoReadablePage: 'Aucune page de « {file} » n’est lisible.',
  quotedFile: '« {file} »',
  pageOfFile: 'La page {page} de « {file} »',
  pdfProblem: '{what} {problem}.',
  pdfMemory: 'demande plus de mémoire que permis',
  pdfDamagedOrMemory: 'est endommagé(e), ou demande plus de mémoire que permis',
  pdfNoPages: 'est un PDF sans pages',
  pdfPassword:
    'est chiffré : il ne peut pas être ouvert sans son mot de passe. Chargez une copie sans mot de passe, ou avec pdfOptions/process None pour le garder tel quel',
  pdfEncryption: 'est chiffré d’une façon illisible : seule la sécurité standard est possible',
  pdfUnreadable: 'est endommagé ou coupé : il est illisible comme PDF',
  pdfTooSlow: 'a pris plus de {seconds} secondes, la limite pour une page (DARKROOM_MAX_RIP_SECONDS)',
  aboutFile: '« {file} » : {reason}',
  gsNotStarted: '« {file} » n’a pas pu être confié à Ghostscript.',
  gsNoRoom: 'Il n’y a plus de place pour dessiner des pages.',
  gsMemory: '« {file} » demande plus de mémoire que Ghostscript ne peut en avoir ({max} octets).',
  gsTooSlow: '« {file} » a pris plus que les {seconds} secondes permises à Ghostscript.',
  gsWritesTooMuch: '« {file} » fait écrire à Ghostscript plus que ses pages ne peuvent demander.',
  gsAsksForFiles:
    '« {file} » demande des fichiers ou des programmes du serveur, ce que PostScript ne peut pas.',
  gsPageTooLarge: '« {file} » demande une page plus grande que ce que Ghostscript peut faire.',
  gsStops: '« {file} » est endommagé ou incomplet : PostScript s’arrête avec {error} dans {operator}.',
  gsUnreadable: '« {file} » ne peut pas être lu par Ghostscript.',
  postScriptItself: 'le fichier',
  drawsNoPage: '« {file} » ne dessine aucune page.',
  programOutput: '{program} a écrit plus de {max} octets.',
  programTooSlow: '{program} a pris plus de {seconds} secondes.',
  programMissing: '{program} n’est pas installé sur ce serveur ; rien n’en est donc fait.',
}
