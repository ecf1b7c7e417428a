import { expect, test } from 'vitest'
import { hasBrowser, openBrowser, openPage } from '../support/browser.ts'
import { serveShop } from '../support/served-shop.ts'

const password = 'una frase larga que recuerdo'
const slowMs = 60_000

test.skipIf(!hasBrowser)('an empty machine becomes an open shop, and its door opens again', async () => {
  const shop = await serveShop()
  const browser = await openBrowser()
  const { page, complaints } = await openPage(browser, shop.address)
  const press = (name: RegExp) => page.getByRole('button', { name }).click()

  await page.goto('/')
  await page.waitForURL('**/primer-uso', { timeout: slowMs })
  await page.getByLabel('Nombre y apellido').fill('Marta Soto')
  await page.getByLabel('Correo').fill('marta@rep-drill.cl')
  await page.getByLabel('Clave', { exact: true }).fill('corta')
  await press(/^Seguir/)
  expect(await page.getByText('Faltan 10 caracteres.').isVisible()).toBe(true)
  expect(await page.getByLabel('Clave', { exact: true }).evaluate((box) => box === document.activeElement)).toBe(true)

  await page.getByLabel('Clave', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('radio', { name: /lubricentro de ejemplo/ }).check()
  await page.getByRole('button', { name: /Cargar el ejemplo/ }).waitFor()
  await page.getByRole('radio', { name: /tienda vacía/ }).check()
  await press(/Seguir a tu negocio/)
  await page.getByLabel('Nombre de fantasía').fill('Lubricentro Rep-Drill')
  await page.getByLabel('RUT').fill('764182308')
  expect(await page.getByRole('group', { name: 'Muestra de boleta' }).textContent()).toContain('76.418.230-8')

  await page.reload()
  expect(await page.getByLabel('Correo').inputValue()).toBe('marta@rep-drill.cl')
  expect(await page.getByLabel('Clave', { exact: true }).inputValue()).toBe('')
  await page.getByLabel('Clave', { exact: true }).fill(password)
  await press(/^Seguir/)
  await press(/Seguir a tu negocio/)
  await press(/Seguir a los precios/)
  expect(await page.getByText('$11.990 es $10.076 más IVA $1.914.').isVisible()).toBe(true)
  await press(/Abrir la tienda/)
  await page.getByRole('navigation', { name: 'Salas' }).first().waitFor({ timeout: slowMs })

  await press(/Tu cuenta: Marta Soto/)
  await page.getByRole('menuitem', { name: 'Salir' }).click()
  await page.waitForURL('**/login', { timeout: slowMs })
  // What the browser says about refused calls is expected before anybody is signed in; nothing else is.
  expect(complaints.filter((text) => !/40[14]/.test(text))).toEqual([])

  await page.getByLabel('Correo').fill('marta@rep-drill.cl')
  await page.getByLabel('Clave', { exact: true }).fill('otra clave que no es esa')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor({ timeout: slowMs })
  await page.getByLabel('Clave', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Salas' }).first().waitFor({ timeout: slowMs })
})

test.skipIf(!hasBrowser)('losing the server shows within two seconds and heals by itself', async () => {
  const shop = await serveShop()
  const browser = await openBrowser()
  const { page } = await openPage(browser, shop.address)
  await page.goto('/primer-uso')
  const answer = await page.evaluate(async (secret) => {
    const body = {
      business: { name: 'Lubricentro' },
      country: 'CL',
      administrator: { email: 'marta@rep-drill.cl', full_name: 'Marta Soto', password: secret },
    }
    const sent = await fetch('/api/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return sent.status
  }, password)
  expect(answer).toBe(201)
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Salas' }).first().waitFor({ timeout: slowMs })

  await shop.stop()
  await page.getByText('Servidor sin respuesta').waitFor({ timeout: slowMs })
  await shop.start()
  await page.getByText('Servidor sin respuesta').waitFor({ state: 'detached', timeout: slowMs })
})
