import type { FastifyReply, FastifyRequest } from 'fastify'
import { platformRefuse } from '../platform-refusals.ts'
import { languageOf } from '../text.ts'
import { asRefusal, sendProblem } from './problem.ts'
import { sendProblemPage } from './problem-pages.ts'
import { securityHeaders } from './security.ts'

/**
 * An address that cannot be decoded (`/%E0%A4%A`) reaches no route and none of our hooks. It is answered as everything
 * else is: a problem document for programs, its page for who typed it.
 */
export function answerBadAddress(error: Error, request: FastifyRequest, reply: FastifyReply, hsts_seconds: number) {
  const refusal = asRefusal(error) ?? platformRefuse.unreadable()
  const language = languageOf(request.headers['accept-language'])
  reply.headers({ ...securityHeaders(hsts_seconds), 'x-request-id': request.id })
  const isForPeople = !request.url.startsWith('/api') && /text\/html/.test(request.headers.accept ?? '')
  if (isForPeople) sendProblemPage(reply.code(refusal.status), refusal, language)
  else sendProblem(reply, refusal, language, request.id)
}
