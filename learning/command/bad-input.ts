/** What a file or an option of a command says wrongly; `line` counts from 1 and includes the header. */
export class BadInput extends Error {
  readonly line: number | null
  readonly sentences: { readonly es: string; readonly en: string }

  constructor(line: number | null, sentences: { es: string; en: string }) {
    super(line === null ? sentences.en : `line ${line}: ${sentences.en}`)
    this.name = 'BadInput'
    this.line = line
    this.sentences = {
      es: line === null ? sentences.es : `línea ${line}: ${sentences.es}`,
      en: this.message,
    }
  }
}
