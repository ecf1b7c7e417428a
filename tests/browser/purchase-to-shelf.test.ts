import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { heardAfter } from '../support/heard-after.ts'
import { enter, type Goods, type Person, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { tick } from '../support/tick.ts'
import { scan } from '../support/wedge-scanner.ts'

const slowMs = Number(process.env.SLOW_MS ?? 120_000)

/** From an alert to the shelf, in the browser: two people, a laptop in the office and a phone at the door. */
describe.skipIf(!hasBrowser)('purchase to shelf', () => {
  let shop: StaffedShop
  let browser: Browser
  let office: { page: Page; context: BrowserContext; complaints: string[] }
  let door: { page: Page; context: BrowserContext; complaints: string[] }
  let keeper: Person
  let oil: Goods
  let filter: Goods

  beforeAll(async () => {
    shop = await serveStaffedShop()
    oil = await shop.product({ name: 'Aceite Mobil 5W-30', price: 32_990, cost: 20_000, on_hand: 2, min_stock: 6 })
    filter = await shop.product({ name: 'Filtro Mann W 712', price: 7_490, cost: 4_000, on_hand: 9 })
    const supplier = await shop.owner.post('/api/suppliers', { name: 'Lubricantes del Sur', email: 'ventas@sur.cl' })
    const offer = { product_id: oil.id, supplier_code: 'MOB-4L', pack_size: 4, pack_cost_minor: 84_000 }
    await shop.owner.post(`/api/suppliers/${supplier.id}/attach-product`, offer)
    await shop.owner.send('PATCH', `/api/suppliers/${supplier.id}/terms`, { minimum_minor: 150_000, lead_time_days: 3 })
    keeper = await shop.hire('Pedro Bodega', 'bodeguero')
    browser = await openBrowser()
    office = await enter(browser, shop, shop.owner)
    door = await enter(browser, shop, keeper, { width: 360, height: 740 })
  })

  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name }).first().click({ timeout: slowMs })

  test('what runs out becomes a request in one click, and requests become an order of their supplier', async () => {
    const { page } = office
    await page.goto('/alertas-stock')
    await press(page, 'Reponer')
    await page.waitForURL(/\/reordenes/, { timeout: slowMs })
    await page.getByRole('cell', { name: 'Lubricantes del Sur' }).waitFor({ timeout: slowMs })
    await tick(page.getByRole('checkbox', { name: 'Elegir Aceite Mobil 5W-30' }))
    await press(page, 'Hacer órdenes')
    await page.getByRole('dialog').getByRole('button', { name: 'Hacer órdenes' }).click()
    await page.waitForURL(/\/compras\/[0-9a-f-]{36}$/, { timeout: slowMs })
  })

  test('an order below the minimum says how much is missing, and is sent once somebody says so', async () => {
    const { page } = office
    await press(page, 'Editar')
    const quantity = page.getByLabel('Cantidad: Aceite Mobil 5W-30')
    await quantity.fill('4')
    await quantity.press('Enter')
    await page.getByText(/Faltan \$66\.000/).waitFor({ timeout: slowMs })
    await press(page, 'Guardar borrador')
    await press(page, 'Enviar')
    const dialog = page.getByRole('dialog')
    await tick(dialog.getByRole('radio', { name: 'Ya se la di' }))
    await tick(dialog.getByRole('checkbox', { name: /Enviar bajo el pedido mínimo/ }))
    await dialog.getByRole('button', { name: 'Enviar' }).click()
    await page.getByText('Orden marcada como enviada').waitFor({ timeout: slowMs })
    const { incoming } = await shop.owner.get(`/api/products/${oil.id}/stock-by-warehouse`)
    expect(incoming).toBe(4)
  })

  test('at the door a scan answers at once, and a stranger and an excess are named before they are written', async () => {
    const { page } = door
    await page.goto('/bodega')
    await page.getByRole('link', { name: /Recibir/ }).click({ timeout: slowMs })
    await page.getByRole('link', { name: /Lubricantes del Sur/ }).click({ timeout: slowMs })
    await page.getByText('Escanea la primera unidad').waitFor({ timeout: slowMs })
    const times: number[] = []
    for (let unit = 1; unit <= 3; unit += 1) {
      times.push(Math.round(await page.evaluate(heardAfter, { code: oil.barcode, answer: '.receiving-figure' })))
      await page.locator('.receiving-figure', { hasText: new RegExp(`^${unit}`) }).waitFor({ timeout: slowMs })
      // Two scans of one label within an eye's blink are one unit: a hand needs longer.
      await page.waitForTimeout(200)
    }
    process.stdout.write(`receiving: a scan was answered after ${times.join(', ')} ms, promised 100 ms\n`)
    await scan(page, filter.barcode)
    await page.getByText('no está en la orden').first().waitFor({ timeout: slowMs })
    await press(page, /Recibir 4 unidades/)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Filtro Mann W 712: 1, no está en la orden').waitFor({ timeout: slowMs })
    expect(await dialog.getByRole('button', { name: 'Recibir' }).isDisabled(), 'a stranger needs a yes').toBe(true)
    await tick(dialog.getByRole('checkbox', { name: /Aceptar lo que viene de más/ }))
    await dialog.getByLabel('Guía de despacho').fill('GD-881')
    await dialog.getByRole('button', { name: 'Recibir' }).click()
    await page.waitForURL(/\/compras\/recepciones\//, { timeout: slowMs })
    expect(await shop.onHand(oil.id)).toMatchObject({ on_hand: 5 })
    expect(await shop.onHand(filter.id)).toMatchObject({ on_hand: 10 })
  })

  test('every target at the door is as large as a thumb', async () => {
    const { page } = door
    await page.goto('/bodega/recibir')
    await page.getByRole('link', { name: /Lubricantes del Sur/ }).click({ timeout: slowMs })
    await page.getByText('Escanea la primera unidad').waitFor({ timeout: slowMs })
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.hand button, .hand a, .hand .hand-scan')]
        .map((one) => ({ name: one.innerText || one.ariaLabel, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.height > 0 && (box.height < 44 || box.width < 44))
        .map(({ name, box }) => `${name}: ${Math.round(box.width)}×${Math.round(box.height)}`),
    )
    expect(small).toEqual([])
    await page.getByRole('button', { name: /Llegaron 1: Aceite/ }).click()
    await press(page, /Recibir 1 unidad/)
    await page.getByRole('dialog').getByRole('button', { name: 'Recibir' }).click()
    await page.waitForURL(/\/compras\/recepciones\//, { timeout: slowMs })
    expect(await shop.onHand(oil.id)).toMatchObject({ on_hand: 6 })
  })

  test('the invoice is compared with what came, to the peso, and paid', async () => {
    const { page } = office
    await page.goto('/compras/recepciones?view=to_invoice')
    await page.getByRole('button', { name: 'Lubricantes del Sur' }).last().click({ timeout: slowMs })
    await press(page, 'Factura')
    await page.getByLabel('Factura', { exact: true }).fill('F-1001')
    await page.getByText('calza al peso').waitFor({ timeout: slowMs })
    await press(page, 'Registrar factura')
    await page.waitForURL(/\/compras\/facturas\/[0-9a-f-]{36}$/, { timeout: slowMs })
    await press(page, 'Pagar')
    await page.getByRole('dialog').getByRole('button', { name: 'Pagar' }).click()
    await page.getByText(/quedan \$0 por pagar/).waitFor({ timeout: slowMs })
    const { items } = await shop.owner.get('/api/supplier-invoices')
    expect(items).toMatchObject([{ document_label: 'F-1001', status: 'paid', match: { verdict: 'matches' } }])
  })

  test('more of a product is asked for on its own page', async () => {
    const { page } = office
    await page.goto(`/inventario/${filter.id}`)
    await press(page, 'Reponer')
    const dialog = page.getByRole('dialog', { name: filter.name })
    await dialog.getByLabel(/Cantidad/).fill('12')
    await dialog.getByRole('button', { name: 'Pedir' }).click()
    await page.getByText(`Solicitados 12 de ${filter.name}`).waitFor({ timeout: slowMs })
    const { items } = await shop.owner.get('/api/reorders?status=requested')
    expect(items).toMatchObject([{ product: { id: filter.id }, quantity: 12, source: 'hand' }])
  })

  test('nothing complained', () => {
    // An order that came whole has nothing more to receive: a page that asks again is told so.
    const complaints = [...office.complaints, ...door.complaints].filter((text) => !/status of 409/.test(text))
    expect(complaints).toEqual([])
  })
})
