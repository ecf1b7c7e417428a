import type { Module } from '#platform/module'
import { facts } from './events.ts'
import { importCustomers } from './import/import-customers.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'

export { createParties, createParty } from './commands/create-party.ts'
export type { CreatePerson, Party } from './contract.ts'
export { consentRecorded, partyFacts, partyMerged } from './events.ts'
export { creditTermsOf, type PartySnapshot, partyById, snapshotOf, snapshotsOf, stayingIdOf } from './queries.ts'
export { type TimelineNote, writeTimeline } from './records.ts'

export const contacts = {
  name: 'contacts',
  routes: [routes],
  permissions,
  facts,
  imports: [importCustomers],
} satisfies Module
