import { amountSaid, businessOf } from '#company'
import { partyById, snapshotOf } from '#contacts'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { enqueue } from '#platform/jobs/job'
import { assertMail, sendMail } from '#platform/mail/send-mail'
import { say } from '#platform/text'
import { orderPdf } from '../order-pdf.ts'
import { termsOf } from '../queries/offers.ts'
import { lockPurchase, type PurchaseRow, updatePurchase } from '../records/purchase.ts'
import { lockReorder } from '../records/reorder.ts'
import { refusePurchase } from '../refusals.ts'
import { assertPurchaseCanMove } from '../states.ts'
import { text } from '../text.ts'
import { moveReorder } from './advance-reorder.ts'
import { tellIncoming } from './tell-incoming.ts'
import { tellPurchase } from './write-purchase.ts'

export interface Sending {
  readonly email?: string | undefined
  readonly without_mail: boolean
  readonly below_minimum: boolean
}

/**
 * Sends an order: from now on its goods are expected. It leaves as a PDF by e-mail after the commit, unless it was handed
 * over otherwise. An order below the supplier's minimum is sent only by somebody who says so.
 */
export async function sendPurchase(ctx: Ctx, id: string, sending: Sending): Promise<void> {
  await transact(ctx, async (tx) => {
    const order = await lockPurchase(tx, id)
    assertPurchaseCanMove(order.status, 'sent')
    if (order.lines === 0) throw refusePurchase.empty()
    const terms = await termsOf(tx, order.supplier_id)
    if (order.goods_minor < terms.minimum_minor && !sending.below_minimum) {
      const minimum_text = await amountSaid(tx, terms.minimum_minor)
      throw refusePurchase.belowMinimum({ minimum_text, goods_text: await amountSaid(tx, order.goods_minor) })
    }
    const email = sending.without_mail ? null : await addressOf(tx, order, sending.email ?? terms.order_email)
    const supplier = JSON.stringify(await snapshotOf(tx, order.supplier_id))
    await updatePurchase(tx, id, { status: 'sent', supplier, sent_at: tx.now(), sent_by: tx.actor.id, sent_to: email })
    await tellIncoming(tx, order)
    if (email !== null) await mailOrder(tx, order, email)
    for (const reorder_id of await reordersOn(tx, id)) {
      const reorder = await lockReorder(tx, reorder_id)
      if (reorder.status === 'requested') await moveReorder(tx, reorder, 'ordered')
    }
    const states = { before: { status: 'draft' }, after: { status: 'sent', email } }
    await tellPurchase(tx, order, 'sent', { action: 'purchase_order.sent', ...states })
  })
}

async function addressOf(tx: Tx, { supplier_id }: PurchaseRow, named: string | null | undefined): Promise<string> {
  const email = named ?? (await partyById(tx, supplier_id)).email
  if (!email) throw refusePurchase.noAddress()
  await assertMail(tx)
  return email
}

async function mailOrder(tx: Tx, { id, number, total }: PurchaseRow, to: string): Promise<void> {
  const { name: business, language } = await businessOf(tx)
  const pdf = await orderPdf(tx, id)
  const values = { business, number, total_text: await amountSaid(tx, total) }
  await enqueue(tx, sendMail, {
    to,
    subject: say(text.mailSubject, language, values),
    text: say(text.mailText, language, values),
    attachments: [
      {
        name: `${say(text.paperTitle, language, { number })}.pdf`,
        media_type: 'application/pdf',
        base64: pdf.toString('base64'),
      },
    ],
  })
}

export async function reordersOn(tx: Tx, purchase_order_id: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('purchasing.reorder')
    .select('id')
    .where('purchase_order_id', '=', purchase_order_id)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
