import type { FastifyRequest } from 'fastify'
import type { LimitClass, RouteContract } from '../contract.ts'
import { platformRefuse } from '../platform-refusals.ts'

/** Requests a minute by class (trust.md §5.2); a busy till stays far below `counter`. */
export interface Limits {
  anonymous: number
  user: number
  enabled: boolean
}

const perMinute = (limits: Limits): Record<LimitClass, number> => ({
  'sign-in': 30,
  anonymous: limits.anonymous,
  read: limits.user,
  write: Math.ceil(limits.user / 2),
  counter: limits.user * 5,
  export: 20,
  upload: 60,
})

/** The rate-limit settings of a route: who is counted is the signed-in actor, else the address of the peer. */
export function limitOf(route: RouteContract, method: string, limits: Limits): object | false {
  if (!limits.enabled) return false
  const open = route.may === 'public' || route.may === 'link' || route.may === 'before-setup'
  const kind: LimitClass = route.limit ?? (open ? 'anonymous' : method === 'GET' ? 'read' : 'write')
  return {
    max: perMinute(limits)[kind],
    timeWindow: 60_000,
    groupId: kind,
    keyGenerator: (request: FastifyRequest) => `${kind} ${request.actor?.id ?? request.ip}`,
    errorResponseBuilder: (_request: FastifyRequest, context: { ttl: number }) => {
      const seconds = Math.max(1, Math.ceil(context.ttl / 1000))
      return platformRefuse.tooMany({ seconds }, { headers: { 'retry-after': String(seconds) } })
    },
  }
}
