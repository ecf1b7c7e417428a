import { beforeAll, expect, test } from 'vitest'
import { businessOf, countryOf, isFeatureOn, nextNumber, openBusiness, setBusiness } from '#company'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop
let store_id: string

beforeAll(async () => {
  shop = await openShop()
})

test('before the first run there are no settings to show', async () => {
  const reply = await shop.owner.get('/api/settings')
  expect(reply).toMatchObject({ status: 409, body: { code: 'business.not_set_up' } })
  await expect(businessOf(shop.ctx)).rejects.toMatchObject({ code: 'business.not_set_up' })
})

test('the first run in Chile gives a store, a warehouse, a till and the law of the country', async () => {
  const opened = await transact(shop.ctx, (tx) =>
    openBusiness(tx, { name: 'Lubricentro Rep-Drill', tax_id: '76.123.456-0' }),
  )
  store_id = opened.store.id

  expect(opened.store).toMatchObject({ name: 'Casa matriz', code: 'T1' })
  expect(opened.warehouse).toMatchObject({ name: 'Bodega principal', code: 'B1', is_default: true, store_id })
  expect(opened.till).toMatchObject({ name: 'Caja 1', warehouse_id: opened.warehouse.id })
  const { body } = await shop.owner.get('/api/settings')
  expect(body).toMatchObject({
    name: 'Lubricentro Rep-Drill',
    tax_id: '76123456-0',
    tax_id_text: '76.123.456-0',
    country: 'CL',
    currency: 'CLP',
    currency_decimals: 0,
    time_zone: 'America/Santiago',
    language: 'es',
    prices_include_tax: true,
    cash_rounding_minor: 10,
    reservation_minutes: 15,
    sell_short: 'never',
    document_kinds: ['boleta', 'factura', 'nota_credito', 'guia'],
  })
  expect(body.tax_classes[0]).toEqual({ code: 'general', basis_points: 1900, says: 'IVA 19 %' })
})

test('a Chilean business may work in English', async () => {
  const { body } = await shop.owner.get('/api/settings', { headers: { 'accept-language': 'en' } })
  expect(body.tax_classes[1].says).toBe('Exempt')
})

test('what is changed is seen at once, by everybody, and written in the audit', async () => {
  const reply = await shop.owner.patch('/api/settings', {
    activity: 'Cambio de aceite',
    receipt_footer: 'Gracias\nVuelva',
  })
  expect(reply).toMatchObject({
    status: 200,
    body: { activity: 'Cambio de aceite', receipt_footer: 'Gracias\nVuelva' },
  })

  expect((await businessOf(shop.ctx)).activity).toBe('Cambio de aceite')
  expect((await shop.cashier.get('/api/settings')).body.activity).toBe('Cambio de aceite')
  const [entry] = await auditOf('business.changed')
  expect(entry).toMatchObject({ before: { activity: null }, after: { activity: 'Cambio de aceite' } })
})

test('an empty value takes away what was there', async () => {
  const { body } = await shop.owner.patch('/api/settings', { activity: null })
  expect(body.activity).toBeNull()
})

test('a RUT with a wrong digit is refused and the right one is offered', async () => {
  const reply = await shop.owner.patch('/api/settings', { tax_id: '76.123.456-7' })
  expect(reply).toMatchObject({
    status: 422,
    body: { code: 'business.bad_tax_id', suggestion: '76.123.456-0', errors: [{ path: 'tax_id' }] },
  })
})

test.each([
  ['a field we do not know', { owner: 'me' }, ''],
  ['the version itself', { version: 7 }, ''],
  ['a zone that does not exist', { time_zone: 'America/Rancagua' }, 'time_zone'],
  ['rounding below nothing', { cash_rounding_minor: -10 }, 'cash_rounding_minor'],
  ['an empty name', { name: '  ' }, 'name'],
  ['a forged line', { name: 'Lubri\r\nBcc: x' }, 'name'],
  ['quotes that never end', { quote_days: 0 }, 'quote_days'],
])('%s is refused, and the field is named', async (_what, change, path) => {
  const reply = await shop.owner.patch('/api/settings', change)
  expect(reply).toMatchObject({ status: 422, body: { code: 'request.invalid', errors: [{ path }] } })
})

test('a picture that was never uploaded cannot be the logo', async () => {
  const reply = await shop.owner.patch('/api/settings', { logo_file_id: newId() })
  expect(reply).toMatchObject({ status: 422, body: { code: 'business.unknown_logo' } })
})

test('a picture that was uploaded can be the logo, and goes again', async () => {
  const id = newId()
  await shop.ctx.db
    .insertInto('platform.file')
    .values({ id, kind: 'logo', media_type: 'image/webp', bytes: 3, sha256: Buffer.alloc(32) })
    .execute()
  expect((await shop.owner.patch('/api/settings', { logo_file_id: id })).body.logo_file_id).toBe(id)
  expect((await shop.owner.patch('/api/settings', { logo_file_id: null })).body.logo_file_id).toBeNull()
})

test('an edit that started from an old version is refused and shows the current one', async () => {
  const first = await shop.owner.get('/api/settings')
  const ifMatch = { headers: { 'if-match': String(first.headers.etag) } }
  const mine = await shop.owner.patch('/api/settings', { phone: '+56 2 2345 6789' }, ifMatch)
  const theirs = await shop.owner.patch('/api/settings', { phone: '+56 2 9999 9999' }, ifMatch)

  expect(mine.status).toBe(200)
  expect(theirs).toMatchObject({
    status: 412,
    body: { code: 'request.changed', current: { phone: '+56 2 2345 6789' } },
  })
  expect(theirs.headers.etag).toBe(mine.headers.etag)
})

test('only an administrator changes settings', async () => {
  expect((await shop.cashier.patch('/api/settings', { name: 'Mío' })).status).toBe(403)
  expect((await shop.as('gerente').patch('/api/features', { quotes: false })).status).toBe(403)
  expect((await shop.anonymous.get('/api/settings')).status).toBe(401)
})

test('country and currency change until the first document, then they stay', async () => {
  const stale = await shop.owner.patch('/api/settings', { country: 'GB', currency: 'GBP' })
  expect(stale).toMatchObject({ status: 422, body: { code: 'business.bad_tax_id', tax_id: '76123456-0' } })
  const moved = await shop.owner.patch('/api/settings', { country: 'GB', currency: 'GBP', tax_id: 'GB 220 4302 31' })
  expect(moved).toMatchObject({ status: 200, body: { tax_name: 'VAT', tax_id_text: 'GB 220 4302 31' } })
  expect((await countryOf(shop.ctx)).currency_decimals).toBe(2)
  await shop.owner.patch('/api/settings', { country: 'CL', currency: 'CLP', tax_id: '76.123.456-0' })
  await transact(shop.ctx, (tx) => nextNumber(tx, { store_id, kind: 'boleta' }))

  const late = await shop.owner.patch('/api/settings', { currency: 'USD' })
  expect(late).toMatchObject({ status: 409, body: { code: 'business.has_documents' } })
  expect((await shop.owner.patch('/api/settings', { currency: 'CLP' })).status).toBe(200)
})

test('a change that is rolled back is not remembered', async () => {
  const undone = transact(shop.ctx, async (tx) => {
    await setBusiness(tx, { name: 'Otro nombre' })
    expect((await businessOf(tx)).name).toBe('Otro nombre')
    throw new Error('undo')
  })
  await expect(undone).rejects.toThrow('undo')
  expect((await businessOf(shop.ctx)).name).toBe('Lubricentro Rep-Drill')
})

test('a part of the program that is switched off says so, until it is on again', async () => {
  expect((await shop.cashier.get('/api/features')).body.items).toContainEqual({
    name: 'quotes',
    says: 'Cotizaciones',
    is_on: true,
  })
  const { body } = await shop.owner.patch('/api/features', { quotes: false })
  expect(body.items).toContainEqual({ name: 'quotes', says: 'Cotizaciones', is_on: false })
  expect(await isFeatureOn(shop.ctx, 'quotes')).toBe(false)
  expect((await auditOf('feature.switched'))[0]).toMatchObject({ thing_id: 'quotes', after: { is_on: false } })

  await shop.owner.patch('/api/features', { quotes: true, held_carts: true })
  expect(await isFeatureOn(shop.ctx, 'quotes')).toBe(true)
  expect(await auditOf('feature.switched')).toHaveLength(2)
  expect((await shop.owner.patch('/api/features', { telepathy: true })).status).toBe(422)
})

async function auditOf(action: string) {
  return shop.ctx.db
    .selectFrom('platform.audit_entry')
    .select(['thing_id', 'before', 'after', 'actor_id'])
    .where('action', '=', action)
    .where('actor_id', 'is not', null)
    .orderBy('id')
    .execute()
}
