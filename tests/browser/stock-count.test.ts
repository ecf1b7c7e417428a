import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import {
  enter,
  type Goods,
  openTill,
  type Person,
  type StaffedShop,
  scan,
  serveStaffedShop,
} from '../support/staffed-shop.ts'

const slowMs = 40_000
/** Pictures only when asked: PICTURES=1. */
const folder = 'tests/browser/pictures'

/** The storekeeper counts on a phone while the till sells what is being counted. */
describe.skipIf(!hasBrowser)('a count while another browser sells', () => {
  let shop: StaffedShop
  let browser: Browser
  let keeper: Person
  let phone: Page
  let till: Page
  let oil: Goods
  let lamp: Goods

  beforeAll(async () => {
    shop = await serveStaffedShop()
    const cashier = await shop.hire('Paula Rojas', 'cajero')
    keeper = await shop.hire('Rosa Díaz', 'bodeguero')
    oil = await shop.product({ name: 'Aceite Mobil 5W-30 4 L', price: 32_990, cost: 21_000, on_hand: 12 })
    lamp = await shop.product({ name: 'Ampolleta H4', price: 4_990, cost: 2_000, on_hand: 5 })
    browser = await openBrowser()
    till = (await enter(browser, shop, cashier)).page
    await openTill(till)
    phone = (await enter(browser, shop, keeper)).page
    await phone.setViewportSize({ width: 360, height: 740 })
  })

  const picture = async (name: string) => {
    if (!process.env.PICTURES) return
    mkdirSync(folder, { recursive: true })
    await phone.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  }
  const sellOil = async () => {
    await scan(till, oil.barcode)
    await till.locator(`[data-line="${oil.id}"]`).waitFor({ timeout: slowMs })
    await till.keyboard.press('+')
    await till.keyboard.press('Enter')
    await till.getByRole('region', { name: 'Venta lista' }).waitFor({ timeout: slowMs })
  }
  const figure = () => phone.locator('.count-figure')

  test('scans add up, a sale in between makes no difference, and a missing lamp is found', async () => {
    await phone.goto('/bodega/conteos')
    await picture('conteos-vacio')
    await phone.getByRole('button', { name: 'Conteo' }).first().click()
    await phone.getByRole('button', { name: 'Abrir conteo' }).click()
    await phone.getByRole('button', { name: 'Contar' }).click()
    const field = phone.getByLabel('Escanea o escribe un código')
    await field.waitFor({ timeout: slowMs })
    await picture('contar-inicio')
    for (let n = 0; n < 3; n += 1) {
      await field.fill(oil.barcode)
      await field.press('Enter')
      await expect.poll(() => figure().textContent(), { timeout: slowMs }).toBe(String(n + 1))
      // Slower than a scanner that reads one label twice.
      await phone.waitForTimeout(200)
    }
    const twelve = phone.getByRole('textbox', { name: 'Cantidad: Aceite Mobil 5W-30 4 L' })
    await twelve.fill('12')
    await twelve.press('Enter')
    await expect.poll(() => figure().textContent(), { timeout: slowMs }).toBe('12')
    await sellOil()
    await field.fill(lamp.barcode)
    await field.press('Enter')
    await expect.poll(() => figure().textContent(), { timeout: slowMs }).toBe('1')
    const four = phone.getByRole('textbox', { name: 'Cantidad: Ampolleta H4' })
    await four.fill('4')
    await four.press('Enter')
    await phone.getByText('Guardado').waitFor({ timeout: slowMs })
    await picture('contar')
    const small = await phone
      .locator('.hand button, .hand a, .hand input')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).length)
    expect(small).toBe(0)
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  })

  test('the review shows only the lamp, and posting leaves what was sold alone', async () => {
    await phone.getByRole('button', { name: 'Dejar de contar' }).click()
    await phone.getByRole('button', { name: 'Terminar' }).click()
    await phone.getByRole('dialog').getByRole('button', { name: 'Terminar' }).click()
    const rows = phone.locator('main tbody tr')
    await phone.getByText('En revisión').first().waitFor({ timeout: slowMs })
    await expect.poll(() => rows.count(), { timeout: slowMs }).toBe(1)
    expect(await rows.first().textContent()).toContain('Ampolleta H4')
    await picture('conteo-revision')
    await phone.getByRole('button', { name: 'Registrar' }).click()
    await phone.getByRole('dialog').getByRole('button', { name: 'Registrar' }).click()
    await phone.getByText('Registrado').first().waitFor({ timeout: slowMs })
    await phone.goto(`/inventario/${lamp.id}`)
    await phone.getByText('Conteo').first().waitFor({ timeout: slowMs })
    for (const path of ['', '/traspasos', '/traspasos/nuevo', '/lotes', '/ubicaciones', '/etiquetas']) {
      await phone.goto(`/bodega${path}`)
      await phone.locator('main h1, main h2, main section').first().waitFor({ timeout: slowMs })
      await picture(`bodega${path.replaceAll('/', '-')}`)
      expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    }
  })
})
