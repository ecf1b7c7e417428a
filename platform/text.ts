/** The two languages the product speaks. Spanish is the source; English is complete. */
export type Language = 'es' | 'en'

/** One sentence in both languages; `{name}` stands for a value, `{count|bodega|bodegas}` for a count with its word. */
export type Sentence = { readonly es: string; readonly en: string }

export type Values = Record<string, unknown>

const plurals = { es: new Intl.PluralRules('es'), en: new Intl.PluralRules('en') }

/** The sentence in a language, with its values put in. Unknown placeholders stay visible: they are a bug to see. */
export function say(sentence: Sentence, language: Language, values: Values = {}): string {
  return sentence[language].replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = values[name]
      if (value === undefined || value === null) return whole
      if (one === undefined || many === undefined) return String(value)
      return `${value} ${plurals[language].select(Number(value)) === 'one' ? one : many}`
    },
  )
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
