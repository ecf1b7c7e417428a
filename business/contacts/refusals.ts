import { refusals } from '#platform/refusals'
import { text } from './text.ts'

/** Every "no" of this module. */
export const refuse = refusals('person', {
  notFound: [404, text.notFound],
  roleNeeded: [422, text.roleNeeded],
  idTaken: [409, text.idTaken],
  emailTaken: [409, text.emailTaken],
  taxIdTaken: [409, text.taxIdTaken],
  codeTaken: [409, text.codeTaken],
  userTaken: [409, text.userTaken],
  unknownUser: [422, text.unknownUser],
  unknownSupplier: [422, text.unknownSupplier],
  badPhone: [422, text.badPhone],
  archived: [409, text.archived],
  merged: [409, text.merged],
  sameRecord: [422, text.sameRecord],
  differentTaxIds: [409, text.differentTaxIds],
})
