import { readdir, readFile, stat } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { fileKind, fileKindNames } from '../src/core/processing/recognition/file-kinds.ts'
import { checkJobOptions } from '../src/faces/ips/job-option-rules.ts'
import { UploadPostJob } from '../src/faces/ips/types/upload-post-job.ts'
import { readElement } from '../src/soap/read.ts'
import { parseXml, type XmlElement } from '../src/soap/xml.ts'
import { neededSettings } from './uploads/every-setting.ts'

const docs = new URL('../docs/', import.meta.url)
const page = await readFile(new URL('upload-options.md', docs), 'utf8')
const fields = UploadPostJob.fields.map(({ name }) => name)
/** The version that has every field. */
const newest = '2021-04-26-beta'
const sections = page.split(/^## /m).slice(1)
const sectionOf = (field: string) => sections.find((section) => section.startsWith(`${field}\n`))

describe('docs/upload-options.md', () => {
  it('has a section for each field of UploadPostJob, in the order of the wire', () => {
    const titles = sections.map((section) => section.slice(0, section.indexOf('\n')))
    expect(titles.filter((title) => title !== 'What becomes of a file')).toEqual(fields)
  })

  it.each(fields)('has an example of %s that the servlet understands', (field) => {
    const examples = [...(sectionOf(field) ?? '').matchAll(/```xml\n([\s\S]*?)```/g)].map(([, xml]) => xml)
    expect(examples.join()).toContain(`<${field}>`)
    for (const example of examples) {
      const options = readElement(inOrder(example ?? ''), UploadPostJob, newest, 'strict')
      expect(options).toHaveProperty(field)
      expect(() => checkJobOptions(options, 'uploadParams')).not.toThrow()
    }
  })

  it('names every kind of file with its type', () => {
    const rows = (sections[0] ?? '').split('\n').filter((line) => line.startsWith('| '))
    const missing = fileKindNames.filter((name) => {
      const { extensions, assetType } = fileKind(name)
      return !rows.some((row) => {
        const [, , listed = '', types = ''] = row.split('|')
        return (
          (extensions[0] === undefined || listed.includes(`\`${extensions[0]}\``)) &&
          types.match(/\w+/g)?.includes(assetType)
        )
      })
    })
    expect(missing).toEqual([])
  })

  it('shows every picture that is there, and none that is not', async () => {
    const shown = [...page.matchAll(/!\[[^\]]+\]\(pictures\/([^)]+)\)/g)].map(([, file]) => file)
    const there = await readdir(new URL('pictures/', docs))
    expect([...new Set(shown)].sort()).toEqual(there.sort())
    const sizes = await Promise.all(
      there.map(async (file) => (await stat(new URL(`pictures/${file}`, docs))).size),
    )
    expect(Math.max(...sizes)).toBeLessThan(30_000)
  })

  it('is linked within and to pages that are there', async () => {
    const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => anchorOf(title))
    const links = [...page.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link)
    for (const link of links.filter((target) => !/^(https?:|pictures\/)/.test(target))) {
      const [file = '', anchor] = link.split('#')
      if (file === '') expect(anchors).toContain(anchor)
      else {
        const text = await readFile(new URL(file, docs), 'utf8')
        const titles = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => anchorOf(title))
        if (anchor !== undefined) expect(titles).toContain(anchor)
      }
    }
  })
})

/** An example with the fields that have to be there, in the order of the wire, so that it can be read strictly. */
function inOrder(example: string): XmlElement {
  const xml = (content: string) => parseXml(Buffer.from(`<uploadParams>${content}</uploadParams>`))
  const given = xml(example).children
  const needed = xml(neededSettings).children.filter(({ name }) =>
    given.every((child) => child.name !== name),
  )
  const children = [...given, ...needed].sort((a, b) => fields.indexOf(a.name) - fields.indexOf(b.name))
  return { ...xml(''), children }
}

/** What a heading is called in links, as code hosts have it. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
