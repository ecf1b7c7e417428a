// The wire, as types only: nothing of these files reaches the browser. One line a module.
import type { catalogContract } from '#catalog/contract'
import type { companyContract } from '#company/contract'
import type { contactsContract } from '#contacts/contract'
import type { fulfilmentContract } from '#fulfilment/contract'
import type { moneyContract } from '#money/contract'
import type { peopleContract } from '#people/contract'
import type { auditContract } from '#platform/audit/contract'
import type { filesContract } from '#platform/files/contract'
import type { importContract } from '#platform/import/contract'
import type { purchasingContract } from '#purchasing/contract'
import type { returnsContract } from '#returns/contract'
import type { salesContract } from '#sales/contract'
import type { countContract, placeContract, stockContract, transferContract } from '#stock/contract'
import type { doctorContract } from '../../doctor/contract.ts'

export type Api = typeof companyContract &
  typeof peopleContract &
  typeof contactsContract &
  typeof catalogContract &
  typeof stockContract &
  typeof transferContract &
  typeof countContract &
  typeof placeContract &
  typeof moneyContract &
  typeof salesContract &
  typeof fulfilmentContract &
  typeof returnsContract &
  typeof purchasingContract &
  typeof filesContract &
  typeof auditContract &
  typeof importContract &
  typeof doctorContract
