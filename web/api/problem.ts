import { text } from '../text/text.ts'
import type { FieldError, Refused } from '../ui/form-errors.ts'

type WireError = { path: string; code?: string; message?: string }
type Members = {
  title?: string
  status?: number
  code?: string
  instance?: string
  detail?: string
  errors?: WireError[]
}

/** A "no" from the server, or the absence of an answer; carries what a person needs to go on. */
export class Problem extends Error implements Refused {
  readonly title: string
  readonly status: number
  readonly code: string
  readonly errors: readonly FieldError[]
  readonly request_id: string | undefined
  readonly detail: string | undefined
  /** Everything else the server said: the short lines of an order, the other person's price. */
  readonly members: Readonly<Record<string, unknown>>
  /** Seconds to wait, when the server said so. */
  readonly retry_after_s: number | undefined

  constructor(members: Members & Record<string, unknown>, retryAfterS?: number) {
    super(members.title ?? text().common.errors.unexpected)
    this.name = 'Problem'
    this.title = this.message
    this.status = members.status ?? 0
    this.code = members.code ?? 'unknown'
    this.errors = (members.errors ?? []).map(sayFieldError)
    this.request_id = members.instance
    this.detail = members.detail
    this.members = members
    this.retry_after_s = retryAfterS
  }

  /** Nobody answered: the act may or may not have happened, so its key must be kept. */
  get isUnanswered(): boolean {
    return this.status === 0 || this.status >= 500
  }
}

export const isProblem = (error: unknown): error is Problem => error instanceof Problem

/** Anything thrown, as something a form or a page can show. */
export function problemFrom(error: unknown): Problem {
  if (isProblem(error)) return error
  return new Problem({ code: 'client.bug', title: text().common.errors.unexpected })
}

export const offlineProblem = (): Problem =>
  new Problem({ code: 'network.unreachable', title: text().common.errors.offline })
export const timeoutProblem = (): Problem =>
  new Problem({ code: 'network.timeout', title: text().common.errors.timeout })

export async function problemOfAnswer(answer: Response): Promise<Problem> {
  const retryAfter = Number(answer.headers.get('retry-after')) || undefined
  const members = await answer.json().catch(() => ({}))
  return new Problem({ status: answer.status, ...members }, retryAfter)
}

/** The words for a known code; else the server's own sentence, when it is one; else a plain request to look again. */
function sayFieldError({ path, code = '', message = '' }: WireError): FieldError {
  const words: Record<string, string> = text().common.field_errors
  const known = words[code]
  const isSentence = message.includes(' ') && code.includes('.')
  return { path, message: known ?? (isSentence ? message : text().common.field_errors.other) }
}
