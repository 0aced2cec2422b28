import { describe, expect, it } from 'vitest'
import { sequence } from '../../../soap/schema.ts'
import { declaredOperation } from './declared/declared-operation.ts'
import { operationList } from './operation-list.ts'

const named = (name: string) =>
  declaredOperation({ name, roles: [], request: sequence('', {}), response: sequence('', {}) })

describe('a list of operations', () => {
  it('is sorted by name', () => {
    const names = ['getFolders', 'getFolderTree', 'addUser', 'uploadX', 'getXMPPacket']
    expect(operationList(names.map(named)).map(({ name }) => name)).toEqual([
      'addUser',
      'getFolderTree',
      'getFolders',
      'getXMPPacket',
      'uploadX',
    ])
  })

  it('has no name twice', () => {
    expect(() => operationList([named('addUser'), named('getUsers'), named('addUser')])).toThrow(
      'The operation addUser is listed twice.',
    )
  })
})
