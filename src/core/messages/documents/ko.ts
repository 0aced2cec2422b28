import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about PDF, PostScript, Illustrator, InDesign and text files, and fonts, in Korean. */
export const korean: Words<typeof english> = {
  previewLeftOut: '"{file}": {page}페이지의 미리 보기가 제외되었습니다. {reason}',
  noXmpPacket: '"{file}"에 읽을 수 있는 XMP 메타데이터가 없습니다.',
  idmlNotUnpacked: '"{file}"이(가) 손상되었거나 잘렸습니다: 압축을 풀 수 없습니다.',
  idmlUnread: '"{file}"에 읽을 수 없는 부분이 {count}개 있습니다: {parts}.',
  idmlCut: '"{file}"이(가) 읽는 크기보다 커서 빠진 부분은 메타데이터에 없습니다.',
  moreThanPages: '"{file}"의 페이지가 한도인 {max}페이지보다 많습니다(DARKROOM_MAX_PAGES).',
  tooManyPages: '"{file}"은(는) {count}페이지입니다. 한도는 {max}페이지입니다(DARKROOM_MAX_PAGES).',
  inDesignNoPreview:
    '"{file}"을(를) 그릴 수 없고 미리 보기도 없습니다: InDesign에서 미리 보기 이미지와 함께 저장하거나 PDF 또는 EPS로 저장하십시오.',
  inDesignPreview:
    '"{file}"을(를) 그릴 수 없어 이미지는 InDesign이 저장한 {width} x {height}픽셀의 미리 보기입니다.',
  inDesignPagesMissing: '"{file}"의 {count}페이지에는 미리 보기가 없습니다.',
  inDesignCut:
    '"{file}"이(가) 잘렸습니다: 데이터베이스가 {expected}바이트여야 하는데 파일은 {size}바이트입니다.',
  illustratorWithoutPdf:
    '"{file}"이(가) PDF 내용 없이 저장되어 이미지에 Illustrator의 안내만 보입니다. \'PDF 호환 파일 만들기\'로 저장하십시오.',
  epsSection:
    '"{file}"이(가) 손상되었거나 잘렸습니다: PostScript는 {size}바이트 중 {from}~{to}바이트에 있어야 합니다.',
  postScriptNoEnd: '"{file}"이(가) 잘렸을 수 있습니다: 끝에 끝났다는 표시(%%EOF, showpage)가 없습니다.',
  epsNoBox:
    '"{file}"에 %%BoundingBox가 없습니다. 왼쪽, 아래, 오른쪽, 위의 네 숫자여야 합니다. 이미지는 페이지 전체를 보여 줍니다.',
  epsBoxWrong:
    '"{file}"의 %%BoundingBox가 "{box}"입니다. 왼쪽, 아래, 오른쪽, 위의 네 숫자여야 합니다. 이미지는 페이지 전체를 보여 줍니다.',
  alphaInCmyk: '{option}은(는) 효과가 없습니다: Cmyk 이미지에는 투명한 배경이 없습니다.',
  resolutionWrong: '{field}이(가) {value}입니다. 0보다 큰 인치당 픽셀 수여야 합니다.',
  resolutionChanged: '{field}이(가) {value}입니다. 페이지는 인치당 {resolution}픽셀로 그립니다({min}~{max}).',
  pagesSmaller:
    '"{file}": 인치당 {resolution}픽셀로는 {max}픽셀을 넘으므로(DARKROOM_MAX_PAGE_PIXELS) 더 작게 그렸습니다: {pages}.',
  pagesSmallerOrSide:
    '"{file}": 인치당 {resolution}픽셀로는 {max}픽셀(DARKROOM_MAX_PAGE_PIXELS)이나 한 변 {side}을(를) 넘으므로 더 작게 그렸습니다: {pages}.',
  pagesUnreadable: '"{file}": 읽을 수 없어 제외되었습니다: {pages}.',
  onePage: '{numbers}페이지',
  severalPages: '{numbers}페이지',
  fromTo: '{from}~{to}',
  listed: '{first}, {second}',
  moreOfThem: '{numbers} 등',
  linkLeftOut:
    '"{file}": 스크립트나 프로그램을 실행하거나 파일로 가는 링크 {count}개가 이미지 맵에서 제외되었습니다.',
  linksLeftOut:
    '"{file}": 스크립트나 프로그램을 실행하거나 파일로 가는 링크 {count}개가 이미지 맵에서 제외되었습니다.',
  pdfTooLarge:
    '"{file}"은(는) {size}바이트입니다. {max}바이트(DARKROOM_MAX_RIP_BYTES의 절반)까지의 파일만 페이지를 그립니다.',
  pdfNoReadablePage: '"{file}"의 어떤 페이지도 읽을 수 없습니다.',
  quotedFile: '"{file}"',
  pageOfFile: '"{file}"의 {page}페이지',
  pdfProblem: '{what}: {problem}.',
  pdfMemory: '허용된 것보다 많은 메모리가 필요합니다',
  pdfDamagedOrMemory: '손상되었거나 허용된 것보다 많은 메모리가 필요합니다',
  pdfNoPages: '페이지가 없는 PDF입니다',
  pdfPassword:
    '암호화되어 있습니다: 암호 없이는 열 수 없습니다. 암호가 없는 사본을 업로드하거나 pdfOptions/process None으로 그대로 보관하십시오',
  pdfEncryption: '읽을 수 없는 방식으로 암호화되어 있습니다: 표준 보안만 가능합니다',
  pdfUnreadable: '손상되었거나 잘렸습니다: PDF로 읽을 수 없습니다',
  pdfTooSlow: '한 페이지의 한도인 {seconds}초를 넘었습니다(DARKROOM_MAX_RIP_SECONDS)',
  aboutFile: '"{file}": {reason}',
  gsNotStarted: '"{file}"을(를) Ghostscript에 넘길 수 없습니다.',
  gsNoRoom: '페이지를 그릴 공간이 없습니다.',
  gsMemory: '"{file}"에는 Ghostscript에 허용된 메모리({max}바이트)보다 많이 필요합니다.',
  gsTooSlow: '"{file}"에 Ghostscript에 허용된 {seconds}초보다 오래 걸렸습니다.',
  gsWritesTooMuch: '"{file}" 때문에 Ghostscript가 페이지에 허용된 것보다 많이 씁니다.',
  gsAsksForFiles: '"{file}"이(가) 서버의 파일이나 프로그램을 요구하지만 PostScript에는 허용되지 않습니다.',
  gsPageTooLarge: '"{file}"이(가) Ghostscript가 만들 수 있는 것보다 큰 페이지를 요구합니다.',
  gsStops:
    '"{file}"이(가) 손상되었거나 완전하지 않습니다: PostScript가 {operator}에서 {error}(으)로 멈춥니다.',
  gsUnreadable: 'Ghostscript가 "{file}"을(를) 읽을 수 없습니다.',
  postScriptItself: '파일',
  drawsNoPage: '"{file}"은(는) 페이지를 그리지 않습니다.',
  programOutput: '{program}이(가) {max}바이트보다 많이 썼습니다.',
  programTooSlow: '{program}에 {seconds}초보다 오래 걸렸습니다.',
  programMissing: '이 서버에 {program}이(가) 설치되어 있지 않아 아무것도 만들지 않습니다.',
}
