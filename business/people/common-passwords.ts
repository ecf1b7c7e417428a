import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const DIGEST_BYTES = 5
let digests: Buffer | null = null

/** Whether a password (folded to lower case without accents) is among those that everybody tries first. Works offline. */
export function isCommonPassword(plain: string): boolean {
  digests ??= readFileSync(new URL('./blocklist/common-passwords.bin', import.meta.url))
  const wanted = createHash('sha256').update(plain).digest().subarray(0, DIGEST_BYTES)
  let low = 0
  let high = digests.length / DIGEST_BYTES - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const order = digests.subarray(middle * DIGEST_BYTES, (middle + 1) * DIGEST_BYTES).compare(wanted)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return false
}
