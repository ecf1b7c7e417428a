import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, type Goods, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { tick } from '../support/tick.ts'

const slowMs = 60_000

describe.skipIf(!hasBrowser)('the order wizard', () => {
  let shop: StaffedShop
  let page: Page
  let complaints: string[]
  let oil: Goods

  beforeAll(async () => {
    shop = await serveStaffedShop()
    oil = await shop.product({ name: 'Aceite Mobil 5W-30 4 L', price: 32_990, cost: 21_000, on_hand: 50 })
    await shop.owner.post('/api/customers', { name: 'Transportes Aguilar', tax_id: '77123456-9' })
    const seller = await shop.hire('Diego Vera', 'vendedor')
    const opened = await enter(await openBrowser(), shop, seller)
    page = opened.page
    complaints = opened.complaints
  })

  const press = (name: RegExp | string) => page.getByRole('button', { name }).click()
  const pick = async (label: string, text: string) => {
    await page.getByRole('combobox', { name: label }).fill(text)
    await page.getByRole('option', { name: new RegExp(`^(?!Crear).*${text}`) }).click({ timeout: slowMs })
  }
  const orders = async () => (await shop.owner.get('/api/orders')).items

  test('an order that is left half way waits as a draft, and is taken up where it was left', async () => {
    await page.goto('/ventas/nueva')
    await pick('Buscar cliente', 'Transportes Aguilar')
    await pick('Agrega por código o nombre', 'Mobil')
    await page.getByText('Guardado a medias: lo encuentras en Ventas.').waitFor({ timeout: slowMs })
    await page.goto('/ventas')
    const row = page.locator('main tbody tr').first()
    await row.getByText('A medias').first().waitFor({ timeout: slowMs })
    const [draft] = await orders()
    expect(draft).toMatchObject({ status: 'draft', total: 32_990 })
    await page.goto(`/ventas/${draft.id}`)
    await page
      .getByRole('link', { name: 'Seguir editando' })
      .or(page.getByRole('button', { name: 'Seguir editando' }))
      .click()
    await page.getByText('Aceite Mobil 5W-30 4 L').waitFor({ timeout: slowMs })
    await page.getByText('Transportes Aguilar').waitFor()
  })

  test('it is a draft until it is paid, then handed over and done', async () => {
    await press('Seguir al pago')
    await page.getByLabel('Monto').waitFor({ timeout: slowMs })
    expect((await orders())[0]).toMatchObject({ status: 'draft', payment_status: 'unpaid' })
    expect(await shop.onHand(oil.id)).toMatchObject({ on_hand: 50, reserved: 0, available: 50 })
    await tick(page.getByRole('radio', { name: /débito/i }))
    await press(/^Confirmar y cobrar/)
    await page.getByText('¿Cómo lo recibe?').waitFor({ timeout: slowMs })
    expect((await orders())[0]).toMatchObject({ status: 'confirmed', payment_status: 'paid' })
    expect(await shop.onHand(oil.id)).toMatchObject({ on_hand: 50, reserved: 1, available: 49 })
    await press('Entregar')
    await page.getByText(/Pedido \d+ listo/).waitFor({ timeout: slowMs })
    const [done] = await orders()
    expect(done).toMatchObject({ status: 'completed', payment_status: 'paid', fulfilment_status: 'handed_over' })
    expect(await shop.onHand(oil.id)).toMatchObject({ on_hand: 49, reserved: 0 })
  })

  test('an order that is paid later and sent asks for its address, and waits for its departure', async () => {
    await press('Otro pedido')
    await pick('Buscar cliente', 'Transportes Aguilar')
    await pick('Agrega por código o nombre', 'Mobil')
    await press('Seguir al pago')
    await press('Se paga después')
    await tick(page.getByRole('radio', { name: 'Se despacha' }))
    await press('Terminar')
    await page.getByText('Falta este dato.').waitFor({ timeout: slowMs })
    await page.getByLabel('Dirección de despacho').fill('Los Aromos 123, Maipú')
    await press('Terminar')
    await page.getByText(/Pedido \d+ listo/).waitFor({ timeout: slowMs })
    const [sent] = await orders()
    expect(await shop.owner.get(`/api/orders/${sent.id}`)).toMatchObject({
      status: 'confirmed',
      payment_status: 'unpaid',
      fulfilment: 'delivery',
      delivery_address: 'Los Aromos 123, Maipú',
      fulfilment_status: 'pending',
    })
  })

  test('an order that is more than there is says so at its line', async () => {
    await press('Otro pedido')
    await pick('Agrega por código o nombre', 'Mobil')
    const quantity = page.locator('.draft-line input')
    await quantity.fill('80')
    await quantity.press('Enter')
    await page.getByText('Quedan 48 y pides 80').waitFor({ timeout: slowMs })
  })

  test('nothing complained', () => {
    expect(complaints).toEqual([])
  })
})
