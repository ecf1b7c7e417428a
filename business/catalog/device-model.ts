/** Spellings of one model: `iPhone 11`, `IPHONE-11` and `iphone11` are one. Type and brand are part of it. */

/** A spelling without case, accents, blanks and punctuation; null when nothing readable remains. */
export function spellingKey({ device_type, brand, name }: { device_type: string; brand: string; name: string }) {
  const parts = [device_type, brand, name].map(bare)
  return parts.includes('') ? null : parts.join('|')
}

function bare(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
