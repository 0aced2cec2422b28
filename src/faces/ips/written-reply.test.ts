import { expect, it } from 'vitest'
import { required, sequence, string } from '../../soap/schema.ts'
import { operation } from './operation.ts'
import { versionOfNamespace } from './versions.ts'
import { writtenReply } from './written-reply.ts'

const base = 'http://www.scene7.com/IpsApi/xsd'
const greeting = (name: string) =>
  operation({
    name,
    roles: [],
    request: sequence('', {}),
    response: sequence('', { text: required(string) }),
    run: async () => ({ text: '' }),
  })

function asked(version: string) {
  const found = versionOfNamespace(`${base}/${version}`)
  if (!found) throw new Error(`no version ${version}`)
  return found
}

const greet = greeting('greet')
const now = asked('2014-04-03')

it('writes the reply of a frozen result once, and of any other each time', () => {
  const frozen = Object.freeze({ text: 'hello' })
  const first = writtenReply(frozen, greet, now, '1.1')
  expect(first.toString()).toContain(
    `<greetReturn xmlns="${base}/2014-04-03"><text>hello</text></greetReturn>`,
  )
  expect(writtenReply(frozen, greet, now, '1.1')).toBe(first)
  const loose = { text: 'hello' }
  expect(writtenReply(loose, greet, now, '1.1')).toEqual(first)
  loose.text = 'changed'
  expect(writtenReply(loose, greet, now, '1.1').toString()).toContain('<text>changed</text>')
})

it('keeps replies of other operations, namespaces and SOAP versions apart', () => {
  const frozen = Object.freeze({ text: 'hello' })
  const replies = [
    writtenReply(frozen, greet, now, '1.1'),
    writtenReply(frozen, greet, now, '1.2'),
    writtenReply(frozen, greet, asked('2013-02-15'), '1.1'),
    writtenReply(frozen, greeting('salute'), now, '1.1'),
  ]
  expect(new Set(replies.map(String)).size).toBe(4)
  expect(replies.map((reply) => /<(\w+)Return xmlns="([^"]+)"/.exec(reply.toString())?.slice(1))).toEqual([
    ['greet', `${base}/2014-04-03`],
    ['greet', `${base}/2014-04-03`],
    ['greet', `${base}/2013-02-15`],
    ['salute', `${base}/2014-04-03`],
  ])
})
