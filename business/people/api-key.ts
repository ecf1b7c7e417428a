import { newSecret, plainDigest } from './secret-box.ts'

/** `mk_<id>_<secret>`: the prefix lets scanners of leaked secrets recognise it; the id finds the row. */
export function newApiKey(id: string): { text: string; hash: Buffer } {
  const secret = newSecret()
  return { text: `mk_${id.replaceAll('-', '')}_${secret}`, hash: plainDigest(secret) }
}

export function parseApiKey(text: string): { id: string; hash: Buffer } | null {
  const [, hex, secret] = /^mk_([0-9a-f]{32})_([\w-]{43})$/.exec(text) ?? []
  if (hex === undefined || secret === undefined) return null
  return { id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), hash: plainDigest(secret) }
}
