/** The two languages the product speaks. Spanish is the source; English is complete. */
export type Language = 'es' | 'en'

/** One sentence in both languages; `{name}` stands for a value. */
export type Sentence = { readonly es: string; readonly en: string }

export type Values = Record<string, unknown>

/** The sentence in a language, with its values put in. Unknown placeholders stay visible: they are a bug to see. */
export function say(sentence: Sentence, language: Language, values: Values = {}): string {
  return sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined || value === null ? whole : String(value)
  })
}

/** The best of our languages for an `Accept-Language` header; Spanish when in doubt. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';')
      const q = Number(
        rest
          .find((p) => p.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? '1',
      )
      return { tag: tag.toLowerCase(), q: Number.isFinite(q) ? q : 0 }
    })
    .sort((a, b) => b.q - a.q)
  for (const { tag } of wanted) {
    if (tag.startsWith('es')) return 'es'
    if (tag.startsWith('en')) return 'en'
  }
  return 'es'
}
