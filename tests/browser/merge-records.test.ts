import { expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, serveStaffedShop } from '../support/staffed-shop.ts'

test.skipIf(!hasBrowser)('a customer written down twice becomes one, with the history of both', async () => {
  const shop = await serveStaffedShop()
  const { owner } = shop
  const oil = await shop.product({ name: 'Aceite 10W-40 1 L', price: 7490, on_hand: 5 })
  const kept = await owner.post('/api/customers', { name: 'Patricio Vidal', phone: '+56 9 8123 4567' })
  const twin = await owner.post('/api/customers', { name: 'Pato Vidal', email: 'pato@correo.example' })
  const order = await owner.post('/api/orders', { customer_id: twin.id, items: [{ product_id: oil.id, quantity: 1 }] })
  await owner.post(`/api/orders/${order.id}/confirm`)

  const { page, complaints } = await enter(await openBrowser(), shop, owner)
  await page.goto(`/clientes/${kept.id}`)
  await page.getByRole('button', { name: 'Unir con otra ficha' }).click()
  const dialog = page.getByRole('dialog')
  const unite = dialog.getByRole('button', { name: 'Unir fichas' })
  expect(await unite.isEnabled()).toBe(false)
  await dialog.getByRole('combobox', { name: 'La ficha repetida' }).fill('Vidal')
  // The record itself is no duplicate of itself.
  await dialog.getByRole('option').first().waitFor()
  expect(await dialog.getByRole('option').allInnerTexts()).toHaveLength(1)
  await page.keyboard.press('Enter')
  await unite.click()
  await page.getByText('Patricio Vidal quedó en una sola ficha').waitFor()
  await page.getByText('pato@correo.example').waitFor()

  const { items } = await owner.get('/api/customers')
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['Patricio Vidal'])
  const { timeline } = await owner.get(`/api/people/${kept.id}`)
  expect(timeline.map(({ thing_id }: { thing_id: string }) => thing_id)).toContain(order.id)
  expect(complaints).toEqual([])
})
