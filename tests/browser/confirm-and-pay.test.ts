import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, type Goods, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { tick } from '../support/tick.ts'
import { faultsOfLayout } from './layout-checks.ts'

const slowMs = 60_000

describe.skipIf(!hasBrowser)('a prepared order at the counter', () => {
  let shop: StaffedShop
  let page: Page
  let complaints: string[]
  let oil: Goods

  beforeAll(async () => {
    shop = await serveStaffedShop()
    oil = await shop.product({ name: 'Aceite Mobil 5W-30 4 L', price: 32_990, cost: 21_000, on_hand: 5 })
    const clerk = await shop.hire('Diego Vera', 'vendedor')
    const opened = await enter(await openBrowser(), shop, clerk)
    page = opened.page
    complaints = opened.complaints
  })

  const draftOf = async (quantity: number) => {
    const { owner, warehouse_id } = shop
    return (await owner.post('/api/orders', { warehouse_id, items: [{ product_id: oil.id, quantity }] })).id
  }
  const dialog = () => page.getByRole('dialog')
  const opensByKey = async (id: string) => {
    await page.goto(`/ventas/${id}`)
    await page.getByRole('button', { name: 'Confirmar y cobrar' }).waitFor({ timeout: slowMs })
    await page.keyboard.press('p')
    await dialog().waitFor({ timeout: slowMs })
    await tick(dialog().getByRole('radio', { name: 'Efectivo' }))
  }

  test('is confirmed and charged by keyboard in one act, and the clerk hears the change', async () => {
    const id = await draftOf(1)
    await opensByKey(id)
    await dialog().getByLabel('Monto').fill('40000')
    await page.keyboard.press('Enter')
    await page.getByText('Confirmado y cobrado. Vuelto $7.010').waitFor({ timeout: slowMs })
    await dialog().waitFor({ state: 'detached' })
    expect(await shop.owner.get(`/api/orders/${id}`)).toMatchObject({ status: 'confirmed', payment_status: 'paid' })
    expect(await shop.onHand(oil.id)).toMatchObject({ reserved: 1 })
  })

  test('a line that is short is named in the dialog, and no money was taken', async () => {
    const id = await draftOf(9)
    await opensByKey(id)
    await page.keyboard.press('Enter')
    await dialog()
      .getByRole('alert')
      .getByText(/Aceite Mobil/)
      .waitFor({ timeout: slowMs })
    expect(await shop.owner.get(`/api/orders/${id}`)).toMatchObject({ status: 'draft', paid_minor: 0 })
  })

  test('part of it may be paid, and the clerk hears what is still due', async () => {
    const id = await draftOf(2)
    await opensByKey(id)
    await dialog().getByLabel('Monto').fill('30000')
    await page.keyboard.press('Enter')
    await page.getByText('Confirmado. Faltan $35.980 por cobrar').waitFor({ timeout: slowMs })
    expect(await shop.owner.get(`/api/orders/${id}`)).toMatchObject({ status: 'confirmed', payment_status: 'partial' })
  })

  test('on the smallest phone all of it has room', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    await opensByKey(await draftOf(1))
    expect(await faultsOfLayout(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(await faultsOfLayout(page)).toEqual([])
    expect(complaints.filter((text) => !/status of 409/.test(text))).toEqual([])
  })

  test('who may not take payments is only offered to confirm', async () => {
    const keeper = await shop.hire('Bruno Bodega', ['orders.see', 'orders.confirm'])
    const { page: other } = await enter(await openBrowser(), shop, keeper)
    await other.goto(`/ventas/${await draftOf(1)}`)
    await other.getByRole('button', { name: /^Confirmar/ }).waitFor({ timeout: slowMs })
    expect(await other.getByRole('button', { name: 'Confirmar y cobrar' }).count()).toBe(0)
  })
})
