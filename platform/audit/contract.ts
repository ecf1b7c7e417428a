import { z } from 'zod'
import { contract } from '../contract.ts'
import { Day, Id, PageQuery, pageOf } from '../units.ts'

const Filters = z.object({
  thing: z.string().max(60).optional(),
  thing_id: z.string().max(100).optional(),
  actor_id: Id.optional(),
  /** `order.confirmed`, or `order` for all acts on orders. */
  action: z.string().max(100).optional(),
  store_id: Id.optional(),
  /** Days of the business, both included. */
  from: Day.optional(),
  to: Day.optional(),
  q: z.string().trim().max(200).optional(),
})
export type AuditFilters = z.output<typeof Filters>

export const AuditOut = z.object({
  id: z.int(),
  at: z.string(),
  actor_kind: z.string(),
  actor_id: z.string().nullable(),
  actor_name: z.string(),
  ip: z.string(),
  agent: z.string(),
  request_id: z.string(),
  action: z.string(),
  thing: z.string(),
  thing_id: z.string(),
  label: z.string().nullable(),
  store_id: z.string().nullable(),
  reason: z.string().nullable(),
  authorised_by: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
})
export type AuditOut = z.output<typeof AuditOut>

export const auditContract = contract({
  'GET /api/audit-logs': {
    may: 'audit.see',
    says: 'Who did what, on which thing, before and after; newest first.',
    query: Filters.extend(PageQuery.pick({ limit: true, cursor: true, count: true }).shape),
    answers: { 200: pageOf(AuditOut) },
  },
  'GET /api/audit-logs/export': {
    may: 'audit.see',
    says: 'Everything that matches, as CSV or XLSX (at most 100,000 entries).',
    query: Filters.extend({ format: z.enum(['csv', 'xlsx']).default('csv') }),
    answers: { 200: z.string() },
    raw: true,
    limit: 'export',
  },
  'GET /api/audit-logs/verify': {
    may: 'audit.see',
    says: 'Whether the chain over all entries holds; names the first broken link.',
    answers: {
      200: z.object({
        holds: z.boolean(),
        sealed: z.int(),
        unsealed: z.int(),
        head: z.string().nullable(),
        broken: z.object({ position: z.int(), entry_id: z.int().nullable(), why: z.string() }).nullable(),
      }),
    },
    limit: 'export',
  },
})
