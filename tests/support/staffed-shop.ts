import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { type Looks, openPage } from './browser.ts'
import type { Reply } from './open-shop.ts'
import { type ServedShop, serveShop } from './served-shop.ts'

type Answer = Reply['body']

/** Somebody with a password and a token, as the browser and the API know them. */
export interface Person {
  id: string
  email: string
  password: string
  get: (path: string) => Promise<Answer>
  post: (path: string, body?: object) => Promise<Answer>
  send: (method: string, path: string, body?: object) => Promise<Answer>
  upload: (path: string, form: FormData) => Promise<Answer>
}

export interface Goods {
  id: string
  name: string
  barcode: string
  price: number
}

/** A served Chilean shop whose owner has signed up: what browser tests sell in. */
export interface StaffedShop extends ServedShop {
  owner: Person
  store_id: string
  warehouse_id: string
  till_id: string
  /** A person in one of the starting roles, or in one made of exactly these permissions. */
  hire: (name: string, role: string | readonly string[]) => Promise<Person>
  product: (given: Partial<Goods> & { on_hand?: number; cost?: number; min_stock?: number }) => Promise<Goods>
  onHand: (product_id: string) => Promise<{ on_hand: number; reserved: number; available: number }>
}

const password = 'una frase larga que recuerdo'

export async function serveStaffedShop(): Promise<StaffedShop> {
  const shop = await serveShop()
  const signed = await ask(shop.address, null, 'POST', '/api/setup', {
    business: { name: 'Lubricentro Rep-Drill', tax_id: '76418230-8' },
    country: 'CL',
    administrator: { email: 'marta@rep-drill.cl', full_name: 'Marta Soto', password },
    store: { name: 'Casa matriz' },
    till: { name: 'Caja 1' },
  })
  const owner = personOf(shop.address, signed, password)
  const first = async (path: string): Promise<string> => (await owner.get(path)).items[0].id
  const place = { store_id: await first('/api/stores'), warehouse_id: await first('/api/warehouses') }
  return {
    ...shop,
    ...place,
    owner,
    till_id: await first('/api/tills'),
    hire: (name, role) => hire(shop.address, owner, name, role),
    product: (given) => stockUp(owner, place.warehouse_id, given),
    onHand: async (product_id) => {
      const { warehouses } = await owner.get(`/api/products/${product_id}/stock-by-warehouse`)
      return warehouses.find((one: Answer) => one.warehouse.id === place.warehouse_id)
    },
  }
}

async function ask(address: string, token: string | null, method: string, path: string, body?: object | FormData) {
  const isForm = body instanceof FormData
  const answer = await fetch(address + path, {
    method,
    headers: {
      ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true)
  return text ? JSON.parse(text) : null
}

function personOf(address: string, signed: Answer, secret: string): Person {
  const token: string = signed.tokens.access
  const send = (method: string, path: string, body?: object) => ask(address, token, method, path, body)
  return {
    id: signed.user.id,
    email: signed.user.email,
    password: secret,
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    send,
    upload: (path, form) => send('POST', path, form),
  }
}

async function hire(address: string, owner: Person, name: string, role: string | readonly string[]): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@rep-drill.cl`
  const role_id = typeof role === 'string' ? await roleNamed(owner, role) : await roleOf(owner, role)
  const { temporary_password } = await owner.post('/api/users', { email, full_name: name, role_id })
  const given = await ask(address, null, 'POST', '/api/auth/login', { email, password: temporary_password })
  const before = personOf(address, given, temporary_password)
  await before.post('/api/auth/password', { current_password: temporary_password, new_password: password })
  return personOf(address, await ask(address, null, 'POST', '/api/auth/login', { email, password }), password)
}

async function roleNamed(owner: Person, name: string): Promise<string> {
  const { items } = await owner.get('/api/roles')
  return items.find((role: Answer) => role.name === name).id
}

async function roleOf(owner: Person, permissions: readonly string[]): Promise<string> {
  const name = `rol-${newId().slice(-12)}`
  return (await owner.post('/api/roles', { name, title: 'Aprendiz', permissions })).id
}

let codes = 0

/** A product with a valid EAN-13 of Chile, bought in by an opening movement. */
async function stockUp(
  owner: Person,
  warehouse_id: string,
  { on_hand = 0, ...given }: Parameters<StaffedShop['product']>[0],
): Promise<Goods> {
  codes += 1
  const barcode = given.barcode ?? ean13(`780${String(codes).padStart(9, '0')}`)
  const { name = `Aceite ${codes}`, price = 1000, ...more } = given
  const product = await owner.post('/api/products', { name, price, ...more, barcodes: [{ code: barcode }] })
  if (on_hand > 0) {
    const movement = { product_id: product.id, warehouse_id, direction: 'in', kind: 'opening', quantity: on_hand }
    await owner.post('/api/stock-movements', { ...movement, unit_cost: given.cost ?? 100 })
  }
  return { id: product.id, name, barcode, price }
}

function ean13(twelve: string): string {
  const sum = [...twelve].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return `${twelve}${(10 - (sum % 10)) % 10}`
}

/** A browser of one's own, signed in through the door's own call. */
export async function enter(browser: Browser, shop: StaffedShop, person: Person, looks: Looks = {}) {
  const opened = await openPage(browser, shop.address, looks)
  await opened.page.goto('/login')
  const status = await opened.page.evaluate(
    async ({ email, secret }) => {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ email, password: secret })
      return (await fetch('/api/auth/login', { method: 'POST', headers, body })).status
    },
    { email: person.email, secret: person.password },
  )
  expect(status).toBe(200)
  opened.complaints.length = 0
  return opened
}

/** Opens the till at hand with a float, and waits for the field that hears the scanner. */
export async function openTill(page: Page): Promise<void> {
  await page.goto('/caja')
  await page.getByLabel('Fondo inicial').fill('20000')
  await page.locator('button[type=submit]:enabled').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Código o nombre' }).waitFor()
}
