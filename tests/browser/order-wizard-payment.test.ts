import type { Page, Request } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, type Goods, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { tick } from '../support/tick.ts'
import { faultsOfLayout } from './layout-checks.ts'

const slowMs = 60_000
const confirmation = '**/api/orders/*/confirm'

describe.skipIf(!hasBrowser)('the payment step of the order wizard', () => {
  let shop: StaffedShop
  let page: Page
  let complaints: string[]
  let oil: Goods
  let customer_id: string

  beforeAll(async () => {
    shop = await serveStaffedShop()
    oil = await shop.product({ name: 'Aceite Mobil 5W-30 4 L', price: 32_990, cost: 21_000, on_hand: 50 })
    const customer = { name: 'Transportes Aguilar', tax_id: '77123456-9', credit_limit_minor: 40_000 }
    customer_id = (await shop.owner.post('/api/customers', customer)).id
    const opened = await enter(await openBrowser(), shop, await shop.hire('Diego Vera', 'vendedor'))
    page = opened.page
    complaints = opened.complaints
  })

  const button = (name: RegExp | string, on = page) => on.getByRole('button', { name })
  const orderOf = (id: string) => shop.owner.get(`/api/orders/${id}`)
  const paymentsOf = async (id: string) => (await shop.owner.get(`/api/payments?order_id=${id}`)).items
  const draftOf = async (quantity: number): Promise<string> => {
    const { owner, warehouse_id } = shop
    const items = [{ product_id: oil.id, quantity }]
    return (await owner.post('/api/orders', { warehouse_id, customer_id, items })).id
  }
  const atPayment = async (quantity: number, on = page) => {
    const id = await draftOf(quantity)
    await on.goto(`/ventas/nueva?pedido=${id}`)
    await button('Seguir al pago', on).click()
    await button('Volver al pedido', on).waitFor({ timeout: slowMs })
    return id
  }
  const payBy = async (name: RegExp) => {
    await tick(page.getByRole('radio', { name }))
    await button(/^Confirmar y cobrar/).click()
  }
  const atDelivery = (on = page) => on.getByText('¿Cómo lo recibe?').waitFor({ timeout: slowMs })
  /** What the page asks the server to do, while `act` goes on. */
  const writesDuring = async (act: () => Promise<unknown>) => {
    const writes: Request[] = []
    const hear = (request: Request) => void (request.method() !== 'GET' && writes.push(request))
    page.on('request', hear)
    await act()
    page.off('request', hear)
    return writes
  }
  const addressOf = (request: Request) => `${request.method()} ${new URL(request.url()).pathname}`
  const keyOf = (request: Request) => request.headers()['idempotency-key']
  /** Nothing happened: a draft without money, whose goods are free. */
  const expectDraft = async (id: string) => {
    expect(await orderOf(id)).toMatchObject({ status: 'draft', paid_minor: 0 })
    expect(await paymentsOf(id)).toEqual([])
  }

  test('one request confirms and takes the money', async () => {
    const id = await atPayment(1)
    await expectDraft(id)
    const writes = await writesDuring(async () => {
      await payBy(/débito/i)
      await atDelivery()
    })
    expect(writes.map(addressOf)).toEqual([`POST /api/orders/${id}/confirm`])
    expect(await orderOf(id)).toMatchObject({ status: 'confirmed', payment_status: 'paid' })
    expect(await paymentsOf(id)).toHaveLength(1)
  })

  test('a line that drops before the server heard leaves a draft, and the same key tries again', async () => {
    const id = await atPayment(1)
    const writes = await writesDuring(async () => {
      await page.route(confirmation, (route) => route.abort(), { times: 1 })
      await payBy(/débito/i)
      await page.getByRole('alert').waitFor({ timeout: slowMs })
      await expectDraft(id)
      await button(/^Confirmar y cobrar/).click()
      await atDelivery()
    })
    expect(writes.map(addressOf)).toEqual(Array(2).fill(`POST /api/orders/${id}/confirm`))
    expect(new Set(writes.map(keyOf)).size).toBe(1)
    expect(await paymentsOf(id)).toHaveLength(1)
  })

  test('a line that drops before the answer came leaves no order confirmed and unpaid', async () => {
    const id = await atPayment(1)
    await page.route(
      confirmation,
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    await payBy(/débito/i)
    // Nobody pressed again: what became of the order is told by the live feed.
    await atDelivery()
    expect(await orderOf(id)).toMatchObject({ status: 'confirmed', payment_status: 'paid' })
    expect(await paymentsOf(id)).toHaveLength(1)
  })

  test('part of it may be paid, and the rest is asked for next', async () => {
    const id = await atPayment(2)
    await tick(page.getByRole('radio', { name: /débito/i }))
    await page.getByLabel('Monto').fill('30000')
    await page.keyboard.press('Enter')
    await page.getByText('Confirmado. Faltan $35.980 por cobrar').waitFor({ timeout: slowMs })
    await button(/^Cobrar/).waitFor({ timeout: slowMs })
    expect(await button('Volver al pedido').count()).toBe(0)
    await tick(page.getByRole('radio', { name: /débito/i }))
    await button(/^Cobrar/).click()
    await atDelivery()
    expect(await orderOf(id)).toMatchObject({ payment_status: 'paid' })
  })

  test('paid later, it is confirmed alone', async () => {
    const id = await atPayment(1)
    const writes = await writesDuring(async () => {
      await button('Se paga después').click()
      await atDelivery()
    })
    expect(writes.map(addressOf)).toEqual([`POST /api/orders/${id}/confirm`])
    expect(await orderOf(id)).toMatchObject({ status: 'confirmed', payment_status: 'unpaid' })
    expect(await paymentsOf(id)).toEqual([])
    await page.reload()
    await atDelivery()
  })

  test('more than there is: the line is named, the draft stays, and its lines are one step back', async () => {
    const id = await atPayment(80)
    const { reserved } = await shop.onHand(oil.id)
    await payBy(/débito/i)
    await page
      .getByRole('alert')
      .getByText(/Aceite Mobil.*pides 80/)
      .waitFor({ timeout: slowMs })
    await expectDraft(id)
    expect(await shop.onHand(oil.id)).toMatchObject({ reserved })
    await button('Volver al pedido').click()
    const quantity = page.locator('.draft-line input')
    await quantity.fill('1')
    await quantity.press('Enter')
    await button('Seguir al pago').click()
    await page.getByLabel('Monto').waitFor({ timeout: slowMs })
    await payBy(/débito/i)
    await atDelivery()
    expect(await orderOf(id)).toMatchObject({ status: 'confirmed', payment_status: 'paid', total: 32_990 })
  })

  test('above the customer’s limit: the draft stays, and another way of paying is taken', async () => {
    const id = await atPayment(2)
    await payBy(/fiado/i)
    await page.getByRole('alert').waitFor({ timeout: slowMs })
    await expectDraft(id)
    await payBy(/débito/i)
    await atDelivery()
    expect(await orderOf(id)).toMatchObject({ status: 'confirmed', payment_status: 'paid' })
  })

  test('the back key leads from the payment to the lines', async () => {
    const id = await atPayment(1)
    await page.goBack()
    await button('Seguir al pago').waitFor({ timeout: slowMs })
    await page.goForward()
    await page.getByLabel('Monto').waitFor({ timeout: slowMs })
    await expectDraft(id)
  })

  test('on the smallest phone all of it has room', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    await atPayment(80)
    expect(await faultsOfLayout(page)).toEqual([])
    await payBy(/débito/i)
    await page.getByRole('alert').waitFor({ timeout: slowMs })
    expect(await faultsOfLayout(page)).toEqual([])
  })

  const seller = ['orders.see', 'orders.edit', 'products.see', 'customers.see', 'stores.see']
  const atPaymentOf = async (name: string, permissions: readonly string[]) => {
    const { page: theirs } = await enter(await openBrowser(), shop, await shop.hire(name, permissions))
    return { theirs, id: await atPayment(1, theirs) }
  }

  test('who may not charge confirms alone', async () => {
    const { theirs, id } = await atPaymentOf('Bruno Bodega', [...seller, 'orders.confirm'])
    expect(await theirs.getByLabel('Monto').count()).toBe(0)
    await theirs.keyboard.press('Enter')
    await atDelivery(theirs)
    expect(await orderOf(id)).toMatchObject({ status: 'confirmed', payment_status: 'unpaid' })
  })

  test('who may not confirm hears so, and the draft stays', async () => {
    const { theirs, id } = await atPaymentOf('Rita Recibe', [...seller, 'payments.take'])
    await theirs.getByText('Tu rol no permite confirmar pedidos.').waitFor({ timeout: slowMs })
    expect(await button(/^Confirmar/, theirs).count()).toBe(0)
    await expectDraft(id)
  })

  test('nothing complained but what was refused and what dropped', () => {
    expect(complaints.filter((text) => !/status of 409|ERR_FAILED/.test(text))).toEqual([])
  })
})
