/** Messages about PDF, PostScript, Illustrator, InDesign and text files, and fonts, in English. */
export const english = {
  previewLeftOut: '"{file}": the preview of page {page} was left out. {reason}',
  noXmpPacket: '"{file}" has no XMP metadata that can be read.',
  idmlNotUnpacked: '"{file}" is damaged or cut off: it can not be unpacked.',
  idmlUnread: '"{file}" has {count} part(s) that can not be read: {parts}.',
  idmlCut: '"{file}" is larger than is read; what was left out is not in its metadata.',
  moreThanPages: '"{file}" has more pages than {max}, the limit (DARKROOM_MAX_PAGES).',
  tooManyPages: '"{file}" has {count} pages; the limit is {max} (DARKROOM_MAX_PAGES).',
  inDesignNoPreview:
    '"{file}" can not be drawn, and holds no preview: save it in InDesign with preview images, or as PDF or EPS.',
  inDesignPreview:
    '"{file}" can not be drawn; its picture is the preview that InDesign saved, of {width} x {height} pixels.',
  inDesignPagesMissing: '"{file}" has no preview of {count} of its pages.',
  inDesignCut: '"{file}" is cut off: its database should have {expected} bytes, the file has {size}.',
  illustratorWithoutPdf:
    '"{file}" was saved without PDF content, so its picture shows only a note of Illustrator; save it with "Create PDF Compatible File".',
  epsSection: '"{file}" is damaged or cut off: its PostScript should be bytes {from} to {to} of {size}.',
  postScriptNoEnd: '"{file}" may be cut off: nothing at its end says that it ends there (%%EOF, showpage).',
  epsNoBox:
    '"{file}" has no %%BoundingBox; expected four numbers, left, bottom, right and top. Its picture shows a whole page.',
  epsBoxWrong:
    '"{file}" has "{box}" as its %%BoundingBox; expected four numbers, left, bottom, right and top. Its picture shows a whole page.',
  alphaInCmyk: '{option} has no effect: pictures in Cmyk have no transparent background.',
  resolutionWrong: '{field} is {value}; expected pixels per inch, more than 0.',
  resolutionChanged:
    '{field} is {value}; pages are drawn at {resolution} pixels per inch (from {min} to {max}).',
  pagesSmaller:
    '"{file}": drawn smaller, because at {resolution} pixels per inch they would have more than {max} pixels (DARKROOM_MAX_PAGE_PIXELS): {pages}.',
  pagesSmallerOrSide:
    '"{file}": drawn smaller, because at {resolution} pixels per inch they would have more than {max} pixels (DARKROOM_MAX_PAGE_PIXELS) or a side of more than {side}: {pages}.',
  pagesUnreadable: '"{file}": left out, because they can not be read: {pages}.',
  onePage: 'page {numbers}',
  severalPages: 'pages {numbers}',
  fromTo: '{from} to {to}',
  listed: '{first}, {second}',
  moreOfThem: '{numbers} and more',
  linkLeftOut:
    '"{file}": {count} link runs a script or a program or reaches a file, and is left out of the image maps.',
  linksLeftOut:
    '"{file}": {count} links run a script or a program or reach a file, and are left out of the image maps.',
  pdfTooLarge:
    '"{file}" has {size} bytes; pages are drawn of files up to {max} bytes (half of DARKROOM_MAX_RIP_BYTES).',
  pdfNoReadablePage: 'No page of "{file}" can be read.',
  quotedFile: '"{file}"',
  pageOfFile: 'Page {page} of "{file}"',
  pdfProblem: '{what} {problem}.',
  pdfMemory: 'needs more memory than it may have',
  pdfDamagedOrMemory: 'is damaged, or needs more memory than it may have',
  pdfNoPages: 'is a PDF without pages',
  pdfPassword:
    'is encrypted: it can not be opened without its password. Upload a copy without one, or with pdfOptions/process None to keep it as it is',
  pdfEncryption: 'is encrypted in a way that can not be read: none but standard security',
  pdfUnreadable: 'is damaged or cut off: it can not be read as a PDF',
  pdfTooSlow: 'took longer than {seconds} seconds, the limit for a page (DARKROOM_MAX_RIP_SECONDS)',
  aboutFile: '"{file}": {reason}',
  gsNotStarted: '"{file}" could not be given to Ghostscript.',
  gsNoRoom: 'There is no room left to draw pages.',
  gsMemory: '"{file}" needs more memory than Ghostscript may have ({max} bytes).',
  gsTooSlow: '"{file}" took longer than the {seconds} seconds that Ghostscript may.',
  gsWritesTooMuch: '"{file}" makes Ghostscript write more than its pages may need.',
  gsAsksForFiles: '"{file}" asks for files or programs of the server, which PostScript may not.',
  gsPageTooLarge: '"{file}" asks for a page that is larger than Ghostscript can make.',
  gsStops: '"{file}" is damaged or not complete: PostScript stops with {error} in {operator}.',
  gsUnreadable: '"{file}" can not be read by Ghostscript.',
  postScriptItself: 'it',
  drawsNoPage: '"{file}" draws no page.',
  programOutput: '{program} wrote more than {max} bytes.',
  programTooSlow: '{program} took longer than {seconds} seconds.',
  programMissing: '{program} is not installed on this server, so nothing is made of it.',
} as const
