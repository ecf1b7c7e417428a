import type { FastifyReply } from 'fastify'
import type { ZodError } from 'zod'
import { isOutdated } from '../database/prepared.ts'
import { platformRefuse } from '../platform-refusals.ts'
import { type FieldError, Refusal } from '../refusals.ts'
import { type Language, say } from '../text.ts'

/** RFC 9457. `code` is stable, `title` is translated, `instance` is the request id to quote. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  instance: string
  errors?: FieldError[]
  [member: string]: unknown
}

export function problemOf(refusal: Refusal, language: Language, request_id: string): Problem {
  const values = { ...refusal.values, request_id }
  return {
    ...refusal.values,
    ...refusal.details,
    type: `/docs/problems/${refusal.code}`,
    title: say(refusal.sentence, language, values),
    status: refusal.status,
    code: refusal.code,
    instance: request_id,
    ...(refusal.errors.length > 0 ? { errors: refusal.errors } : {}),
  }
}

export function sendProblem(reply: FastifyReply, refusal: Refusal, language: Language, request_id: string) {
  return reply
    .code(refusal.status)
    .headers(refusal.headers)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(refusal, language, request_id)))
}

/** What zod found, as field paths that a form can show beside its fields. */
export function fieldErrors(error: ZodError, within = ''): FieldError[] {
  return error.issues.slice(0, 100).map((issue) => ({
    path: [within, ...issue.path.map(String)].filter(Boolean).join('.'),
    code:
      issue.message.startsWith('units.') || issue.message.includes('.')
        ? codeOf(issue.message, issue.code)
        : issue.code,
    message: issue.message,
    ...(issue.code === 'unrecognized_keys' ? { unknown: issue.keys.slice(0, 20) } : {}),
  }))
}

/** Our schemas name their own errors (`units.positive`); zod's default sentences contain spaces. */
function codeOf(message: string, fallback: string): string {
  return /^[a-z_]+(\.[a-z_]+)+$/.test(message) ? message : fallback
}

interface DatabaseError {
  code: string
  message: string
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}

/** The database is away, starting or overloaded: the caller may try again with the same key. */
const AWAY = /^(08|57P0|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|53300|57014|55P03|40P01|40001)/

/** Any error as a refusal; null when it is a bug of ours. */
export function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (!(error instanceof Error)) return null
  if (isDatabaseError(error)) {
    if (error.code === '53100' || error.code === 'ENOSPC') return platformRefuse.full()
    if (AWAY.test(error.code) || isOutdated(error)) return unavailable()
    // A sum that no column holds.
    if (error.code === '22003') return platformRefuse.tooBig()
    if (error.code === '22P05' || error.code === '22021') return platformRefuse.invalid()
    return fastifyRefusal(error.code)
  }
  if (
    /Connection (terminated|ended)|timeout (exceeded when trying to connect|expired)|Client (has encountered a connection error|was closed)/.test(
      error.message,
    )
  )
    return unavailable()
  return null
}

const unavailable = () => platformRefuse.unavailable({}, { headers: { 'retry-after': '2' } })

function fastifyRefusal(code: string): Refusal | null {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE') return platformRefuse.tooLarge()
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return platformRefuse.wrongType()
  if (code === 'FST_ERR_MAX_PARAM_LENGTH') return platformRefuse.notFound()
  if (code.startsWith('FST_ERR_CTP') || code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_VALIDATION')
    return platformRefuse.unreadable()
  if (code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') return platformRefuse.wrongType()
  if (/^FST_(FILES|PARTS|FIELDS)_LIMIT$/.test(code)) return platformRefuse.tooLarge()
  return null
}
