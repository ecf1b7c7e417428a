import type { Sentence, Values } from './text.ts'

/** Where in the request a value was wrong: `items.0.quantity`. */
export type FieldError = { path: string; code: string; message?: string }

/**
 * An expected "no": the caller asked for something the business forbids. It becomes a problem document
 * (RFC 9457) with a stable code and a translated title. Anything else that is thrown is a bug (see invariant.ts).
 */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly sentence: Sentence
  readonly values: Values
  /** Further members of the problem document (for example the short lines of an order). */
  readonly details: Values
  readonly errors: FieldError[]
  readonly headers: Record<string, string>

  constructor(input: {
    code: string
    status: number
    sentence: Sentence
    values?: Values
    details?: Values
    errors?: FieldError[]
    headers?: Record<string, string>
  }) {
    super(input.code)
    this.name = 'Refusal'
    this.code = input.code
    this.status = input.status
    this.sentence = input.sentence
    this.values = input.values ?? {}
    this.details = input.details ?? {}
    this.errors = input.errors ?? []
    this.headers = input.headers ?? {}
  }
}

export type KnownRefusal = { readonly code: string; readonly status: number; readonly sentence: Sentence }
const known = new Map<string, KnownRefusal>()

/** Every "no" that any loaded module can say: what the pages behind the `type` of a problem show. */
export const knownRefusals = (): readonly KnownRefusal[] => [...known.values()]

type Shape = Record<string, readonly [status: number, sentence: Sentence]>
type Extra = { details?: Values; errors?: FieldError[]; headers?: Record<string, string> }
type Refusals<S extends Shape> = { [K in keyof S]: (values?: Values, extra?: Extra) => Refusal }

/**
 * A module's list of refusals: `refusals('order', { notFound: [404, text.notFound] })` gives `refuse.notFound({ id })`
 * with the code `order.not_found`. Values fill the sentence and are also members of the problem document.
 */
export function refusals<const S extends Shape>(area: string, shape: S): Refusals<S> {
  const made = Object.entries(shape).map(([name, [status, sentence]]) => {
    const code = `${area}.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`
    known.set(code, { code, status, sentence })
    const make = (values: Values = {}, extra: Extra = {}) => new Refusal({ code, status, sentence, values, ...extra })
    return [name, make]
  })
  return Object.fromEntries(made) as Refusals<S>
}
