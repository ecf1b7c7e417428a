// Search that forgives accents and capitals: "café" finds "cafe" and the other way round.

export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

const wordsOf = (query: string): string[] => plain(query).split(/\s+/).filter(Boolean)

/** Every word asked for begins a word of the text, or stands inside it when it is long enough to mean something. */
export function matches(text: string, query: string): boolean {
  const within = plain(text)
  return wordsOf(query).every((word) => ` ${within}`.includes(` ${word}`) || (word.length > 2 && within.includes(word)))
}

export type TextPart = { text: string; bold: boolean }

/** The text cut where the query matches it, so that the match can stand out. */
export function boldParts(text: string, query: string): TextPart[] {
  const within = plain(text)
  // Letters that fold into several would shift the marks: then nothing is marked.
  if (within.length !== text.length) return [{ text, bold: false }]
  const marks = Array.from({ length: text.length }, () => false)
  for (const word of wordsOf(query)) {
    const from = within.indexOf(word)
    if (from >= 0) marks.fill(true, from, from + word.length)
  }
  const parts: TextPart[] = []
  for (const [index, letter] of [...text].entries()) {
    const bold = marks[index] ?? false
    const last = parts.at(-1)
    if (last && last.bold === bold) last.text += letter
    else parts.push({ text: letter, bold })
  }
  return parts
}
