import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { serveShop } from '../support/served-shop.ts'
import { type Person, type StaffedShop, serveStaffedShop } from '../support/staffed-shop.ts'
import { type Desk, openDesk, type Server, type State, type Stop } from './desk.ts'
import { type Furnished, furnish, viewsOf } from './furnish.ts'

interface Entry {
  path: string
  place: 'door' | 'room' | 'task'
  may?: string
}

// The web is built and checked by itself; here only its list of pages is read.
const routes = new URL('../../web/routes.tsx', import.meta.url).href
const { pages }: { pages: readonly Entry[] } = await import(/* @vite-ignore */ routes)
// Several minutes of an idle machine; a busy one may take its time.
vi.setConfig({ testTimeout: 1_200_000 })
if (process.env.PICTURES) mkdirSync(new URL('./pictures/', import.meta.url), { recursive: true })

/** `PAGES=/caja,/ventas npm run pictures` looks at these only. */
const wanted = process.env.PAGES?.split(',')
const isWanted = (path: string) => !wanted || wanted.includes(path)
const inside = pages.filter(({ place, path }) => place !== 'door' && isWanted(path))
const firstUse = '/primer-uso'
const doors = pages.filter(({ place, path }) => place === 'door' && path !== firstUse && isWanted(path))
const desksAtOnce = 4

/**
 * Every page of web/routes.tsx in every state, in Spanish, English and the 40 % longer pseudo-language, by day and by
 * night, at 320 (with a finger), 768 and 1280 px; which of these eighteen sights a state is seen in, `sightsOf` says. In
 * each: nothing cut, covered, torn, spilled or wider than the screen, and a quiet console; axe wherever something stands
 * that it has not judged in this light at this width; in the pseudo-language no word that was written past the texts; at
 * the till no target under 44 px. A page is opened once a state, through the router, and language, size and light change
 * under it. `PICTURES=1` takes every sight of every state and keeps what was seen in tests/browser/pictures.
 */
describe.skipIf(!hasBrowser)('every page', () => {
  let shop: StaffedShop
  let browser: Browser
  let apprentice: Person
  let furnished: Furnished

  beforeAll(async () => {
    shop = await serveStaffedShop()
    browser = await openBrowser()
    apprentice = await shop.hire('Nadie Nunca', ['stores.see'])
  })

  const desksOf = new Map<Person, Desk[]>()
  /** The same desks serve one person all along: to sign in again and again is what the door refuses. */
  const visit = async (state: State, stops: readonly Stop[], person: Person, server: Server = 'open') => {
    const desks = desksOf.get(person) ?? (await openDesks(() => openDesk(browser, shop, person)))
    desksOf.set(person, desks)
    for (const desk of desks) await desk.serve(server)
    expect(await walkAll(stops, desks, state)).toEqual([])
  }
  const stopsOf = (entries: readonly Entry[]) => entries.map((entry) => stopAt(entry, furnished))

  test('first use, before there is a shop', async () => {
    const bare = await serveShop()
    const stop = { name: 'primer-uso', address: firstUse }
    if (isWanted(firstUse)) expect(await walkAll([stop], [await openDesk(browser, bare, null)], 'loaded')).toEqual([])
  })

  test('empty, before anything was sold or written down', async () => {
    const lists = inside.filter(({ path }) => !path.includes('$'))
    await visit(
      'empty',
      lists.map((entry) => stopAt(entry)),
      shop.owner,
    )
  })

  test('loaded, with a morning of work in it', async () => {
    furnished = await furnish(shop)
    const views = viewsOf(furnished).filter(({ address }) => isWanted(address.replace(/\?.*/, '')))
    await visit('loaded', [...stopsOf(inside), ...views], shop.owner)
  })

  test('the doors', async () => {
    const desks = await openDesks(() => openDesk(browser, shop, null))
    expect(await walkAll(stopsOf(doors), desks, 'loaded')).toEqual([])
  })

  test('while the server takes its time', async () => {
    await visit('loading', stopsOf(inside), shop.owner, 'silent')
  })

  test('when the server fails', async () => {
    await visit('error', stopsOf(inside), shop.owner, 'failing')
  })

  test('without the permission', async () => {
    await visit('no-permission', stopsOf(inside.filter(({ may }) => may)), apprentice)
  })
})

function stopAt({ path, place }: Entry, furnished?: Furnished): Stop {
  const name = path === '/' ? 'hoy' : path.slice(1).replaceAll(/[/$]+/g, '-')
  const id = furnished?.ids[path.replace(/\/\$.*/, '')]
  if (path.includes('$') && !id) throw new Error(`${path} needs a thing to show: make one in tests/browser/furnish.ts`)
  return { name, address: path.replace(/\$\w+/, id ?? ''), isTask: place === 'task', hasSamples: path === '/partes' }
}

const openDesks = (open: () => Promise<Desk>) => Promise.all(Array.from({ length: desksAtOnce }, open))

/** Several desks walk at once, each taking the next stop: most of the time is the page's own, in a process of its own. */
async function walkAll(stops: readonly Stop[], desks: readonly Desk[], state: State): Promise<string[]> {
  const left = [...stops]
  const faults: string[] = []
  const walkOne = async (desk: Desk) => {
    for (let stop = left.shift(); stop; stop = left.shift()) {
      await desk.go(stop)
      faults.push(...(await desk.look(stop, state)))
    }
  }
  await Promise.all(desks.map(walkOne))
  return faults.sort()
}
