import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, type Looks, openBrowser, openPage } from '../support/browser.ts'
import { enter, type Person, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { faultsOfLayout, plainWordsOn, violationsOn, wordsIn } from './page-checks.ts'

type State = 'loaded' | 'empty' | 'loading' | 'error' | 'no-permission'
type Theme = 'light' | 'dark'
type Language = 'es' | 'en' | 'pseudo'
interface Entry {
  path: string
  place: 'door' | 'room' | 'task'
  may?: string
}
interface Sight {
  theme: Theme
  width: number
}

// The web is built and checked by itself; here only its list of pages is read.
const routes = new URL('../../web/routes.tsx', import.meta.url).href
const { pages }: { pages: readonly Entry[] } = await import(/* @vite-ignore */ routes)
const pictures = new URL('./pictures/', import.meta.url).pathname
mkdirSync(pictures, { recursive: true })

const widths = [320, 768, 1280]
const everySight: Sight[] = (['light', 'dark'] as const).flatMap((theme) => widths.map((width) => ({ theme, width })))
/** The narrowest by day and the desk by night: what breaks elsewhere breaks in one of these. */
const twoSights: Sight[] = [
  { theme: 'light', width: 320 },
  { theme: 'dark', width: 1280 },
]
const settleMs = 20_000
const only = process.env.PAGES?.split(',')
const inside = pages.filter(({ place, path }) => place !== 'door' && (!only || only.includes(path)))
const doors = pages.filter(
  ({ place, path }) => place === 'door' && path !== '/primer-uso' && (!only || only.includes(path)),
)

/**
 * Every page of the URL map. Loaded: three languages × two lights × three widths. Empty, loading, error and without
 * permission: two representative sights each (320 px by day in Spanish and pseudo, 1280 px by night), because those
 * states are drawn by the same few parts. axe looks at loaded pages in Spanish at 320 and 1280 px in both lights and at
 * empty and failed ones at the two sights. A page is opened once a language; light and width change under it, as they do
 * for people who turn a tablet.
 */
describe.skipIf(!hasBrowser)('every page', () => {
  let shop: StaffedShop
  let browser: Browser
  let apprentice: Person
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    shop = await serveStaffedShop()
    browser = await openBrowser()
    apprentice = await shop.hire('Nadie Nunca', ['stores.see'])
  })

  const addressOf = (path: string) => {
    const subject = path.split('/')[1] ?? ''
    return path.replace('$id', ids[subject] ?? 'ninguno').replace('$token', 'un-enlace-vencido')
  }
  const at = (languages: Language[], person: Person | null, run: (desk: Desk) => Promise<void>) =>
    Promise.resolve().then(async () => {
      const faults: string[] = []
      for (const language of languages) {
        const desk = await openDesk(browser, shop, person, { language })
        await run(desk)
        faults.push(...desk.faults)
        await desk.close()
      }
      expect(faults).toEqual([])
    })

  test('empty, before anything was sold or written down', async () => {
    await at(['es', 'pseudo'], shop.owner, async (desk) => {
      for (const { path } of inside.filter(({ path }) => !path.includes('$'))) {
        await desk.open(path, path)
        await desk.look('empty', twoSights, { axe: desk.language === 'es' })
      }
    })
  })

  test('loaded', async () => {
    Object.assign(ids, await furnish(shop))
    await at(['es', 'en', 'pseudo'], shop.owner, async (desk) => {
      for (const { path } of inside) {
        await desk.open(path, addressOf(path))
        await desk.look('loaded', everySight, { axe: desk.language === 'es' })
      }
    })
  })

  test('the doors', async () => {
    await at(['es', 'en', 'pseudo'], null, async (desk) => {
      for (const { path } of doors) {
        await desk.open(path, addressOf(path))
        await desk.look('loaded', everySight, { axe: desk.language === 'es' })
      }
    })
  })

  test('while the server takes its time', async () => {
    await at(['es', 'pseudo'], shop.owner, async (desk) => {
      await desk.hold()
      for (const { path } of inside) {
        await desk.open(path, addressOf(path), { settles: false })
        await desk.look('loading', twoSights)
      }
    })
  })

  test('when the server fails', async () => {
    await at(['es', 'pseudo'], shop.owner, async (desk) => {
      await desk.fail()
      for (const { path } of inside) {
        await desk.open(path, addressOf(path))
        await desk.look('error', twoSights, { axe: desk.language === 'es' })
      }
    })
  })

  test('without the permission', async () => {
    await at(['es', 'pseudo'], apprentice, async (desk) => {
      for (const { path } of inside.filter(({ may }) => may)) {
        await desk.open(path, addressOf(path))
        await desk.look('no-permission', twoSights)
      }
    })
  })
})

interface Desk {
  language: Language
  faults: string[]
  open: (path: string, address: string, how?: { settles?: boolean }) => Promise<void>
  look: (state: State, sights: readonly Sight[], how?: { axe?: boolean }) => Promise<void>
  /** From now on answers do not come: the page is seen waiting. */
  hold: () => Promise<void>
  fail: () => Promise<void>
  close: () => Promise<void>
}

const opening = /\/api\/(auth|setup|settings$|events|health(\/live)?$|features)/

/** A browser in one language that walks through the pages and writes down what is wrong with them. */
async function openDesk(
  browser: Browser,
  shop: StaffedShop,
  person: Person | null,
  looks: Looks & { language: Language },
) {
  const { page, context, complaints } = person
    ? await enter(browser, shop, person, looks)
    : await openPage(browser, shop.address, looks)
  const faults: string[] = []
  const said = new Set<string>()
  const waiting = watchAnswers(page, said)
  let here = ''
  const note = (where: string, found: readonly string[]) => faults.push(...found.map((fault) => `${where}: ${fault}`))
  const desk: Desk = {
    language: looks.language,
    faults,
    open: async (path, address, { settles = true } = {}) => {
      here = path === '/' ? 'hoy' : path.slice(1).replaceAll(/[/$]+/g, '-')
      complaints.length = 0
      await page.goto(address)
      await page.locator('main, .state-sheet, .skeleton').first().waitFor({ timeout: settleMs })
      if (settles) await expect.poll(() => waiting.size, { timeout: settleMs }).toBe(0)
      await page.waitForTimeout(200)
    },
    look: async (state, sights, { axe = false } = {}) => {
      for (const { theme, width } of sights) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
        const name = `${here}-${state}-${theme}-${width}-${looks.language}`
        await page.screenshot({ path: `${pictures}${name}.png`, fullPage: state === 'loaded' })
        note(name, await faultsOfLayout(page))
        if (axe && width !== 768) note(name, await violationsOn(page))
      }
      if (looks.language === 'pseudo')
        note(
          `${here}-${state}`,
          (await plainWordsOn(page, said)).map((word) => `literal ${word}`),
        )
      note(
        `${here}-${state}-${looks.language}`,
        complaints.filter((text) => !text.startsWith('Failed to load resource')),
      )
    },
    hold: async () => {
      await page.route('**/api/**', async (route) => {
        if (opening.test(route.request().url())) await route.continue()
      })
    },
    fail: async () => {
      await page.route('**/api/**', (route) =>
        opening.test(route.request().url()) ? route.continue() : route.fulfill({ status: 503, ...unavailable }),
      )
    },
    close: () => context.close(),
  }
  return desk
}

const unavailable = {
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: '/docs/problems/x',
    title: 'Vuelve a intentarlo en un momento.',
    status: 503,
    code: 'x.y',
  }),
}

/** Keeps which answers are still missing, and every word the server said. */
function watchAnswers(page: Page, said: Set<string>): ReadonlySet<object> {
  const waiting = new Set<object>()
  page.on('request', (request) => {
    if (request.url().includes('/api/') && !request.url().includes('/api/events')) waiting.add(request)
  })
  page.on('framenavigated', () => waiting.clear())
  page.on('requestfailed', (request) => waiting.delete(request))
  page.on('requestfinished', async (request) => {
    const answer = await request.response().catch(() => null)
    const isJson = answer?.headers()['content-type']?.includes('json') ?? false
    const body: unknown = isJson ? await answer?.json().catch(() => null) : null
    for (const word of wordsIn(body)) said.add(word)
    waiting.delete(request)
  })
  return waiting
}

/** A believable morning: goods, a customer, a till, sales, a quote, a draft, something running out. */
async function furnish({ owner, product, till_id, warehouse_id }: StaffedShop): Promise<Record<string, string>> {
  const oil = await product({
    name: 'Aceite Mobil Super 3000 5W-30 4 L',
    price: 32_990,
    cost: 21_000,
    on_hand: 24,
    min_stock: 6,
  })
  const filter = await product({
    name: 'Filtro de aceite Mann W 712/95',
    price: 7490,
    cost: 4100,
    on_hand: 40,
    min_stock: 10,
  })
  const battery = await product({
    name: 'Batería Bosch S4 55 Ah',
    price: 74_990,
    cost: 52_000,
    on_hand: 2,
    min_stock: 4,
  })
  await product({ name: 'Bujía NGK BKR6E', price: 3990, cost: 2100, min_stock: 8 })
  const customer = await owner.post('/api/customers', {
    name: 'Transportes y Maquinarias Aguilar Hermanos Limitada',
    tax_id: '77123456-9',
    phone: '+56 9 8123 4567',
    email: 'compras@aguilar.cl',
    credit_limit_minor: 300_000,
  })
  const items = [
    { product_id: oil.id, quantity: 1 },
    { product_id: filter.id, quantity: 2 },
  ]
  const session = await owner.post('/api/till-sessions', { till_id, opening_minor: 20_000 })
  const sell = (customer_id: string | null) =>
    owner.post('/api/sales', {
      till_session_id: session.id,
      items,
      customer_id,
      payments: [{ method: 'cash', amount: 50_000 }],
    })
  await sell(null)
  await sell(customer.id)
  const order = await owner.post('/api/orders', { customer_id: customer.id, items, warehouse_id })
  await owner.post(`/api/orders/${order.id}/confirm`)
  await owner.post('/api/orders', { items: [{ product_id: battery.id, quantity: 1 }] })
  const quote = await owner.post('/api/quotes', { customer_id: customer.id, items })
  await owner.get('/api/health/books')
  const users = await owner.get('/api/users')
  return {
    ventas: order.id,
    clientes: customer.id,
    personas: customer.id,
    inventario: oil.id,
    cotizaciones: quote.id,
    usuarios: users.items[0].id,
  }
}
