import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { newId } from '../ids.ts'

/** The folder where files lie under the hash of their content: equal files are stored once and never overwritten. */
export interface FileStore {
  readonly write: (content: Buffer) => Promise<Buffer>
  readonly read: (sha256: Buffer) => Promise<Readable | null>
}

export function openFileStore(data_dir: string): FileStore {
  const pathOf = (sha256: Buffer) => {
    const hex = sha256.toString('hex')
    return join(data_dir, 'files', hex.slice(0, 2), hex)
  }
  return {
    write: async (content) => {
      const sha256 = createHash('sha256').update(content).digest()
      const path = pathOf(sha256)
      if (await exists(path)) return sha256
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeDurably(`${path}.${newId()}`, path, content)
      return sha256
    },
    read: async (sha256) => {
      const path = pathOf(sha256)
      return (await exists(path)) ? createReadStream(path) : null
    },
  }
}

/** On disk before the row that names it commits; half a file never has the final name. */
async function writeDurably(temporary: string, path: string, content: Buffer): Promise<void> {
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
    await file.close()
    await rename(temporary, path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await unlink(temporary).catch(() => undefined)
    throw error
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
