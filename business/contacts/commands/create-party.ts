import { businessOf, countryPack, judgeTaxId } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { newId } from '#platform/ids'
import { addressRows, shortAddress } from '../addresses.ts'
import type { CreatePerson, Party } from '../contract.ts'
import { partyFacts } from '../events.ts'
import { phoneDigits, ROLES, rolesOf } from '../party.ts'
import { partyById } from '../queries.ts'
import { insertAddresses, insertParties, type NewParty } from '../records.ts'
import { refuse } from '../refusals.ts'

/** Adds a person or company in whatever roles the input gives it. */
export async function createParty(ctx: Ctx, input: CreatePerson): Promise<Party> {
  return transact(ctx, async (tx) => {
    const [id = ''] = await createParties(tx, [input])
    return partyById(tx, id)
  })
}

/** Adds many at once (demos, imports) with the same rows, facts and audit entries as one by one. Returns their ids. */
export async function createParties(tx: Tx, inputs: readonly CreatePerson[]): Promise<string[]> {
  const numbers = await numberReader(tx)
  const made = inputs.map((input) => ({ input, row: newParty(tx, input, numbers) }))
  await insertParties(
    tx,
    made.map(({ row }) => row),
  )
  await insertAddresses(
    tx,
    made.flatMap(({ input, row }) => addressRows(row.id, input.addresses ?? shortAddress([], input))),
  )
  for (const { row } of made) {
    for (const role of rolesOf(row)) {
      tx.audit({ action: `${role}.created`, thing: 'person', thing_id: row.id, label: row.name, after: given(row) })
      await tx.emit(partyFacts[role].created({ party_id: row.id, name: row.name }))
    }
  }
  return made.map(({ row }) => row.id)
}

function newParty(tx: Tx, input: CreatePerson, numbers: NumberReader) {
  const { address: _address, commune: _commune, city: _city, addresses: _addresses, ...fields } = input
  const roles = {
    is_customer: input.is_customer ?? false,
    is_supplier: input.is_supplier ?? false,
    is_employee: input.is_employee ?? false,
    is_rep: input.is_rep ?? false,
  }
  if (rolesOf(roles).length === 0) {
    throw refuse.roleNeeded({}, { errors: ROLES.map((role) => ({ path: `is_${role}`, code: 'person.role_needed' })) })
  }
  return {
    kind: 'person',
    document_kind: 'tax_id',
    ...given(fields),
    ...roles,
    ...numbers(input),
    id: input.id ?? newId(),
    created_at: tx.now(),
    updated_at: tx.now(),
    created_by: tx.actor.id,
  } satisfies NewParty
}

interface Numbers {
  readonly document_kind?: string | undefined
  readonly tax_id?: string | null | undefined
  readonly phone?: string | null | undefined
}
type NumberReader = (input: Numbers) => { tax_id?: string | null; phone_digits?: string | null }

/** Reads tax numbers and phones the way of the business's country; what is not given stays out. */
export async function numberReader(ctx: Ctx): Promise<NumberReader> {
  const pack = countryPack((await businessOf(ctx)).country)
  return ({ document_kind = 'tax_id', tax_id, phone }) => ({
    ...(tax_id === undefined
      ? {}
      : {
          tax_id: tax_id === null ? null : document_kind === 'tax_id' ? judgeTaxId(pack, tax_id) : otherPaper(tax_id),
        }),
    ...(phone === undefined ? {} : { phone_digits: phone === null ? null : readPhone(phone, pack.phone_prefix) }),
  })
}

/** Passports and foreign papers follow no rule of ours: one spelling is enough. */
const otherPaper = (text: string) => text.toUpperCase().replace(/\s+/g, '')

function readPhone(phone: string, prefix: string): string {
  const digits = phoneDigits(phone, prefix)
  if (digits === null) throw refuse.badPhone({ phone }, { errors: [{ path: 'phone', code: 'person.bad_phone' }] })
  return digits
}
