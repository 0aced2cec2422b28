import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about set generation scripts and publish jobs, in Korean. */
export const korean: Words<typeof english> = {
  setTooLarge: '자산이 {count}개가 됩니다. 세트에는 최대 {max}개까지 들어갑니다.',
  scriptWrong: 'autoSetsArray: 속성 세트 {set}: {problem}.',
  scriptOfType: '유형이 {type}입니다. {expected}이어야 합니다',
  scriptPropertyUnknown: '속성 {name}이(가) 있습니다. 쓸 수 있는 속성은 {known}입니다',
  scriptValueWrong: "{name}이(가) '{value}'입니다. {expected}이어야 합니다",
  oneOf: '{values} 중 하나',
  wholeNumberFromTo: '{min}에서 {max}까지의 정수',
  scriptNoMatch: '속성 match가 없습니다',
  scriptSetNameFolder: "setName이 '{name}'입니다. 폴더는 destFolder에 지정하십시오",
  scriptAssetTypes: "assetTypes가 '{type}'입니다. {set}에는 {allowed}을(를) 쓸 수 있습니다",
  scriptGroupUnknown: '{name}에 {place}이(가) 있습니다. match의 그룹은 {groups}입니다',
  matchTooLong: "match: '{match}'이(가) {length}자입니다. 최대 {max}자까지 받습니다",
  matchNoExpression: "match: '{match}'은(는) 정규식이 아닙니다: {reason}",
  matchNoBase: "match: '{match}'에 {example}과 같은 base라는 그룹이 없습니다",
  noSetOfHandle: 'assetHandle: {handle}의 유형은 {type}입니다. 세트여야 합니다.',
  fieldNoAsset: "{field}: '{handle}'에 해당하는 회사의 자산이 없습니다.",
  tooManyMembers: '{field}에 구성원이 {count}개 있습니다. 세트에는 최대 {max}개까지 들어갑니다.',
  memberOfOtherType: '{field}: {handle}의 유형은 {type}입니다. {set}에는 {allowed}을(를) 넣을 수 있습니다.',
  noPublishContext:
    "contextHandle: '{handle}'은(는) pc|3과 같이 이 회사의 유형 {type} 게시 컨텍스트를 가리켜야 합니다.",
  assetOfNoCompany: 'assetHandle: {handle}은(는) 이 회사의 자산이 아닙니다.',
  publishFolderTaken:
    "게시 폴더에 게시 작업이 만들지 않은 '{name}'이(가) 있습니다. 다른 곳으로 옮겨야 합니다.",
  sitemapWithoutPictures: '비디오 {count}개에 이미지가 없습니다. 검색 엔진이 건너뛸 수 있습니다.',
  sitemapCut: '가장 최근 비디오 {max}개만 들어 있습니다.',
}
