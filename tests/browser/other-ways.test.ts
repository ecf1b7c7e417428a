import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, type Goods, openTill, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { scan } from '../support/wedge-scanner.ts'
import { faultsOfLayout } from './layout-checks.ts'

const slowMs = 60_000
/** The roll of a counter printer, of which 72 mm are printable. */
const roll = { width: '80mm', height: '297mm' }
const mm = 96 / 25.4

/** Not only on a screen of the usual size, and not only with a mouse. */
describe.skipIf(!hasBrowser)('in other ways', () => {
  let shop: StaffedShop
  let page: Page
  let complaints: string[]
  let oil: Goods

  beforeAll(async () => {
    shop = await serveStaffedShop()
    oil = await shop.product({ name: 'Aceite Mobil Super 3000 5W-30 4 L', price: 32_990, on_hand: 50 })
    const opened = await enter(await openBrowser(), shop, shop.owner)
    page = opened.page
    complaints = opened.complaints
    await openTill(page)
  })

  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())
  const dialog = () => page.getByRole('dialog')
  const atReady = async () => {
    const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await expect.poll(label, { timeout: slowMs }).toBe('Código o nombre')
  }

  test('only the receipt reaches the paper, whole, on one piece of the roll', async () => {
    await atReady()
    await scan(page, oil.barcode)
    await page.locator(`[data-line="${oil.id}"]`).waitFor({ timeout: slowMs })
    await page.keyboard.press('+')
    await page.keyboard.press('Enter')
    await page.locator('.receipt-print').waitFor({ timeout: slowMs })
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: Math.floor(80 * mm), height: 1100 })
    const printed = await page.evaluate(() => {
      const paper = document.querySelector('.receipt-print')
      const box = paper?.getBoundingClientRect()
      const stray = [...document.querySelectorAll('body *')].filter(
        (one) =>
          !paper?.contains(one) &&
          !one.contains(paper) &&
          one.checkVisibility({ visibilityProperty: true }) &&
          [...one.childNodes].some((node) => node instanceof Text && node.data.trim() !== ''),
      )
      return {
        stray: stray.map(({ textContent }) => textContent),
        left: box?.left,
        top: box?.top,
        width: box?.width,
        spills: (paper?.scrollWidth ?? 0) - (paper?.clientWidth ?? 0),
      }
    })
    expect(printed.stray).toEqual([])
    expect(printed).toMatchObject({ left: 0, top: 0, spills: 0 })
    expect(printed.width).toBeCloseTo(72 * mm, 0)
    const pdf = await page.pdf({ ...roll, preferCSSPageSize: false })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  test('for whoever reads letters twice as large nothing is cut and nothing scrolls sideways', async () => {
    const browser = await openBrowser(['--blink-settings=defaultFontSize=32'])
    const { page } = await enter(browser, shop, shop.owner)
    const faults: string[] = []
    for (const address of ['/caja', '/ventas', `/inventario/${oil.id}`, '/caja/turnos', '/ajustes', '/bodega']) {
      await page.goto(address)
      await page.locator('main').first().waitFor({ timeout: slowMs })
      await page.locator('.skeleton').first().waitFor({ state: 'detached', timeout: slowMs })
      faults.push(...(await faultsOfLayout(page)).map((fault) => `${address}: ${fault}`))
    }
    await page.goto('/caja')
    await page.getByLabel('Código o nombre').waitFor({ timeout: slowMs })
    await scan(page, oil.barcode)
    const line = page.locator(`[data-line="${oil.id}"]`)
    await line.waitFor({ timeout: slowMs })
    faults.push(...(await faultsOfLayout(page)).map((fault) => `a sale: ${fault}`))
    const letters = (selector: string) => line.locator(selector).evaluate((one) => getComputedStyle(one).fontSize)
    expect(await letters('.cart-sub')).toBe('26px')
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px')
    expect(faults).toEqual([])
    await browser.close()
  })

  test('in forced colours every control keeps an edge and the focus can be seen', async () => {
    await page.goto('/inventario')
    await page.getByText(oil.name).first().waitFor({ timeout: slowMs })
    await page.emulateMedia({ forcedColors: 'active' })
    const bare = await page.evaluate(() =>
      [...document.querySelectorAll('button.button, .field-box')]
        .filter((one) => one.checkVisibility())
        .filter((one) => Number.parseFloat(getComputedStyle(one).borderTopWidth) === 0)
        .map((one) => `${one.className} ${one.textContent}`),
    )
    expect(bare).toEqual([])
    await page.keyboard.press('Tab')
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element)
      return `${outlineStyle} ${outlineWidth}`
    })
    expect(outline).toBe('solid 2px')
    await page.emulateMedia({ forcedColors: 'none' })
  })

  test('an answer of a customer is written down by keyboard, and the focus comes back where it was', async () => {
    const { id } = await shop.owner.post('/api/customers', { name: 'Patricio Vidal' })
    await page.goto(`/clientes/${id}`)
    const write = page.getByRole('button', { name: 'Anotar: Ofertas por correo' })
    await write.focus()
    await page.keyboard.press('Enter')
    await dialog().waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await expect.poll(focused).toBe('Anotar')
    await page.keyboard.press('Enter')
    await dialog().getByLabel('Cómo lo dijo').fill('formulario en papel')
    await page.keyboard.press('Enter')
    await page.getByText(/Dijo que sí, hoy.*formulario en papel/).waitFor({ timeout: slowMs })
    await dialog().waitFor({ state: 'detached' })
    const { consents } = await shop.owner.get(`/api/people/${id}`)
    expect(consents).toMatchObject([{ purpose: 'marketing_email', is_granted: true, source: 'formulario en papel' }])
  })

  test('a till goes over to the next cashier, and this one is asked for a new float', async () => {
    const relief = await shop.hire('Camila Rojas', 'cajero')
    await shop.hire('Benito Rivas', 'bodeguero')
    await page.goto('/caja')
    await atReady()
    await page.getByRole('button', { name: 'Movimientos de caja' }).click()
    await page.getByRole('menuitem', { name: 'Pasar la caja a otra persona' }).click()
    const choice = dialog().getByLabel('Quién la recibe')
    await choice.waitFor({ timeout: slowMs })
    expect(await choice.locator('option').allInnerTexts()).toEqual(['Elige una persona', 'Camila Rojas'])
    await choice.selectOption('Camila Rojas')
    await dialog().getByRole('button', { name: 'Pasar la caja' }).click()
    await page.getByLabel('Fondo inicial').waitFor({ timeout: slowMs })
    const { items } = await relief.get('/api/till-sessions?state=open&mine=true')
    expect(items).toMatchObject([{ holder_id: relief.id, opening_minor: 20_000 }])
  })

  test('the reference of the API opens', async () => {
    await page.goto('/docs')
    await page.getByRole('heading', { name: 'Mostrador' }).first().waitFor({ timeout: slowMs })
  })

  test('nothing complained on the way', () => {
    expect(complaints).toEqual([])
  })
})
