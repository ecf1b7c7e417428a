import type { FastifyRequest } from 'fastify'
import { assertCan } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { wantedVersion, withETag } from '#platform/http/etag'
import { serve } from '#platform/http/serve'
import { archiveParty } from './commands/archive-party.ts'
import { changeParty } from './commands/change-party.ts'
import { createParty } from './commands/create-party.ts'
import { mergeParties } from './commands/merge-parties.ts'
import { recordConsent } from './commands/record-consent.ts'
import { type ChangePerson, type CreatePerson, contactsContract, type Party } from './contract.ts'
import { assertMayChange, flagOf, type Role, rolesOf } from './party.ts'
import { detailOf, listParties, listPeople, listReps, listTimeline, searchCustomers, visibleParty } from './queries.ts'

export const routes = serve(contactsContract, {
  'GET /api/people': ({ ctx, query }) => listPeople(ctx, query),
  'POST /api/people': async ({ ctx, body }) => {
    assertMayChange(ctx.actor, rolesOf({ ...noRole, ...trueFlags(body) }))
    assertMayGrantCredit(ctx, body)
    return answered(ctx, await createParty(ctx, body))
  },
  'GET /api/people/:id': ({ ctx, params }) => shown(ctx, params.id),
  'PATCH /api/people/:id': ({ ctx, params, body, request }) => change(ctx, params.id, null, body, request),
  'DELETE /api/people/:id': async ({ ctx, params, request }) => {
    assertMayChange(ctx.actor, rolesOf(await visibleParty(ctx, params.id)))
    return answered(ctx, await archiveParty(ctx, params.id, null, wantedVersion(request)))
  },
  'GET /api/people/:id/timeline': ({ ctx, params, query }) => listTimeline(ctx, params.id, query),
  'POST /api/people/:id/merge': async ({ ctx, params, body }) => {
    for (const id of [params.id, body.duplicate_id]) assertMayChange(ctx.actor, rolesOf(await visibleParty(ctx, id)))
    return answered(ctx, await mergeParties(ctx, params.id, body.duplicate_id))
  },
  'POST /api/people/:id/consents': async ({ ctx, params, body }) => {
    assertMayChange(ctx.actor, rolesOf(await visibleParty(ctx, params.id)))
    await recordConsent(ctx, params.id, body)
    return shown(ctx, params.id)
  },

  'GET /api/customers': ({ ctx, query }) => listParties(ctx, 'customer', query),
  'GET /api/customers/search': async ({ ctx, query }) => ({ items: await searchCustomers(ctx, query.q) }),
  'POST /api/customers': ({ ctx, body }) => add(ctx, 'customer', body),
  'GET /api/customers/:id': ({ ctx, params }) => shown(ctx, params.id, 'customer'),
  'PATCH /api/customers/:id': ({ ctx, params, body, request }) => change(ctx, params.id, 'customer', body, request),
  'DELETE /api/customers/:id': ({ ctx, params, request }) => archive(ctx, params.id, 'customer', request),

  'GET /api/suppliers': ({ ctx, query }) => listParties(ctx, 'supplier', query),
  'POST /api/suppliers': ({ ctx, body }) => add(ctx, 'supplier', body),
  'GET /api/suppliers/:id': ({ ctx, params }) => shown(ctx, params.id, 'supplier'),
  'PATCH /api/suppliers/:id': ({ ctx, params, body, request }) => change(ctx, params.id, 'supplier', body, request),
  'DELETE /api/suppliers/:id': ({ ctx, params, request }) => archive(ctx, params.id, 'supplier', request),

  'GET /api/employees': ({ ctx, query }) => listParties(ctx, 'employee', query),
  'POST /api/employees': ({ ctx, body }) => add(ctx, 'employee', body),
  'GET /api/employees/:id': ({ ctx, params }) => shown(ctx, params.id, 'employee'),
  'PATCH /api/employees/:id': ({ ctx, params, body, request }) => change(ctx, params.id, 'employee', body, request),
  'DELETE /api/employees/:id': ({ ctx, params, request }) => archive(ctx, params.id, 'employee', request),

  'GET /api/sales-reps': ({ ctx, query }) => listReps(ctx, query),
  'POST /api/sales-reps': ({ ctx, body }) => add(ctx, 'rep', body),
  'GET /api/sales-reps/:id': ({ ctx, params }) => shown(ctx, params.id, 'rep'),
  'PATCH /api/sales-reps/:id': ({ ctx, params, body, request }) => change(ctx, params.id, 'rep', body, request),
  'DELETE /api/sales-reps/:id': ({ ctx, params, request }) => archive(ctx, params.id, 'rep', request),
})

const answered = async (ctx: Ctx, party: Party) => withETag(await detailOf(ctx, party))
const shown = async (ctx: Ctx, id: string, role: Role | null = null) => answered(ctx, await visibleParty(ctx, id, role))

async function add(ctx: Ctx, role: Role, body: CreatePerson) {
  assertMayGrantCredit(ctx, body)
  return answered(ctx, await createParty(ctx, { ...body, [flagOf(role)]: true }))
}

/** A view changes only parties of its role; the common list needs the permission of every role that is touched. */
async function change(ctx: Ctx, id: string, role: Role | null, body: ChangePerson, request: FastifyRequest) {
  const before = await visibleParty(ctx, id, role)
  if (role === null) assertMayChange(ctx.actor, [...rolesOf(before), ...rolesOf({ ...noRole, ...trueFlags(body) })])
  assertMayGrantCredit(ctx, body)
  return answered(ctx, await changeParty(ctx, id, body, wantedVersion(request)))
}

async function archive(ctx: Ctx, id: string, role: Role, request: FastifyRequest) {
  await visibleParty(ctx, id, role)
  return answered(ctx, await archiveParty(ctx, id, role, wantedVersion(request)))
}

function assertMayGrantCredit(ctx: Ctx, body: { credit_limit_minor?: number | undefined }): void {
  if (body.credit_limit_minor !== undefined) assertCan(ctx.actor, 'customers.credit')
}

const noRole = { is_customer: false, is_supplier: false, is_employee: false, is_rep: false }

function trueFlags(body: Pick<ChangePerson, 'is_customer' | 'is_supplier' | 'is_employee' | 'is_rep'>) {
  return {
    is_customer: body.is_customer === true,
    is_supplier: body.is_supplier === true,
    is_employee: body.is_employee === true,
    is_rep: body.is_rep === true,
  }
}
