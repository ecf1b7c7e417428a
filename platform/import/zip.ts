import { createInflateRaw } from 'node:zlib'
import { importRefuse } from './import-refusals.ts'
import { LIMITS } from './raw-table.ts'

const DIRECTORY_END = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const STORED = 0
const DEFLATED = 8

interface Entry {
  readonly method: number
  readonly packed: number
  readonly offset: number
}

/**
 * Unpacks every part once, counting and keeping nothing, and stops at the limit: what the directory claims about sizes
 * can lie, what comes out cannot.
 */
export async function assertNoBomb(content: Buffer): Promise<void> {
  const max = LIMITS.unpacked_mb * 1024 * 1024
  let unpacked = 0
  for (const entry of entriesOf(content)) {
    unpacked += await unpackedSize(content, entry, max - unpacked)
    if (unpacked > max) throw bomb()
  }
}

const bomb = () => importRefuse.bomb({ mb: LIMITS.unpacked_mb })

function entriesOf(content: Buffer): Entry[] {
  const end = content.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > content.length || content.readUInt32LE(end) !== DIRECTORY_END)
    throw importRefuse.unreadable()
  const count = content.readUInt16LE(end + 10)
  if (count > LIMITS.entries) throw bomb()
  const entries: Entry[] = []
  let at = content.readUInt32LE(end + 16)
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > content.length || content.readUInt32LE(at) !== DIRECTORY_ENTRY) throw importRefuse.unreadable()
    entries.push({
      method: content.readUInt16LE(at + 10),
      packed: content.readUInt32LE(at + 20),
      offset: content.readUInt32LE(at + 42),
    })
    at += 46 + content.readUInt16LE(at + 28) + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32)
  }
  return entries
}

async function unpackedSize(content: Buffer, { method, packed, offset }: Entry, max: number): Promise<number> {
  if (offset + 30 > content.length) throw importRefuse.unreadable()
  const start = offset + 30 + content.readUInt16LE(offset + 26) + content.readUInt16LE(offset + 28)
  const part = content.subarray(start, start + packed)
  if (method === STORED) return part.length
  if (method !== DEFLATED) throw importRefuse.unreadable()
  const inflate = createInflateRaw()
  let size = 0
  try {
    inflate.end(part)
    for await (const chunk of inflate) {
      size += chunk.length
      if (size > max) return size
    }
    return size
  } catch {
    throw importRefuse.unreadable()
  } finally {
    inflate.destroy()
  }
}
