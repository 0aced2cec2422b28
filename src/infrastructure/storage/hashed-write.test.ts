import { open } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { hashedWrite } from './hashed-write.ts'
import { storageError } from './storage-error.ts'

it.runIf(process.platform === 'linux')(
  'meets a full disk as storage-full, and stops the source',
  async () => {
    let given = 0
    let stopped = false
    async function* endless() {
      try {
        for (;;) {
          given += 1
          yield Buffer.alloc(65_536)
        }
      } finally {
        stopped = true
      }
    }
    // The kernel's own full disk: each write is answered with ENOSPC.
    const full = await open('/dev/full', 'w')
    try {
      const thrown = await hashedWrite(full, endless()).catch((error: unknown) => error)
      expect(storageError(thrown)).toMatchObject({ code: 'storage-full', cause: { code: 'ENOSPC' } })
      expect(stopped).toBe(true)
      expect(given).toBeLessThan(100)
    } finally {
      await full.close()
    }
  },
)
