import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'

const slowMs = 20_000

/** What an owner keeps in order at a desk: expenses, families, the people of the shop, suppliers one no longer buys from. */
describe.skipIf(!hasBrowser)('at the desk of the owner', () => {
  let shop: StaffedShop
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    shop = await serveStaffedShop()
    const opened = await enter(await openBrowser(), shop, shop.owner)
    page = opened.page
    complaints = opened.complaints
  })

  const press = (name: RegExp | string) => page.getByRole('button', { name }).first().click({ timeout: slowMs })
  const inDialog = (name: RegExp | string) => page.getByRole('dialog').getByRole('button', { name }).click()
  const says = (text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: slowMs })

  test('an expense says what is missing, and then adds to the month', async () => {
    await page.goto('/gastos')
    await press('Registrar gasto')
    await page.getByLabel('Monto').fill('12000')
    await inDialog('Registrar gasto')
    await says('Escribe para qué fue: aseo, flete, arriendo.')
    await page.getByLabel('Categoría', { exact: true }).fill('Fletes')
    await page.getByLabel('Detalle', { exact: true }).fill('Retiro de baterías')
    await inDialog('Registrar gasto')
    await says('Gasto de $12.000 registrado')
    await page.getByRole('cell', { name: 'Retiro de baterías' }).waitFor({ timeout: slowMs })
    expect(await shop.owner.get('/api/expenses/summary')).toMatchObject({ amount: 12_000, expenses: 1 })
    await press(/^Reversar Fletes/)
    await inDialog('Reversar')
    await says('Escribe por qué se reversa.')
    await page.getByLabel('Motivo').fill('Se anotó dos veces')
    await inDialog('Reversar')
    await says('Gasto reversado')
    await page.getByRole('cell', { name: /Se anotó dos veces/ }).waitFor({ timeout: slowMs })
    expect(await shop.owner.get('/api/expenses/summary')).toMatchObject({ amount: 0, expenses: 0 })
  })

  test('a family takes its variants one after another, and no two alike', async () => {
    await page.goto('/inventario/familias')
    await press('Crear familia')
    await page.getByLabel('Nombre').fill('Guante de nitrilo')
    await page.getByLabel('En qué cambian (1)').fill('Talla')
    await inDialog('Crear familia')
    await page.getByRole('heading', { name: 'Guante de nitrilo' }).waitFor({ timeout: slowMs })
    await press('Agregar variante')
    await page.getByLabel('Talla').fill('M')
    await page.getByLabel('Precio').fill('4990')
    await says('Se llamará “Guante de nitrilo M”.')
    await inDialog('Agregar variante')
    await page.getByRole('dialog').waitFor({ state: 'detached', timeout: slowMs })
    await press(/^Variante/)
    await page.getByLabel('Talla').fill('m')
    await inDialog('Agregar variante')
    await says('Ya existe una variante así.')
    await page.getByLabel('Talla').fill('L')
    await inDialog('Agregar variante')
    await page.getByRole('cell', { name: 'Guante de nitrilo L' }).waitFor({ timeout: slowMs })
    await press('Archivar')
    await says(/tiene 2 variantes en uso/)
  })

  test('somebody who does not sign in has a record as an employee', async () => {
    await page.goto('/personas?view=is_employee')
    // Not the view “Empleados”, which is on the page before the button.
    await press(/^Empleado(?!s)/)
    await page.getByLabel('Nombre').fill('Hernán Pizarro')
    await page.getByLabel('Cargo').fill('Reparto')
    await press('Crear ficha')
    await page.getByRole('heading', { name: 'Hernán Pizarro' }).waitFor({ timeout: slowMs })
    expect((await shop.owner.get('/api/employees')).items).toMatchObject([{ job_title: 'Reparto', is_customer: false }])
  })

  test('a supplier goes into the archive and comes back', async () => {
    const { id } = await shop.owner.post('/api/suppliers', { name: 'Filtros del Norte' })
    await page.goto(`/proveedores/${id}`)
    await press('Archivar')
    await says('¿Archivar a Filtros del Norte?')
    await inDialog('Archivar')
    await says('Filtros del Norte quedó en el archivo')
    await page.goto(`/proveedores/${id}`)
    await says(/En el archivo desde hoy/)
    await press('Sacar del archivo')
    await page.getByRole('button', { name: 'Orden' }).waitFor({ timeout: slowMs })
    expect((await shop.owner.get(`/api/suppliers/${id}`)).archived_at).toBeNull()
  })

  test('a warehouse is archived only after a question, and says why it cannot be', async () => {
    await page.goto('/inventario/bodegas')
    await page.getByRole('cell', { name: 'Bodega principal' }).click({ timeout: slowMs })
    await inDialog('Archivar')
    await says('¿Archivar Bodega principal?')
    await page
      .getByRole('group', { name: '¿Archivar Bodega principal?' })
      .getByRole('button', { name: 'Archivar' })
      .click()
    await says('Es la bodega principal de su local. Elige otra como principal y archívala después.')
  })

  test('a till is archived and brought back', async () => {
    await page.goto('/ajustes?hoja=cajas')
    const open = (name: string) => page.getByRole('cell', { name }).first().click({ timeout: slowMs })
    await open('Caja 1')
    await inDialog('Archivar')
    await page.getByRole('group', { name: '¿Archivar Caja 1?' }).getByRole('button', { name: 'Archivar' }).click()
    await says('Caja 1 quedó en el archivo')
    await press('Archivadas')
    await open('Caja 1')
    await inDialog('Sacar del archivo')
    await says('Caja 1 está otra vez en uso')
    expect((await shop.owner.get('/api/tills')).items).toMatchObject([{ name: 'Caja 1', archived_at: null }])
  })

  test('another language holds for what the server says, too', async () => {
    await page.goto('/ajustes?hoja=partes')
    const first = page.getByRole('switch').first()
    await first.waitFor({ timeout: slowMs })
    const named = () => first.evaluate((one) => one.closest('label')?.textContent)
    const before = await named()
    await press(/: Marta Soto$/)
    await page.getByRole('menuitemradio', { name: 'English' }).click()
    await expect.poll(named, { timeout: slowMs }).not.toBe(before)
  })

  test('nothing complained on the way but the two refusals', () => {
    expect(complaints.filter((text) => !text.includes('409 (Conflict)'))).toEqual([])
  })
})
