/** The right form for a count, by the language's own rules: forms('es')(2, { one: '1 línea', other: '2 líneas' }). */
export function forms(language: string) {
  const rules = new Intl.PluralRules(language)
  return (count: number, words: { one: string; other: string }): string =>
    rules.select(count) === 'one' ? words.one : words.other
}
