import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, type Goods, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { scan } from '../support/wedge-scanner.ts'

const slowMs = 60_000

/** What a customer brings back: the receipt, the goods, and either the money or something else for it. */
describe.skipIf(!hasBrowser)('a return and an exchange', () => {
  let shop: StaffedShop
  let browser: Browser
  let page: Page
  let complaints: string[]
  let oil: Goods
  let filter: Goods
  let sale: { number: number; id: string; document_label: string }

  beforeAll(async () => {
    shop = await serveStaffedShop()
    oil = await shop.product({ name: 'Aceite Mobil 5W-30 4 L', price: 30_000, cost: 21_000, on_hand: 20 })
    filter = await shop.product({ name: 'Filtro Mann W 712', price: 40_000, cost: 4100, on_hand: 20 })
    const { owner, till_id } = shop
    const session = await owner.post('/api/till-sessions', { till_id, opening_minor: 20_000 })
    const sold = await owner.post('/api/sales', {
      till_session_id: session.id,
      items: [{ product_id: oil.id, quantity: 3 }],
      payments: [{ method: 'cash', amount: 90_000 }],
    })
    sale = await owner.get(`/api/orders/${sold.id}`)
    browser = await openBrowser()
    const opened = await enter(browser, shop, owner)
    page = opened.page
    complaints = opened.complaints
  })

  const says = (text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: slowMs })
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
  const takeBack = async (quantity: number, disposition?: string) => {
    await page.goto('/devoluciones/nueva')
    await page.getByLabel('Escanea la boleta o escribe su número').waitFor({ timeout: slowMs })
    await scan(page, sale.document_label)
    await says(`Venta ${sale.document_label}`)
    for (let units = 0; units < quantity; units += 1) await press(`Más: ${oil.name}`)
    if (disposition) await page.getByLabel(`Destino de ${oil.name}`).selectOption({ label: disposition })
    await page.getByLabel('Por qué vuelve').selectOption({ label: 'Salió malo' })
    await press('Recibir devolución')
    await says('Por resolver')
  }

  test('the receipt is scanned, one unit comes back, and the money goes the way it came', async () => {
    await takeBack(1, 'Cuarentena')
    expect(await shop.onHand(oil.id)).toMatchObject({ on_hand: 18, available: 17 })
    await press('Devolver dinero')
    await page.getByRole('dialog').getByText('Efectivo').waitFor({ timeout: slowMs })
    await page.getByRole('dialog').getByRole('button', { name: 'Devolver $30.000' }).click()
    await says('Resuelta')
    await says('Nota de crédito')
  })

  test('what waits in quarantine is decided about', async () => {
    await press(`Decidir: ${oil.name}`)
    await page.getByRole('dialog').getByRole('button', { name: 'Decidir' }).click()
    await says('Decidido')
    await expect.poll(() => shop.onHand(oil.id), { timeout: slowMs }).toMatchObject({ on_hand: 18, available: 18 })
  })

  test('an exchange in one go: only the difference is paid', async () => {
    await takeBack(1)
    await press('Cambiar')
    await page.getByRole('combobox', { name: 'Agregar producto: código o nombre' }).fill('Mann')
    await page.getByRole('option', { name: /Mann/ }).click()
    await page.getByRole('dialog').getByText('Paga la diferencia').waitFor({ timeout: slowMs })
    await page.getByRole('dialog').getByText('$10.000').waitFor({ timeout: slowMs })
    await press('Hacer el cambio')
    await says('Resuelta')
    expect(await shop.onHand(filter.id)).toMatchObject({ on_hand: 19 })
    expect(await shop.onHand(oil.id)).toMatchObject({ on_hand: 19 })
  })

  test('never more than was sold, and the report says why goods come back', async () => {
    await page.goto(`/devoluciones/nueva?venta=${sale.id}`)
    await says('quedan 1 de 3 por devolver')
    await page.goto('/devoluciones?vista=reasons')
    await says('Salió malo')
    await page.goto('/devoluciones')
    await page.locator('main tbody tr').nth(1).waitFor({ timeout: slowMs })
    expect(await page.locator('main tbody tr').count()).toBe(2)
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([])
  })

  test('a cashier who may not give money back makes an exchange with the PIN of who may', async () => {
    const { owner, till_id } = shop
    await owner.send('PUT', '/api/auth/pin', { pin: '482913' })
    const { items: open } = await owner.get(`/api/till-sessions?till_id=${till_id}&state=open`)
    const bought = await owner.post('/api/sales', {
      till_session_id: open[0].id,
      items: [{ product_id: filter.id, quantity: 1 }],
      payments: [{ method: 'cash', amount: 40_000 }],
    })
    const back = await owner.post('/api/returns', {
      order_id: bought.id,
      lines: [{ order_line_id: (await owner.get(`/api/orders/${bought.id}`)).items[0].id, quantity: 1 }],
      reason: 'wrong_item',
      is_here: true,
    })
    const opened = await enter(browser, shop, await shop.hire('Paula Rojas', 'cajero'), { width: 360, height: 740 })
    const till = opened.page
    await till.goto(`/devoluciones/${back.id}`)
    await till.getByRole('button', { name: 'Cambiar' }).click()
    await till.getByRole('combobox', { name: 'Agregar producto: código o nombre' }).fill('Mann')
    await till.getByRole('option', { name: /Mann/ }).click()
    await till.getByRole('button', { name: 'Hacer el cambio' }).click()
    const pin = till.getByRole('dialog').last()
    await pin.getByLabel('PIN').fill('111111')
    await pin.getByRole('button', { name: 'Autorizar' }).click()
    await expect.poll(() => pin.getByLabel('PIN').inputValue(), { timeout: slowMs }).toBe('')
    expect(await owner.get(`/api/returns/${back.id}`)).toMatchObject({ state: 'received' })
    await pin.getByLabel('PIN').fill('482913')
    await pin.getByRole('button', { name: 'Autorizar' }).click()
    await till.getByText('Resuelta').first().waitFor({ timeout: slowMs })
    expect(await owner.get(`/api/returns/${back.id}`)).toMatchObject({ state: 'settled', settled_as: 'exchange' })
    await opened.context.close()
  })
})
