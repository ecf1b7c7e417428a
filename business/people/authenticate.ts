import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { type Actor, nobody } from '#platform/actor'
import type { Rows } from '../../db/rows.ts'
import { readAccess } from './access-token.ts'
import { parseApiKey } from './api-key.ts'
import { sessionCookie } from './cookies.ts'
import { type PeopleServices, servicesFor } from './services.ts'

/**
 * Who sends a request: by bearer token, API key or session cookie. Whatever is wrong with them the answer is `nobody`,
 * so that public routes still work with a spent cookie; the others then refuse with 401.
 * Cheap enough to be asked again every few seconds by an open stream.
 */
export function authenticate(db: Kysely<Rows>): (request: FastifyRequest) => Promise<Actor> {
  return async (request) => {
    const services = servicesFor(db)
    const bearer = bearerOf(request)
    if (bearer === null) return nobody
    return (await actorOf(services, bearer)) ?? nobody
  }
}

function bearerOf(request: FastifyRequest): string | null {
  const header = request.headers.authorization
  if (header === undefined) return sessionCookie(request) ?? null
  const [, token = null] = /^Bearer ([\w.~+/=-]{1,4000})$/i.exec(header) ?? []
  return token
}

async function actorOf(services: PeopleServices, bearer: string): Promise<Actor | null> {
  const key = parseApiKey(bearer)
  if (key !== null) return services.access.ofApiKey(key.id, key.hash)
  const claims = await readAccess(services.keys.access, services.clock(), bearer)
  return claims === null ? null : services.access.ofSession(claims.session_id, claims.user_id)
}
