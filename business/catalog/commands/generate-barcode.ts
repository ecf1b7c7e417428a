import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { inStoreEan } from '../barcode.ts'
import { productById } from '../queries/product.ts'
import { takenCodes } from '../queries/taken.ts'
import { nextInternalCode } from '../records.ts'
import { lockProduct } from './lock-product.ts'
import { assertChanges, writeChanges } from './write-changes.ts'

/** Gives a product an EAN-13 of the shop's own series, for goods that come without a printed code. */
export async function generateBarcode(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const row = await lockProduct(tx, id)
    const { barcodes } = await productById(tx, id)
    const change = { values: {}, barcodes: [...barcodes, { code: await freeEan(tx), pack_quantity: 1 }] }
    await assertChanges(tx, row, change)
    await writeChanges(tx, row, change)
    return productById(tx, id)
  })
}

/** The next free one: numbers that somebody typed by hand are skipped. */
async function freeEan(tx: Tx): Promise<string> {
  for (;;) {
    const code = inStoreEan(await nextInternalCode(tx))
    const taken = await takenCodes(tx, { skus: [], barcodes: [code] })
    if (taken.length === 0) return code
  }
}
