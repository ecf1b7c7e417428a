import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { faultsOfLayout } from './layout-checks.ts'

const slowMs = 60_000
const tills = /\/api\/tills(\?|$)/

describe.skipIf(!hasBrowser)('opening the till', () => {
  let shop: StaffedShop
  let page: Page

  beforeAll(async () => {
    shop = await serveStaffedShop()
    page = (await enter(await openBrowser(), shop, await shop.hire('Paula Rojas', 'cajero'))).page
  })

  test('when the tills do not come it says so instead of offering none', async () => {
    await page.route(tills, (route) => route.fulfill({ status: 503, json: { title: 'No disponible', status: 503 } }))
    await page.goto('/caja')
    await page.getByRole('alert').waitFor({ timeout: slowMs })
    expect(await page.getByLabel('Fondo inicial').count()).toBe(0)
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await faultsOfLayout(page)).toEqual([])
  })

  test('asked again, they are there and one of them is opened', async () => {
    await page.unroute(tills)
    await page.getByRole('button', { name: 'Intentar de nuevo' }).click()
    await page.getByLabel('Caja', { exact: true }).waitFor({ timeout: slowMs })
    await page.getByLabel('Fondo inicial').fill('20000')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Código o nombre' }).waitFor({ timeout: slowMs })
    expect((await shop.owner.get('/api/till-sessions?state=open')).items).toHaveLength(1)
  })

  test('a line that drops is said too', async () => {
    const other = await enter(await openBrowser(), shop, await shop.hire('Diego Vera', 'cajero'))
    await other.page.route(tills, (route) => route.abort())
    await other.page.goto('/caja')
    await other.page.getByRole('alert').getByRole('button', { name: 'Intentar de nuevo' }).waitFor({ timeout: slowMs })
  })
})
