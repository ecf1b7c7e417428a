import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { receiptMail } from '../mails.ts'
import { receiptOfOrder } from '../queries-receipts.ts'

/** Mails a receipt after commit. The address stands in the audit trail, not in the log. */
export async function sendReceipt(ctx: Ctx, order_id: string, email: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { token: _token, path, ...receipt } = await receiptOfOrder(tx, order_id)
    await receiptMail(tx, receipt, path, email)
    tx.audit({
      action: 'receipt.sent',
      thing: 'order',
      thing_id: order_id,
      label: receipt.document_label ?? String(receipt.order_number),
      after: { email },
    })
  })
}
