import { describe, expect, it } from 'vitest'
import { parsed, textsOf } from '../test-parse.ts'

const doctype = '<!DOCTYPE task PUBLIC "-//OASIS//DTD DITA Task//EN" "task.dtd">'

/** A task of the given body. */
const task = (body: string) =>
  `${doctype}\n<task id="t"><title>T</title><taskbody>\n${body}\n</taskbody></task>`
const topic = (body: string) => `<topic id="t"><title>T</title><body>\n${body}\n</body></topic>`

describe('the structure of DITA topics', () => {
  it.each([
    ['a task', task('<prereq/><context/><steps><step><cmd>x</cmd><info/></step></steps><result/><postreq/>')],
    ['a general task', task('<section/><steps-informal/><example/>')],
    ['a concept', '<concept id="c"><title/><conbody><p/><section/><example/></conbody></concept>'],
    [
      'a reference',
      '<reference id="r"><title/><refbody><properties><property/></properties><parml/></refbody></reference>'.replace(
        '<parml/>',
        '<table><tgroup cols="1"><tbody><row><entry/></row></tbody></tgroup></table>',
      ),
    ],
    ['a glossary entry', '<glossentry id="g"><glossterm>Word</glossterm><glossdef/></glossentry>'],
    [
      'a troubleshooting topic',
      '<troubleshooting id="x"><title/><troublebody><condition/><troubleSolution><cause/><remedy><steps><step><cmd/></step></steps></remedy></troubleSolution></troublebody></troubleshooting>',
    ],
    [
      'several topics in one file',
      '<dita><topic id="a"><title/></topic><concept id="b"><title/></concept></dita>',
    ],
    ['nested topics', '<topic id="a"><title/><body/><task id="b"><title/></task></topic>'],
    [
      'a specialisation of others',
      '<recipe id="r" class="- topic/topic task/task recipe/recipe "><name class="- topic/title recipe/name ">x</name><how class="- topic/body task/taskbody recipe/how "><steps><step><do class="- topic/ph task/cmd recipe/do "/></step></steps></how></recipe>',
    ],
    ['content from elsewhere', task('<steps conref="a.dita#a/s"/>')],
    [
      'SVG and MathML inside',
      topic('<fig><svg-container><svg:svg xmlns:svg="x"><svg:g id="t"/></svg:svg></svg-container></fig>'),
    ],
  ])('%s is fine', async (_, text) => {
    expect(textsOf(await parsed('a.dita', text))).toEqual([])
  })

  it.each([
    [topic('<p/>').replace('<title>T</title>', ''), 'Line 1: <topic> has no title.'],
    [topic('<p/>').replace(' id="t"', ''), 'Line 1: <topic> has no id, which every topic needs.'],
    [
      '<concept id="c"><title/><body/></concept>',
      'Line 1: <body> is not allowed in <concept>; it belongs in topic.',
    ],
    [
      '<topic id="c"><title/><conbody/></topic>',
      'Line 1: <conbody> is not allowed in <topic>; it belongs in concept.',
    ],
    [task('<steps>\n<step><info/></step></steps>'), 'Line 4: <step> has no cmd.'],
    [task('<steps>\n</steps>'), 'Line 3: <steps> has no stepsection or step.'],
    [task('<result/>\n<context/>'), 'Line 4: <context> has to come before result in <taskbody>.'],
    [task('<steps><step><cmd/><cmd/></step></steps>'), 'Line 3: <step> may have only one cmd.'],
    [topic('<step/>'), 'Line 2: <step> is not allowed in <body>; it belongs in steps, steps-unordered.'],
    [topic('<ul><p/></ul>'), 'Line 2: <p> is not allowed in <ul>.'],
    [topic('<section><section/></section>'), 'Line 2: <section> is not allowed in <section>'],
    [topic('<table><tgroup cols="1"><row/></tgroup></table>'), 'Line 2: <row> is not allowed in <tgroup>'],
    [topic('<blink/>'), 'Line 2: <blink> is no element of DITA 1.3, and no class attribute says what it is.'],
    [
      '<concept id="c"><title/><conbody><section/>\n<p/></conbody></concept>',
      'Line 2: <p> has to come before section or example or conbodydiv in <conbody>.',
    ],
    [topic('<p id="a"/>\n<p id="a"/>'), 'Line 3: the id "a" is there twice in its topic.'],
    [topic('<p\n id="a b"/>'), 'Line 2: the id "a b" is not valid; expected letters, digits and . - _ :.'],
    [
      '<topic id="1a"><title/></topic>',
      'Line 1: the id "1a" is not valid; expected an XML name (a letter or _ first).',
    ],
    ['<map/>', 'Line 1: the file is named as a topic, but its root <map> is a map.'],
  ])('%s', async (text, message) => {
    const document = await parsed('a.dita', text)
    expect(document.failed).toBe(false)
    expect(textsOf(document).find((one) => one.startsWith(message))).toBeDefined()
  })

  it('lets other topics have the same ids of elements', async () => {
    const text =
      '<dita><topic id="a"><title id="x"/></topic><topic id="b"><title id="x"/></topic><topic id="a"><title/></topic></dita>'
    const document = await parsed('a.dita', text)
    expect(textsOf(document)).toEqual(['Line 1: the id "a" is there twice.'])
    expect([...document.ids]).toEqual(['a', 'a/x', 'b', 'b/x'])
  })
})

describe('the structure of DITA maps', () => {
  it.each([
    '<map><title/><topicmeta/><topicref href="a.dita"><topicref href="b.dita"/></topicref><reltable><relheader><relcolspec/></relheader><relrow><relcell><topicref href="a.dita"/></relcell></relrow></reltable></map>',
    '<bookmap><booktitle><mainbooktitle>B</mainbooktitle></booktitle><bookmeta/><frontmatter><preface/></frontmatter><chapter><topicref/></chapter><part><chapter/></part><appendices><appendix/></appendices><backmatter/></bookmap>',
    '<subjectScheme><subjectdef keys="a"><subjectdef keys="b"/></subjectdef><enumerationdef><attributedef name="x"/><subjectdef keyref="a"/></enumerationdef></subjectScheme>',
  ])('%s is fine', async (text) => {
    expect(textsOf(await parsed('a.ditamap', text))).toEqual([])
  })

  it.each([
    ['<bookmap><part/><chapter/></bookmap>', 'Line 1: <chapter> has to come before part in <bookmap>.'],
    // A kind of topicref, which a map may hold, but books only.
    ['<map><chapter/></map>', 'Line 1: <chapter> is not allowed in <map>'],
    ['<map><reltable><relcell/></reltable></map>', 'Line 1: <relcell> is not allowed in <reltable>'],
    ['<map><topicref/><title/></map>', 'Line 1: <title> has to come before'],
  ])('%s', async (text, message) => {
    expect(textsOf(await parsed('a.ditamap', text)).join('\n')).toContain(message)
  })

  it('tells what leads where', async () => {
    const { references, keys } = await parsed(
      'm.ditamap',
      '<map><keydef keys="a b" href="k.dita#k"/><mapref href="n.ditamap"/><topicref href="o.ditamap" format="ditamap"/>' +
        '<topicref href="t.dita"/><topicref keyref="a"/><topicref scope="external"><topicref href="no.dita"/></topicref>' +
        '<reltable><relrow><relcell><topicref href="r.dita"/></relcell></relrow></reltable></map>',
    )
    expect(references.map(({ kind, raw }) => `${kind} ${raw}`)).toEqual([
      'topic k.dita#k',
      'map n.ditamap',
      'map o.ditamap',
      'topic t.dita',
      'topickey a',
      'reltable r.dita',
    ])
    expect(keys).toEqual([
      { name: 'a', isScope: false, reference: 0 },
      { name: 'b', isScope: false, reference: 0 },
    ])
  })
})

describe('what DITA says of itself', () => {
  it('becomes metadata', async () => {
    const text = `<topic id="t" xml:lang="de"><title>A <ph>long</ph>
      title</title><shortdesc>Short.</shortdesc><prolog><author>Ann</author><author>Bo</author><source>S</source>
      <metadata><audience type="user" job="using"/><category>C</category><keywords><keyword>k1</keyword><keyword>k2</keyword></keywords>
      <prodinfo><prodname>P</prodname><vrmlist><vrm version="1" release="2"/></vrmlist></prodinfo><othermeta name="team" content="docs"/></metadata></prolog>
      <body><p audience="admin user" platform="linux"/><p props="database(mysql oracle)"/></body></topic>`
    const { title, metadata } = await parsed('a.dita', text)
    expect(title).toBe('A long title')
    expect(metadata).toEqual({
      'dc.title': 'A long title',
      'dc.description': 'Short.',
      'dc.language': 'de',
      'dc.creator': '["Ann","Bo"]',
      'dc.source': 'S',
      'dc.subject': '["k1","k2"]',
      'dita.Audience': 'user',
      'dita.AudienceJob': 'using',
      'dita.Category': 'C',
      'dita.ProdName': 'P',
      'dita.Version': '1.2',
      'othermeta.team': 'docs',
      'condition.audience': '["admin","user"]',
      'condition.platform': 'linux',
      'condition.props': '["mysql","oracle"]',
    })
  })

  it('also in maps and books', async () => {
    const map = await parsed(
      'm.ditamap',
      '<map title="old"><title>New</title><topicmeta><author>Ann</author></topicmeta><topicref><topicmeta><author>No</author></topicmeta></topicref></map>',
    )
    expect(map.metadata).toMatchObject({ 'dc.title': 'New', 'dc.creator': '["Ann"]' })
    const book = await parsed(
      'b.bookmap',
      '<bookmap><booktitle><booklibrary>L</booklibrary><mainbooktitle>The book</mainbooktitle></booktitle></bookmap>',
    )
    expect(book.title).toBe('The book')
  })

  it('is in DITAVAL its conditions', async () => {
    const document = await parsed(
      'c.ditaval',
      '<val><prop att="audience" val="admin" action="exclude"/>\n<prop att="audience" val="admin" action="include"/>\n' +
        '<prop action="flag"><startflag imageref="f.png"/></prop><revprop val="2" action="exclude"/><step/></val>',
    )
    expect(textsOf(document)).toEqual([
      'Line 2: "audience=admin" has an action on line 1 already.',
      'Line 3: the action of <revprop> is "exclude"; expected include, passthrough, flag.',
      'Line 3: <step> is not allowed in <val>.',
    ])
    expect(document.metadata).toMatchObject({ 'ditaval.audience': '["admin=exclude","admin=include"]' })
    expect(document.references).toMatchObject([{ kind: 'image', path: 'Demo/x/f.png', lines: [3] }])
  })
})
