const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase()

let known: ReadonlyMap<string, string> | undefined

/** The code of a country by its code or its name in Spanish or English; null when it is none that we know. */
export function countryCodeOf(text: string): string | null {
  known ??= countryNames()
  return known.get(fold(text)) ?? null
}

/** Every country that the runtime can name, in both languages. */
function countryNames(): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const speakers = ['es', 'en'].map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }))
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    for (const speaker of speakers) {
      const name = speaker.of(code)
      if (name !== undefined) names.set(fold(name), code).set(code.toLowerCase(), code)
    }
  }
  return names
}
