import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, type Goods, openTill, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { tick } from '../support/tick.ts'
import { scan } from '../support/wedge-scanner.ts'

const slowMs = 20_000

/** What an owner does between sales: quotes, shifts, accounts; and what a scanner does to whoever is paying. */
describe.skipIf(!hasBrowser)('quotes, money and odd scans', () => {
  let shop: StaffedShop
  let page: Page
  let complaints: string[]
  let oil: Goods
  let rag: Goods
  let customer_id: string

  beforeAll(async () => {
    shop = await serveStaffedShop()
    oil = await shop.product({ name: 'Aceite Mobil 5W-30 4 L', price: 32_990, cost: 21_000, on_hand: 50 })
    rag = await shop.product({ name: 'Paño de microfibra', price: 1990, cost: 700, on_hand: 50 })
    const customer = { name: 'Transportes Aguilar', tax_id: '77123456-9', credit_limit_minor: 300_000 }
    customer_id = (await shop.owner.post('/api/customers', customer)).id
    const opened = await enter(await openBrowser(), shop, shop.owner)
    page = opened.page
    complaints = opened.complaints
  })

  const press = (name: RegExp | string) => page.getByRole('button', { name }).click()
  const pick = async (label: string, text: string) => {
    await page.getByRole('combobox', { name: label }).fill(text)
    await page.getByRole('option', { name: new RegExp(`^(?!Crear).*${text}`) }).click({ timeout: slowMs })
  }

  test('a quote is written, sent by hand, accepted and becomes an order at its prices', async () => {
    await page.goto('/cotizaciones/nueva')
    await pick('Buscar cliente', 'Transportes Aguilar')
    await pick('Agrega por código o nombre', 'Mobil')
    await page.getByLabel(/Descuento a todo/).fill('10')
    await press('Guardar cotización')
    await page.getByRole('heading', { name: 'Cotización 1' }).waitFor({ timeout: slowMs })
    await press('Enviar')
    await press(/Marcar como enviada/)
    await press('La aceptó')
    await press('Hacer el pedido')
    await page.getByText('Guardado a medias: lo encuentras en Ventas.').waitFor({ timeout: slowMs })
    const [order] = (await shop.owner.get('/api/orders')).items
    expect(order).toMatchObject({ status: 'draft', total: 29_691, customer_id })
  })

  test('a till that lacks money is explained with a reason', async () => {
    const session = await shop.owner.post('/api/till-sessions', { till_id: shop.till_id, opening_minor: 20_000 })
    const counts = [{ method: 'cash', counted_minor: 18_000 }]
    await shop.owner.post(`/api/till-sessions/${session.id}/close`, { counts })
    await page.goto('/')
    await page.getByRole('link', { name: /Resolver: Faltan \$2.000 en Caja 1/ }).click({ timeout: slowMs })
    await page.getByLabel('Motivo').fill('Vuelto mal dado')
    await press('Aceptar la diferencia')
    await page.getByText(/Diferencia aceptada .*: Vuelto mal dado/).waitFor({ timeout: slowMs })
    expect(await shop.owner.get(`/api/till-sessions/${session.id}`)).toMatchObject({ state: 'settled' })
  })

  test('what is owed is repaid by two ways of paying', async () => {
    await openTill(page)
    const [session] = (await shop.owner.get('/api/till-sessions?state=open')).items
    await shop.owner.post('/api/sales', {
      till_session_id: session.id,
      customer_id,
      items: [{ product_id: rag.id, quantity: 5 }],
      payments: [{ method: 'on_account', amount: 9950 }],
    })
    await page.goto(`/fiado/${customer_id}`)
    await press(/^Abono/)
    await page.getByLabel('Monto').fill('4.000')
    await press(/Recibir abono/)
    await page.getByText('Debe $5.950').waitFor({ timeout: slowMs })
    await tick(page.getByRole('radio', { name: 'Débito' }))
    await press(/Recibir abono/)
    await page.getByText('No debe nada.').waitFor({ timeout: slowMs })
    expect(await shop.owner.get('/api/customer-accounts/totals')).toMatchObject({ debt_minor: 0 })
  })

  test('a scan while cash is being typed goes to the cart, and a slow one is heard too', async () => {
    const line = (goods: Goods) => page.locator(`[data-line="${goods.id}"]`)
    await page.goto('/caja')
    await page.getByRole('combobox', { name: 'Código o nombre' }).waitFor({ timeout: slowMs })
    await scan(page, oil.barcode)
    await line(oil).waitFor({ timeout: slowMs })
    await page.keyboard.press('+')
    const cash = page.getByLabel('Recibido en efectivo')
    await cash.waitFor({ timeout: slowMs })
    const before = await cash.inputValue()
    await scan(page, rag.barcode)
    await line(rag).waitFor({ timeout: slowMs })
    expect(await cash.inputValue()).toBe(before)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await scan(page, rag.barcode, { gap_ms: 60 })
    await expect.poll(() => line(rag).locator('input').inputValue(), { timeout: slowMs }).toBe('2')
  })

  test('a code nobody knows becomes a product with one key, and is in the cart', async () => {
    await page.getByRole('combobox', { name: 'Código o nombre' }).focus()
    await scan(page, '4006381333931')
    await page.getByText(/No conozco 4006381333931/).waitFor({ timeout: slowMs })
    await page.keyboard.press('Alt+u')
    await page.getByLabel('Nombre').fill('Marcador')
    await page.getByLabel('Precio', { exact: true }).fill('990')
    await press(/Crear y agregar/)
    await page.getByRole('row', { name: /Marcador/ }).waitFor({ timeout: slowMs })
  })

  test('nothing complained but the code that nobody knew', () => {
    expect(complaints.filter((text) => !/status of 404/.test(text))).toEqual([])
  })
})
