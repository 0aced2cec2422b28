import { describe, expect, it } from 'vitest'
import { mergeMetadata } from './metadata-files-merge.ts'
import { metadataRow } from './metadata-files-row.ts'
import { looksTabSeparated, tabSeparatedRows } from './metadata-files-tab-separated.ts'
import { looksLikeMetadataXml, metadataXmlRows } from './metadata-files-xml.ts'

describe('a tab-separated metadata file', () => {
  it.each([
    ['File\tdc.title', true],
    ['File\tdc.title\na.jpg\tRed', true],
    ['A letter.\nName\tPrice', false],
    ['', false],
  ])('%j: is one: %s', (text, expected) => {
    expect(looksTabSeparated(text)).toBe(expected)
  })

  it.each([
    ['\n', 'plain'],
    ['\r\n', 'of Windows'],
    ['\r', 'of old Macs'],
  ])('has a row for each line, whatever the line ends: %j (%s)', (end) => {
    const text = ['File\tdc.title\tSeason', 'a.jpg\tRed\tSummer', '', '\t', 'b\t"12"" wide"\t', 'c.jpg'].join(
      end,
    )
    expect(tabSeparatedRows(text)).toEqual([
      { name: 'a.jpg', values: { 'dc.title': 'Red', 'custom_attributes.Season': 'Summer' } },
      { name: 'b', values: { 'dc.title': '12" wide' } },
      { name: 'c.jpg', values: {} },
    ])
  })

  it('ignores cells beyond the header, and columns without a name', () => {
    expect(tabSeparatedRows('File\t\tdc.title\na.jpg\tx\tRed\tmore')).toEqual([
      { name: 'a.jpg', values: { 'dc.title': 'Red' } },
    ])
  })
})

describe('an XML metadata file', () => {
  it.each([
    ['<metadata/>', true],
    ['<metadata>', true],
    ['\ufeff<?xml version="1.0"?>\n<!-- of\n-us --><metadata >', true],
    ['<metadatas/>', false],
    ['<x:xmpmeta xmlns:x="adobe:ns:meta/"/>', false],
    ['', false],
  ])('%j: is one: %s', (text, expected) => {
    expect(looksLikeMetadataXml(text)).toBe(expected)
  })

  it('has a row for each file', () => {
    const text =
      '<?xml version="1.0"?><metadata><file name="a.jpg"><field name="dc.title">Red &amp; <![CDATA[<round>]]></field>' +
      '<field name="Season">Summer</field></file><file name="b"/></metadata>'
    expect(metadataXmlRows(text)).toEqual([
      { name: 'a.jpg', values: { 'dc.title': 'Red & <round>', 'custom_attributes.Season': 'Summer' } },
      { name: 'b', values: {} },
    ])
  })

  it.each([
    ['<metadata><file name="a.jpg"></metadata>', /no XML/],
    ['<!DOCTYPE metadata [<!ENTITY a "b">]><metadata>&a;</metadata>', /DOCTYPE/],
    ['<metadata><asset name="a.jpg"/></metadata>', /<metadata> holds <asset>; expected <file>/],
    ['<metadata><file/></metadata>', /<file> has no attribute name/],
    ['<metadata><file name="a"><field>x</field></file></metadata>', /<field> has no attribute name/],
  ])('is refused whole: %s', (text, expected) => {
    expect(() => metadataXmlRows(text)).toThrow(
      expect.objectContaining({ code: 'bad-file', message: expect.stringMatching(expected) }),
    )
  })
})

describe('a row', () => {
  it('keeps keywords as a list', () => {
    expect(metadataRow(' a.jpg ', [['dc.subject', 'red, shoe,a\\,b']])).toEqual({
      name: 'a.jpg',
      values: { 'dc.subject': '["red","shoe","a,b"]' },
    })
  })

  it('goes on top of what the file says; keywords join', () => {
    const found = { 'dc.title': 'old', 'dc.subject': '["red"]', 'exif.Make': 'Box' }
    const added = { 'dc.title': 'new', 'dc.subject': '["red","shoe"]', 'custom_attributes.Season': 'Summer' }
    expect(mergeMetadata(found, added)).toEqual({
      'dc.title': 'new',
      'dc.subject': '["red","shoe"]',
      'exif.Make': 'Box',
      'custom_attributes.Season': 'Summer',
    })
  })
})
