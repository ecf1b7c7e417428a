import { expect, test } from 'vitest'
import { everyPermission } from '../../bin/open-people.ts'
import { openRetailer } from '../../demo/online-retail/open-retailer.ts'
import { systemActor } from '../../platform/actor.ts'
import { transact } from '../../platform/database/transact.ts'
import { writeNote } from '../../platform/note.ts'
import { hasBrowser, openBrowser, openPage } from '../support/browser.ts'
import { serveShop } from '../support/served-shop.ts'

const slowMs = 60_000
const mug = {
  ...{ invoice: '536365', code: '85123A', description: 'WHITE HANGING HEART T-LIGHT HOLDER', quantity: 6 },
  ...{ at: '2010-12-01 08:26:00', price_thousandths: 2550, customer: '17850', country: 'United Kingdom' },
}

/** The people and the shelves of the real retailer, without its two years of sales. */
test.skipIf(!hasBrowser)('the demo of the retailer is entered in one click, as whoever one wants to be', async () => {
  const shop = await serveShop()
  const permissions = Object.keys(everyPermission)
  await transact(shop.contextFor(systemActor('demo')), async (tx) => {
    await openRetailer(tx, [mug], { permissions })
    await writeNote(tx, 'demo', { name: 'online-retail', is_complete: true })
  })
  const browser = await openBrowser()
  const rooms = {
    Seller: ['Today', 'Sell', 'Stock', 'Customers'],
    Storekeeper: ['Stock'],
    Analyst: ['Today'],
    Administrator: ['Today', 'Sell', 'Stock', 'Customers', 'Settings'],
  }
  for (const [role, expected] of Object.entries(rooms)) {
    const { page, context, complaints } = await openPage(browser, shop.address, { language: 'en' })
    await page.goto('/')
    await page.getByRole('button', { name: new RegExp(role) }).click({ timeout: slowMs })
    const rail = page.getByRole('navigation', { name: 'Rooms' }).first()
    await rail.waitFor({ timeout: slowMs })
    const seen = await rail.innerText()
    for (const room of expected) expect(seen, role).toContain(room)
    await page.goto('/inventario')
    await page.getByText('£2.55').first().waitFor({ timeout: slowMs })
    // Before anybody is signed in the browser says that a call was refused; nothing else is expected.
    expect(complaints.filter((text) => !/40[14]/.test(text))).toEqual([])
    await context.close()
  }
})
