import { expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, openTill, serveStaffedShop } from '../support/staffed-shop.ts'
import { scan } from '../support/wedge-scanner.ts'

const sales = 100
const slowMs = 60_000

test.skipIf(!hasBrowser)('a hundred sales at the speed of the scanner lose no scan and never the focus', async () => {
  const shop = await serveStaffedShop()
  const cashier = await shop.hire('Paula Rojas', 'cajero')
  const goods = [
    await shop.product({ name: 'Aceite Mobil 5W-30 4 L', price: 32_990, cost: 21_000, on_hand: 200 }),
    await shop.product({ name: 'Filtro de aceite Mann W 712', price: 7490, cost: 4000, on_hand: 200 }),
    await shop.product({ name: 'Paño de microfibra', price: 1990, cost: 700, on_hand: 200 }),
  ]
  const { page, complaints } = await enter(await openBrowser(), shop, cashier)
  await openTill(page)
  const charge = page.locator('.button.pay')

  for (let sale = 1; sale <= sales; sale += 1) {
    for (const { barcode } of goods) await scan(page, barcode)
    await page.locator('[data-line]').nth(2).waitFor({ timeout: slowMs })
    await page.keyboard.press('+')
    await page.keyboard.press('Enter')
    await charge.waitFor({ state: 'detached', timeout: slowMs })
  }

  for (const { id } of goods) expect(await shop.onHand(id)).toMatchObject({ on_hand: 200 - sales })
  expect(complaints).toEqual([])
})
