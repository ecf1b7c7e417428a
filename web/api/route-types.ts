import type { z } from 'zod'
import type { Api } from './contracts.ts'

export type Route = keyof Api & string
type Contract<R extends Route> = Api[R]

type Given<C, Name extends string> = C extends { readonly [Key in Name]: infer Schema extends z.ZodType }
  ? Record<string, never> extends z.input<Schema>
    ? { [Key in Name]?: z.input<Schema> }
    : { [Key in Name]: z.input<Schema> }
  : unknown

/** What a call must bring, as the contract of the route says. */
export type InputOf<R extends Route> = Given<Contract<R>, 'params'> &
  Given<Contract<R>, 'query'> &
  Given<Contract<R>, 'body'> &
  Seen

/** An edit may say which version it started from: a newer one then answers 412 with the current state. */
type Seen = { version?: number }

type Body<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined
type Answers<C> = C extends { readonly answers: infer All }
  ? { [Status in keyof All]: Body<All[Status]> }[keyof All]
  : never
/** What comes back when the call succeeds. */
export type AnswerOf<R extends Route> = Answers<Contract<R>>

/** The fields of an input, as the client handles them once the types have done their work. */
export type PlainInput = {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  version?: number
}

export type CallOptions = {
  /** The same key for a retry of the same act; made for you when absent. */
  key?: string
  signal?: AbortSignal
  /** For a question: false leaves it unasked. */
  enabled?: boolean
  /** Sends a file as it is instead of JSON. */
  form?: FormData
}
/** Arguments after the route: the input may be left out where nothing is needed. */
export type Args<R extends Route> =
  Record<string, never> extends InputOf<R>
    ? [input?: InputOf<R>, options?: CallOptions]
    : [input: InputOf<R>, options?: CallOptions]
