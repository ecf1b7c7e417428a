import { randomFillSync } from 'node:crypto'

let lastMs = 0
let counter = 0

/**
 * A new UUIDv7 (RFC 9562): time-ordered, so primary keys arrive nearly sorted and indexes stay small.
 * Within one millisecond a 12-bit counter keeps the order of creation.
 */
export function newId(): string {
  const bytes = new Uint8Array(16)
  randomFillSync(bytes, 8)
  const ms = Math.max(Date.now(), lastMs)
  counter = ms === lastMs ? counter + 1 : 0
  lastMs = counter > 0xfff ? ms + 1 : ms
  if (counter > 0xfff) counter = 0
  writeTime(bytes, lastMs)
  bytes[6] = 0x70 | (counter >> 8)
  bytes[7] = counter & 0xff
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return format(bytes)
}

function writeTime(bytes: Uint8Array, ms: number): void {
  const high = Math.floor(ms / 0x1_0000_0000)
  const low = ms >>> 0
  bytes.set([(high >> 8) & 0xff, high & 0xff, low >>> 24, (low >>> 16) & 0xff, (low >>> 8) & 0xff, low & 0xff])
}

function format(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
