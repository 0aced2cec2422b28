import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about PDF, PostScript, Illustrator, InDesign and text files, and fonts, in German. */
export const german: Words<typeof english> = {
  previewLeftOut: '„{file}“: Die Vorschau von Seite {page} wurde ausgelassen. {reason}',
  noXmpPacket: '„{file}“ hat keine lesbaren XMP-Metadaten.',
  idmlNotUnpacked: '„{file}“ ist beschädigt oder abgeschnitten: Die Datei kann nicht entpackt werden.',
  idmlUnread: '„{file}“ hat Teile ({count}), die nicht gelesen werden können: {parts}.',
  idmlCut: '„{file}“ ist größer, als gelesen wird; was ausgelassen wurde, fehlt in den Metadaten.',
  moreThanPages: '„{file}“ hat mehr als {max} Seiten, die Grenze (DARKROOM_MAX_PAGES).',
  tooManyPages: '„{file}“ hat {count} Seiten; die Grenze ist {max} (DARKROOM_MAX_PAGES).',
  inDesignNoPreview:
    '„{file}“ kann nicht gezeichnet werden und enthält keine Vorschau: In InDesign mit Vorschaubildern speichern, oder als PDF oder EPS.',
  inDesignPreview:
    '„{file}“ kann nicht gezeichnet werden; das Bild ist die Vorschau, die InDesign gespeichert hat, mit {width} x {height} Pixeln.',
  inDesignPagesMissing: '„{file}“ hat von {count} Seiten keine Vorschau.',
  inDesignCut:
    '„{file}“ ist abgeschnitten: Die Datenbank müsste {expected} Byte haben, die Datei hat {size}.',
  illustratorWithoutPdf:
    '„{file}“ wurde ohne PDF-Inhalt gespeichert, deshalb zeigt das Bild nur einen Hinweis von Illustrator; mit „PDF-kompatible Datei erstellen“ speichern.',
  epsSection:
    '„{file}“ ist beschädigt oder abgeschnitten: Das PostScript müsste von Byte {from} bis {to} von {size} reichen.',
  postScriptNoEnd:
    '„{file}“ ist vielleicht abgeschnitten: Nichts am Ende sagt, dass die Datei dort endet (%%EOF, showpage).',
  epsNoBox:
    '„{file}“ hat keine %%BoundingBox; erwartet werden vier Zahlen: links, unten, rechts und oben. Das Bild zeigt eine ganze Seite.',
  epsBoxWrong:
    '„{file}“ hat „{box}“ als %%BoundingBox; erwartet werden vier Zahlen: links, unten, rechts und oben. Das Bild zeigt eine ganze Seite.',
  alphaInCmyk: '{option} hat keine Wirkung: Bilder in Cmyk haben keinen transparenten Hintergrund.',
  resolutionWrong: '{field} ist {value}; erwartet werden Pixel pro Zoll, mehr als 0.',
  resolutionChanged:
    '{field} ist {value}; Seiten werden mit {resolution} Pixeln pro Zoll gezeichnet (von {min} bis {max}).',
  pagesSmaller:
    '„{file}“: kleiner gezeichnet, weil es bei {resolution} Pixeln pro Zoll mehr als {max} Pixel wären (DARKROOM_MAX_PAGE_PIXELS): {pages}.',
  pagesSmallerOrSide:
    '„{file}“: kleiner gezeichnet, weil es bei {resolution} Pixeln pro Zoll mehr als {max} Pixel (DARKROOM_MAX_PAGE_PIXELS) oder eine Seitenlänge über {side} wären: {pages}.',
  pagesUnreadable: '„{file}“: ausgelassen, weil nicht lesbar: {pages}.',
  onePage: 'Seite {numbers}',
  severalPages: 'Seiten {numbers}',
  fromTo: '{from} bis {to}',
  listed: '{first}, {second}',
  moreOfThem: '{numbers} und weitere',
  linkLeftOut:
    '„{file}“: {count} Link startet ein Skript oder Programm oder führt zu einer Datei und fehlt in den Imagemaps.',
  linksLeftOut:
    '„{file}“: {count} Links starten ein Skript oder Programm oder führen zu einer Datei und fehlen in den Imagemaps.',
  pdfTooLarge:
    '„{file}“ hat {size} Byte; Seiten werden von Dateien bis {max} Byte gezeichnet (die Hälfte von DARKROOM_MAX_RIP_BYTES).',
  pdfNoReadablePage: 'Keine Seite von „{file}“ kann gelesen werden.',
  quotedFile: '„{file}“',
  pageOfFile: 'Seite {page} von „{file}“',
  pdfProblem: '{what} {problem}.',
  pdfMemory: 'braucht mehr Speicher als erlaubt',
  pdfDamagedOrMemory: 'ist beschädigt oder braucht mehr Speicher als erlaubt',
  pdfNoPages: 'ist ein PDF ohne Seiten',
  pdfPassword:
    'ist verschlüsselt: ohne Kennwort kann die Datei nicht geöffnet werden. Eine Kopie ohne Kennwort hochladen, oder mit pdfOptions/process None, um sie zu behalten, wie sie ist',
  pdfEncryption:
    'ist auf eine Weise verschlüsselt, die nicht gelesen werden kann: nur Standardsicherheit geht',
  pdfUnreadable: 'ist beschädigt oder abgeschnitten: die Datei kann nicht als PDF gelesen werden',
  pdfTooSlow: 'brauchte länger als {seconds} Sekunden, die Grenze für eine Seite (DARKROOM_MAX_RIP_SECONDS)',
  aboutFile: '„{file}“: {reason}',
  gsNotStarted: '„{file}“ konnte nicht an Ghostscript gegeben werden.',
  gsNoRoom: 'Es ist kein Platz mehr, um Seiten zu zeichnen.',
  gsMemory: '„{file}“ braucht mehr Speicher, als Ghostscript haben darf ({max} Byte).',
  gsTooSlow: '„{file}“ brauchte länger als die {seconds} Sekunden, die Ghostscript hat.',
  gsWritesTooMuch: '„{file}“ lässt Ghostscript mehr schreiben, als die Seiten brauchen dürfen.',
  gsAsksForFiles: '„{file}“ verlangt nach Dateien oder Programmen des Servers, was PostScript nicht darf.',
  gsPageTooLarge: '„{file}“ verlangt eine Seite, die größer ist, als Ghostscript machen kann.',
  gsStops: '„{file}“ ist beschädigt oder nicht vollständig: PostScript hält mit {error} in {operator} an.',
  gsUnreadable: '„{file}“ kann von Ghostscript nicht gelesen werden.',
  postScriptItself: 'der Datei',
  drawsNoPage: '„{file}“ zeichnet keine Seite.',
  programOutput: '{program} schrieb mehr als {max} Byte.',
  programTooSlow: '{program} brauchte länger als {seconds} Sekunden.',
  programMissing: '{program} ist auf diesem Server nicht installiert, deshalb wird nichts daraus gemacht.',
}
