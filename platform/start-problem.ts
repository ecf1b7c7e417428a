/** A reason why the program cannot start, said to the person at the terminal with what to do next, in both languages. */
export class StartProblem extends Error {
  readonly code: string
  readonly sentences: { readonly es: string; readonly en: string }

  constructor(code: string, sentences: { es: string; en: string }, options?: ErrorOptions) {
    super(sentences.en, options)
    this.name = 'StartProblem'
    this.code = code
    this.sentences = sentences
  }
}
