import { z } from 'zod'
import { type FactKind, fact } from '#platform/facts/fact'
import { Id } from '#platform/units'
import type { Role } from './party.ts'

const About = z.object({ party_id: Id, name: z.string() })
type PartyFact = FactKind<typeof About>

function factsOf(noun: string, may: string): Readonly<Record<'created' | 'changed' | 'archived', PartyFact>> {
  return {
    created: fact(`${noun}.created`, About, { may }),
    changed: fact(`${noun}.changed`, About, { may }),
    archived: fact(`${noun}.archived`, About, { may }),
  }
}

/** A party tells each of its roles' listeners, so that nobody hears of an employee who may not see employees. */
export const partyFacts: Readonly<Record<Role, ReturnType<typeof factsOf>>> = {
  customer: factsOf('customer', 'customers.see'),
  supplier: factsOf('supplier', 'suppliers.see'),
  employee: factsOf('employee', 'employees.see'),
  rep: factsOf('sales_rep', 'sales_reps.see'),
}

/** A duplicate is gone: whoever keeps balances or open documents of `from_id` moves them in its reaction. */
export const partyMerged = fact('person.merged', z.object({ from_id: Id, into_id: Id }), { may: 'contacts.merge' })
export const consentRecorded = fact(
  'consent.recorded',
  z.object({ party_id: Id, purpose: z.string(), is_granted: z.boolean() }),
  { may: 'contacts.see' },
)

export const facts = [
  ...Object.values(partyFacts).flatMap((kinds) => Object.values(kinds)),
  partyMerged,
  consentRecorded,
] as const
