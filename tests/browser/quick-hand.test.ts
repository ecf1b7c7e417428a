import type { Page, Route } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, type Goods, openTill, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { scan } from '../support/wedge-scanner.ts'

const slowMs = 60_000

/** A hand that waits neither for the focus nor for the server. */
describe.skipIf(!hasBrowser)('a scanner that is quicker than the till', () => {
  let shop: StaffedShop
  let page: Page
  let oil: Goods
  let filter: Goods

  beforeAll(async () => {
    shop = await serveStaffedShop()
    oil = await shop.product({ name: 'Aceite Mobil 5W-30 4 L', price: 32_990, on_hand: 50 })
    filter = await shop.product({ name: 'Filtro de aceite Mann W 712', price: 7490, on_hand: 50 })
    page = (await enter(await openBrowser(), shop, await shop.hire('Paula Rojas', 'cajero'))).page
    await openTill(page)
  })

  const field = () => page.getByRole('combobox', { name: 'Código o nombre' })
  const line = (goods: Goods) => page.locator(`[data-line="${goods.id}"]`)
  const quantityOf = (goods: Goods) => line(goods).locator('input').inputValue()
  const isEmpty = () => page.locator('[data-line]').first().waitFor({ state: 'detached', timeout: slowMs })
  const receipt = () => page.getByRole('region', { name: 'Venta lista' })

  /** Pays what is in the cart; the server's answer stays on the line until `answer` is called. */
  const payWithLateAnswer = async () => {
    let answer = () => {}
    const asked = new Promise<void>((resolve) => {
      const late = async (route: Route) => {
        resolve()
        await new Promise<void>((go) => {
          answer = go
        })
        await route.continue()
      }
      void page.route('**/api/sales', late, { times: 1 })
    })
    await page.keyboard.press('+')
    await page.keyboard.press('Enter')
    await asked
    return () => answer()
  }

  test('a code during which the focus comes back to its field is one line and leaves nothing behind', async () => {
    await field().evaluate((element) => element.blur())
    await scan(page, oil.barcode, { halfway: () => field().focus() })
    await line(oil).waitFor({ timeout: slowMs })
    await scan(page, filter.barcode)
    await line(filter).waitFor({ timeout: slowMs })
    expect(await quantityOf(oil)).toBe('1')
    expect(await field().inputValue()).toBe('')
    await page.keyboard.press('-')
    await page.keyboard.press('-')
    await isEmpty()
  })

  test('what is scanned before a sale is answered begins the next one', async () => {
    await scan(page, oil.barcode)
    await line(oil).waitFor({ timeout: slowMs })
    const answer = await payWithLateAnswer()
    await scan(page, filter.barcode)
    await scan(page, oil.barcode)
    await scan(page, filter.barcode)
    answer()
    await receipt().waitFor({ timeout: slowMs })
    await line(filter).waitFor({ timeout: slowMs })
    expect([await quantityOf(filter), await quantityOf(oil)]).toEqual(['2', '1'])
    expect((await shop.onHand(oil.id)).on_hand).toBe(49)

    await page.keyboard.press('+')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await shop.onHand(filter.id)).on_hand, { timeout: slowMs }).toBe(48)
    expect((await shop.onHand(oil.id)).on_hand).toBe(48)
    await isEmpty()
  })

  test('a cart that is being sold is not put aside too', async () => {
    await scan(page, oil.barcode)
    await line(oil).waitFor({ timeout: slowMs })
    const answer = await payWithLateAnswer()
    await page.keyboard.press('F10')
    await page.getByRole('dialog').waitFor({ timeout: slowMs })
    await page.keyboard.press('Enter')
    answer()
    await expect.poll(async () => (await shop.onHand(oil.id)).on_hand, { timeout: slowMs }).toBe(47)
    expect((await shop.owner.get(`/api/held-carts?store_id=${shop.store_id}`)).items).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached', timeout: slowMs })
    await isEmpty()
  })

  test('what is scanned before a sale is refused stands in the same cart', async () => {
    const last = await shop.product({ name: 'Paño de microfibra', price: 1990, on_hand: 1 })
    await scan(page, last.barcode)
    await line(last).waitFor({ timeout: slowMs })
    const answer = await payWithLateAnswer()
    const movement = { product_id: last.id, warehouse_id: shop.warehouse_id, direction: 'out', kind: 'adjustment' }
    await shop.owner.post('/api/stock-movements', { ...movement, quantity: 1, reason: 'Se rompió' })
    await scan(page, filter.barcode)
    answer()
    await line(filter).waitFor({ timeout: slowMs })
    await line(last).waitFor()
    expect(await receipt().count()).toBe(0)
  })
})
