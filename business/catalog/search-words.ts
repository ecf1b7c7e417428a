/** How a typed question becomes words to look for. Folding (case, accents) is left to `platform.fold` in SQL. */

const WORDS_MAX = 8
/** The ASCII punctuation that `catalog.search_text` takes out of codes. */
const PUNCTUATION = /[!-/:-@[-`{-~]+/g

/** `LAPTOP-DELL 10w/40` → `LAPTOPDELL`, `10w40`: search text has the form without punctuation too. */
export function wordsOf(q: string): string[] {
  const words = q.split(/\s+/).map((word) => word.replace(PUNCTUATION, ''))
  return [...new Set(words.filter((word) => word !== ''))].slice(0, WORDS_MAX)
}

/** Whether a word may be a typing error of another: a code is what it is. */
export function isCorrectable(word: string): boolean {
  return word.length >= 4 && !/\d/.test(word)
}
