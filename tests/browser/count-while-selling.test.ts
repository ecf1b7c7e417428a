import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, type Goods, openTill, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { scan } from '../support/wedge-scanner.ts'

const slowMs = 60_000

/** One counts with a phone, another sells at the till: what is sold meanwhile is no difference. */
describe.skipIf(!hasBrowser)('a count while another browser sells', () => {
  let shop: StaffedShop
  let browser: Browser
  let till: Page
  let phone: Page
  let oil: Goods
  let count_id: string

  beforeAll(async () => {
    shop = await serveStaffedShop()
    oil = await shop.product({ name: 'Aceite Mobil 5W-30 4 L', price: 30_000, cost: 21_000, on_hand: 4 })
    count_id = (await shop.owner.post('/api/stock-counts', { scope: 'whole', warehouse_id: shop.warehouse_id })).id
    browser = await openBrowser()
    till = (await enter(browser, shop, await shop.hire('Paula Rojas', 'cajero'))).page
    phone = (await enter(browser, shop, await shop.hire('Bruno Bodega', 'bodeguero'), { width: 360, height: 740 })).page
    await openTill(till)
  })

  const sell = async () => {
    await scan(till, oil.barcode)
    await till.locator(`[data-line="${oil.id}"]`).waitFor({ timeout: slowMs })
    await till.keyboard.press('+')
    await till.keyboard.press('Enter')
    await till.getByRole('region', { name: 'Venta lista' }).waitFor({ timeout: slowMs })
  }

  test('sold between two scans and after the last, and nothing differs', async () => {
    await phone.goto(`/bodega/conteos/${count_id}/contar`)
    await phone.locator('.count-plate').waitFor({ timeout: slowMs })
    for (let unit = 0; unit < 4; unit += 1) {
      await scan(phone, oil.barcode)
      await expect.poll(() => phone.locator('.count-figure').innerText(), { timeout: slowMs }).toBe(String(unit + 1))
      await phone.waitForTimeout(200)
    }
    await expect
      .poll(async () => (await shop.owner.get(`/api/stock-counts/${count_id}`)).counted, { timeout: slowMs })
      .toBe(1)
    await sell()
    expect(await shop.onHand(oil.id)).toMatchObject({ on_hand: 3 })
    await shop.owner.post(`/api/stock-counts/${count_id}/close`, { uncounted: 'leave' })
    const office = (await enter(browser, shop, shop.owner)).page
    await office.goto(`/bodega/conteos/${count_id}`)
    await office.getByRole('button', { name: 'Registrar' }).first().click()
    await office.getByText('Los estantes calzan con los libros: no se mueve nada.').waitFor({ timeout: slowMs })
    await office.getByRole('dialog').getByRole('button', { name: 'Registrar' }).click()
    await office.getByText('Conteo registrado').waitFor({ timeout: slowMs })
    expect(await shop.onHand(oil.id)).toMatchObject({ on_hand: 3 })
  })
})
