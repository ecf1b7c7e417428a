import { beforeAll, expect, test } from 'vitest'
import { openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'
import { documentKindFor } from '../commands/issue-document.ts'

let shop: SellingShop

beforeAll(async () => {
  shop = await openSellingShop()
})

const statement = async (id: string) => (await shop.owner.get(`/api/customer-accounts/${id}`)).body
const totals = async () => (await shop.owner.get('/api/customer-accounts/totals')).body

async function onAccount(customer_id: string, price: number) {
  const seller = await shop.atTill(shop.as('gerente'))
  const product_id = await shop.product({ on_hand: 5, price })
  const sale = await seller.post('/api/sales', {
    till_session_id: seller.session_id,
    customer_id,
    items: [{ product_id, quantity: 1 }],
    payments: [{ method: 'on_account', amount: price }],
  })
  expect(sale.status, sale.text).toBe(201)
  return sale.body
}

test('each document on account says its label and the day by which it is to be paid', async () => {
  expect(await totals()).toMatchObject({ debt_minor: 0, customers: 0, largest_overdue: null })
  const customer_id = await shop.customer({ name: 'Fletes Soto', credit_limit: 100_000 })
  await shop.owner.patch(`/api/customers/${customer_id}`, { payment_days: 30 })
  const sale = await onAccount(customer_id, 12_000)
  const [open] = (await statement(customer_id)).open_documents
  expect(open).toMatchObject({
    document_id: sale.id,
    label: sale.document_label,
    open_minor: 12_000,
    is_overdue: false,
  })
  expect(await totals()).toMatchObject({ debt_minor: 12_000, customers: 1, overdue_minor: 0, overdue_customers: 0 })
})

test('what is not paid by its day is late, and the largest debtor is named', async () => {
  const customer_id = await shop.customer({ name: 'Taller Díaz', credit_limit: 100_000 })
  await onAccount(customer_id, 30_000)
  shop.time.now = new Date(Date.now() + 3 * 86_400_000)
  expect((await statement(customer_id)).open_documents[0]).toMatchObject({ is_overdue: true })
  expect(await totals()).toMatchObject({
    debt_minor: 42_000,
    customers: 2,
    overdue_minor: 30_000,
    overdue_customers: 1,
    largest_overdue: { customer_id, customer_name: 'Taller Díaz', overdue_minor: 30_000 },
  })
  const paid = await shop.owner.post(`/api/customer-accounts/${customer_id}/repayments`, {
    amount: 30_000,
    method: 'debit',
    store_id: shop.store_id,
  })
  expect(paid.status, paid.text).toBe(201)
  expect(await totals()).toMatchObject({ debt_minor: 12_000, overdue_customers: 0, largest_overdue: null })
  shop.time.now = null
})

test('payments leave as a file, for those who may', async () => {
  const file = await shop.owner.get('/api/payments/export?kind=deposit')
  expect(file.status).toBe(200)
  expect(file.headers['content-disposition']).toContain('pagos.csv')
  expect(file.text).toContain('30000')
  expect(file.text.trim().split('\n')).toHaveLength(2)
  expect((await shop.cashier.get('/api/payments/export')).status).toBe(403)
})

test('categories and warehouses leave as files too', async () => {
  await shop.owner.post('/api/categories', { name: 'Lubricantes' })
  const categories = await shop.owner.get('/api/categories/export')
  expect(categories.text).toContain('Lubricantes')
  const warehouses = await shop.owner.get('/api/warehouses/export')
  expect(warehouses.headers['content-disposition']).toContain('bodegas.csv')
  expect(warehouses.text.trim().split('\n').length).toBeGreaterThanOrEqual(2)
})

test('who takes an invoice says their tax id, where an invoice is not what everybody gets', async () => {
  const bolivian = await openSellingShop({ country: 'BO' })
  const kind = async (of: SellingShop, asked?: string, tax_id: string | null = null) =>
    documentKindFor(of.ctx, asked, { tax_id }).catch((error) => error.code)
  expect([await kind(bolivian), await kind(shop), await kind(shop, 'guia')]).toEqual(['factura', 'boleta', 'guia'])
  expect(await kind(shop, 'factura')).toBe('issued_document.tax_id_needed')
  expect(await kind(shop, 'factura', '76.123.456-0')).toBe('factura')
  for (const asked of ['nota_credito', 'ticket']) expect(await kind(shop, asked)).toBe('issued_document.unknown_kind')
})

test('who owes more than their limit has nothing left of it', async () => {
  const customer_id = await shop.customer({ credit_limit: 500 })
  await onAccount(customer_id, 500)
  await shop.db.updateTable('contacts.party').set({ credit_limit_minor: 100 }).where('id', '=', customer_id).execute()
  expect(await statement(customer_id)).toMatchObject({ debt_minor: 500, limit_minor: 100, available_minor: 0 })
})
