import type { Tx } from '#platform/context'
import { newId } from '#platform/ids'
import { entryOf } from '../entries.ts'
import { tendersOf } from '../methods.ts'
import { placeOf } from '../place.ts'
import { entryById } from '../queries.ts'
import { insertEntries } from '../records.ts'
import { refusePayment } from '../refusals.ts'

export interface PayOut {
  readonly id?: string | undefined
  readonly party_id: string
  readonly document: { readonly kind: string; readonly id: string }
  /** Money that leaves, as a positive amount in minor units. */
  readonly amount: number
  readonly method: string
  readonly reference?: string | undefined
  readonly till_session_id?: string | undefined
  readonly store_id?: string | undefined
}

/**
 * Pays a supplier out of a till, a bank or whatever the method is. Which invoices it pays is the caller's to write down.
 * An id that was paid before answers `is_replay`, so that a payment sent twice is one.
 */
export async function paySupplier(
  tx: Tx,
  input: PayOut,
): Promise<{ id: string; store_id: string; is_replay: boolean }> {
  const { method, amount, reference, party_id, document } = input
  const known = input.id === undefined ? undefined : await entryById(tx, input.id)
  if (known) {
    if (known.kind !== 'supplier_payment' || known.amount !== -amount) throw refusePayment.idTaken()
    return { id: known.id, store_id: known.store_id, is_replay: true }
  }
  const [tender] = await tendersOf(tx, [{ method, amount, reference }])
  if (!tender || tender.kind === 'credit' || tender.kind === 'store_credit')
    throw refusePayment.unknownMethod({ method })
  const place = await placeOf(tx, input)
  const id = input.id ?? newId()
  const what = { document_kind: document.kind, document_id: document.id, party_id, reference: reference ?? null }
  await insertEntries(tx, [
    await entryOf(tx, { ...place, ...what, id, kind: 'supplier_payment', method, amount: -amount }),
  ])
  return { id, store_id: place.store_id, is_replay: false }
}
