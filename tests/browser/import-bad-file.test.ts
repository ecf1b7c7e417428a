import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { enter, serveStaffedShop } from '../support/staffed-shop.ts'

/** As a spreadsheet in a Chilean office saves it: semicolons, Windows-1252, points for thousands. */
const sheetOf = (rows: readonly string[]) => Buffer.from(rows.join('\r\n'), 'latin1')
const head = 'Código;Nombre;Precio;Mínimo'
const good = ['FIL-01;Filtro de cabina año 2014;8.990;4', '0042;Bujía NGK BKR6E;3.990;8']

const give = async (page: Page, name: string, buffer: Buffer) => {
  await page.goto('/importar')
  await page.getByLabel('Qué traes').selectOption({ label: 'Productos' })
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
}
const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
/** The four figures of a report, by their name. */
const figures = (page: Page, report: string) => page.getByRole('region', { name: report }).innerText()

test.skipIf(!hasBrowser)(
  'a list with bad cells says each of them, loses nothing, and goes through corrected',
  async () => {
    const shop = await serveStaffedShop()
    const { page, complaints } = await enter(await openBrowser(), shop, shop.owner)
    const names = async () => {
      const { items } = await shop.owner.get('/api/products')
      return items.map(({ sku, name }: { sku: string; name: string }) => `${sku} ${name}`).sort()
    }

    await give(page, 'foto.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 0xff, 0xd8]))
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toMatch(/no se puede leer|no tiene filas/)
    expect(new URL(page.url()).pathname).toBe('/importar')

    await give(page, 'lista.csv', sheetOf([head, ...good, 'BAT-55;Batería 55 Ah;Caro;2', ';;;']))
    await press(page, 'Revisar sin importar')
    await page.getByRole('button', { name: 'Importar 2 filas' }).waitFor()
    expect(await figures(page, 'Qué pasaría')).toMatch(/Nuevas\s+2[\s\S]*Rechazadas\s+1/)
    const wrong = page.getByRole('region', { name: 'Celdas por corregir' }).getByRole('row', { name: /Caro/ })
    expect(await wrong.innerText()).toMatch(/4\s+Precio\s+Caro\s+No es un número/)
    expect(await names()).toEqual([])

    await press(page, 'Importar 2 filas')
    await page.getByRole('region', { name: 'Qué pasó' }).waitFor()
    await page.getByRole('button', { name: 'Deshacer importación' }).waitFor()
    expect(await names()).toEqual(['0042 Bujía NGK BKR6E', 'FIL-01 Filtro de cabina año 2014'])

    await give(page, 'lista corregida.csv', sheetOf([head, ...good, 'BAT-55;Batería 55 Ah;62.990;2']))
    await press(page, 'Revisar sin importar')
    await page.getByRole('button', { name: 'Importar 1 fila' }).waitFor()
    expect(await figures(page, 'Qué pasaría')).toMatch(/Nuevas\s+1[\s\S]*Igual\s+2[\s\S]*Rechazadas\s+0/)
    expect(await page.getByText('Ninguna celda con problemas.').isVisible()).toBe(true)
    await press(page, 'Importar 1 fila')
    await page.getByRole('button', { name: 'Deshacer importación' }).waitFor()
    expect(await names()).toHaveLength(3)

    await press(page, 'Deshacer importación')
    await page.getByRole('dialog').getByRole('button', { name: 'Deshacer importación' }).click()
    await page.getByText('Deshecho').first().waitFor()
    expect(await names()).toHaveLength(2)
    // The browser itself writes down the refusal of the picture.
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
  },
)
