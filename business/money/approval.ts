import { spendApproval } from '#people'
import { can } from '#platform/actor'
import type { Tx } from '#platform/context'
import { refusePayment } from './refusals.ts'

/**
 * Who answers for an act above one's own permissions: nobody else when the actor may do it, else the supervisor whose
 * approval, bound to this very document, is used up here.
 */
export async function approvedBy(
  tx: Tx,
  act: { permission: string; document_id: string; approval_token: string | undefined },
): Promise<string | null> {
  const { permission, document_id, approval_token } = act
  if (can(tx.actor, permission)) return null
  if (approval_token === undefined) throw refusePayment.approvalNeeded({ permission, document_id })
  return spendApproval(tx, { id: approval_token, permission, document_id })
}
