import { type RawBuilder, sql } from 'kysely'
import { countryOf } from '#company'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import { prepared } from '#platform/database/prepared'
import type { Page } from '#platform/units'
import {
  type Address,
  type Consent,
  ConsentOut,
  type PartiesQuery,
  type Party,
  type PartyDetail,
  PartyOut,
  type PeopleQuery,
  type RepsQuery,
  type TimelineEntry,
} from './contract.ts'
import { flagOf, isVisible, ROLES, type Role, type RoleFlag, visibleRoles } from './party.ts'
import { refuse } from './refusals.ts'
import { findsParty, lookWider, rankOf } from './search.ts'

/** Any party, also an archived one. */
export async function partyById(ctx: Ctx, id: string): Promise<Party> {
  const row = await partyRows(ctx).where('p.id', '=', id).modifyEnd(prepared).executeTakeFirst()
  if (!row) throw refuse.notFound({ id })
  return partyOf(ctx, row)
}

/** What a document freezes of a party when it is issued. */
export interface PartySnapshot {
  readonly id: string
  readonly name: string
  readonly tax_id: string | null
  readonly tax_id_text: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly address: string | null
  readonly commune: string | null
  readonly city: string | null
  readonly activity: string | null
}

/** The party as it is now, for a new document: a merged record stands for the one that stayed, an archived one is refused. */
export async function snapshotOf(ctx: Ctx, id: string): Promise<PartySnapshot> {
  return snapshot(await stayingParty(ctx, id))
}

function snapshot(party: Party): PartySnapshot {
  if (party.archived_at !== null) throw refuse.archived({ name: party.name })
  const { name, tax_id, tax_id_text, email, phone, address, commune, city, activity } = party
  return { id: party.id, name, tax_id, tax_id_text, email, phone, address, commune, city, activity }
}

/** The same of many, by the id that was asked for. */
export async function snapshotsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, PartySnapshot>> {
  if (ids.length === 0) return new Map()
  const rows = await partyRows(ctx)
    .where('p.id', 'in', [...ids])
    .execute()
  const parties = await Promise.all(rows.map((row) => partyOf(ctx, row)))
  const snapshots = new Map<string, PartySnapshot>()
  for (const party of parties)
    snapshots.set(party.id, party.merged_into_id === null ? snapshot(party) : await snapshotOf(ctx, party.id))
  return snapshots
}

/** How much a customer may owe and for how long. */
export async function creditTermsOf(
  ctx: Ctx,
  id: string,
): Promise<{ credit_limit_minor: number; payment_days: number }> {
  const { credit_limit_minor, payment_days } = await stayingParty(ctx, id)
  return { credit_limit_minor, payment_days }
}

/** The record that stands for this one today: itself, unless it was merged into another. */
export async function stayingIdOf(ctx: Ctx, id: string): Promise<string> {
  const row = await ctx.db
    .selectFrom('contacts.party')
    .select('merged_into_id')
    .where('id', '=', id)
    .modifyEnd(prepared)
    .executeTakeFirst()
  return row?.merged_into_id ?? id
}

/** A merged record points straight at the one that stays, however many merges followed. */
async function stayingParty(ctx: Ctx, id: string): Promise<Party> {
  const party = await partyById(ctx, id)
  return party.merged_into_id === null ? party : partyById(ctx, party.merged_into_id)
}

/** The party if the actor may see it; through a view, only if it has that role. */
export async function visibleParty(ctx: Ctx, id: string, role: Role | null = null): Promise<Party> {
  const party = await partyById(ctx, id)
  if (!isVisible(ctx.actor, party) || (role && !party[flagOf(role)])) throw refuse.notFound({ id })
  return party
}

/** One party with its addresses, consents and latest history. */
export async function detailOf(ctx: Ctx, party: Party): Promise<PartyDetail> {
  const { id } = party
  const [addresses, consents, timeline] = [
    await addressesOf(ctx, id),
    await consentsOf(ctx, id),
    await timelineRows(ctx, id).orderBy('at', 'desc').orderBy('id', 'desc').limit(20).execute(),
  ]
  return { ...party, addresses, consents, timeline }
}

export async function addressesOf(ctx: Ctx, party_id: string): Promise<Address[]> {
  return ctx.db
    .selectFrom('contacts.address')
    .select(['id', 'label', 'line', 'commune', 'city', 'region', 'postal_code', 'country'])
    .where('party_id', '=', party_id)
    .orderBy('position')
    .execute()
}

/** The consent that holds for each purpose: the latest one. */
async function consentsOf(ctx: Ctx, party_id: string): Promise<Consent[]> {
  const rows = await ctx.db
    .selectFrom('contacts.consent')
    .distinctOn('purpose')
    .select(['purpose', 'is_granted', 'source', 'at'])
    .where('party_id', '=', party_id)
    .orderBy('purpose')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ConsentOut.parse(row))
}

const timelineRows = (ctx: Ctx, party_id: string) =>
  ctx.db
    .selectFrom('contacts.timeline')
    .select(['at', 'kind', 'thing_id', 'label', 'amount_minor'])
    .where('party_id', '=', party_id)

export async function listTimeline(
  ctx: Ctx,
  id: string,
  query: { limit?: number | undefined; cursor?: string | undefined },
): Promise<Page<TimelineEntry>> {
  await visibleParty(ctx, id)
  const sorts = { at: { by: sql`at`, cast: 'timestamptz' } } as const
  return pageOfQuery(timelineRows(ctx, id), query, {
    sorts,
    sort: '-at',
    id: sql`lpad(id::text, 19, '0')`,
    actor: ctx.actor,
  })
}

// ── lists ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function listParties(ctx: Ctx, role: Role, query: PartiesQuery): Promise<Page<Party>> {
  return pageOfParties(ctx, partyRows(ctx).where(`p.${flagOf(role)}`, '=', true), query)
}

/** Who sells for the suppliers, or for one of them. */
export async function listReps(ctx: Ctx, { represents_id, ...query }: RepsQuery): Promise<Page<Party>> {
  const reps = partyRows(ctx).where('p.is_rep', '=', true)
  return pageOfParties(ctx, represents_id ? reps.where('p.represents_id', '=', represents_id) : reps, query)
}

/** Everybody that the actor may see through one of the views. */
export async function listPeople(ctx: Ctx, query: PeopleQuery): Promise<Page<Party>> {
  const roles = visibleRoles(ctx.actor)
  let rows = partyRows(ctx).where((is) => is.or(roles.map((role) => is(`p.${flagOf(role)}`, '=', true))))
  for (const flag of ROLES.map(flagOf)) rows = withFlag(rows, flag, query[flag])
  return pageOfParties(ctx, rows, query)
}

type PartyRows = ReturnType<typeof partyRows>
const withFlag = (rows: PartyRows, flag: RoleFlag, wanted: boolean | undefined) =>
  wanted === undefined ? rows : rows.where(`p.${flag}`, '=', wanted)

async function pageOfParties(ctx: Ctx, rows: PartyRows, query: PartiesQuery): Promise<Page<Party>> {
  let wanted = rows.where('p.archived_at', query.archived ? 'is not' : 'is', null)
  if (query.q) wanted = wanted.where(findsParty(query.q))
  const page = await pageOfQuery(wanted, query, { sorts, sort: 'name', id: sql`p.id`, actor: ctx.actor })
  return { ...page, items: await Promise.all(page.items.map((row) => partyOf(ctx, row))) }
}

const sorts = {
  name: { by: sql`p.name`, cast: 'text' },
  created_at: { by: sql`p.created_at`, cast: 'timestamptz' },
  order_count: { by: sql`coalesce(t.order_count, 0)`, cast: 'bigint' },
  spent_minor: { by: sql`coalesce(t.spent_minor, 0)`, cast: 'bigint' },
  last_order_at: { by: sql`t.last_order_at`, cast: 'timestamptz' },
} as const

const FOUND_MAX = 50

/** Customers for the counter: what is typed may be a phone, an e-mail, a name or a tax number. */
export async function searchCustomers(ctx: Ctx, q: string): Promise<Party[]> {
  const look = (within: Ctx, finds: RawBuilder<boolean>) =>
    partyRows(within)
      .where('p.is_customer', '=', true)
      .where('p.archived_at', 'is', null)
      .where(finds)
      .orderBy(rankOf(q))
      .orderBy(sql`coalesce(t.order_count, 0)`, 'desc')
      .orderBy('p.name')
      .limit(FOUND_MAX)
      .execute()
  const found = await look(ctx, findsParty(q))
  const rows = found.length > 0 ? found : await lookWider(ctx, q, look)
  return Promise.all(rows.map((row) => partyOf(ctx, row)))
}

function partyRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('contacts.party as p')
    .leftJoin('contacts.tally as t', 't.party_id', 'p.id')
    .leftJoin('contacts.address as a', (join) => join.onRef('a.party_id', '=', 'p.id').on('a.position', '=', 0))
    .select(['p.id', 'p.code', 'p.kind', 'p.name', 'p.document_kind', 'p.tax_id', 'p.activity', 'p.email', 'p.phone'])
    .select(['a.line as address', 'a.commune', 'a.city', 'p.contact_name', 'p.job_title', 'p.notes'])
    .select(['p.is_customer', 'p.is_supplier', 'p.is_employee', 'p.is_rep', 'p.user_id', 'p.represents_id'])
    .select(['p.credit_limit_minor', 'p.payment_days', 'p.version', 'p.created_at', 'p.updated_at'])
    .select(['p.archived_at', 'p.merged_into_id', 't.last_order_at'])
    .select([
      sql<number>`coalesce(t.order_count, 0)`.as('order_count'),
      sql<number>`coalesce(t.spent_minor, 0)`.as('spent_minor'),
    ])
}

type PartyRow = Awaited<ReturnType<ReturnType<typeof partyRows>['execute']>>[number]

/** The row with its tax number as people of the country write it. */
async function partyOf(ctx: Ctx, row: PartyRow): Promise<Party> {
  const { tax_id, document_kind } = row
  const isOurs = tax_id !== null && document_kind === 'tax_id'
  return PartyOut.parse({ ...row, tax_id_text: isOurs ? (await countryOf(ctx)).formatTaxId(tax_id) : tax_id })
}
