import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openPage } from '../support/browser.ts'
import { enter, type Person, type StaffedShop } from '../support/staffed-shop.ts'
import { faultsOfLayout, smallTargetsOn } from './layout-checks.ts'
import { fold, plainWordsOn, violationsOn, wordsIn } from './page-checks.ts'
import { openMemory, structureOf } from './structure.ts'

export type State = 'loaded' | 'empty' | 'loading' | 'error' | 'no-permission'
export type Language = 'es' | 'en' | 'pseudo'
export interface Sight {
  language: Language
  width: number
  theme: 'light' | 'dark'
}
/** `SIGHTS="es 1280 light,es 320 dark"` looks in these only. */
const wanted = process.env.SIGHTS?.split(',')
const languages = ['es', 'en', 'pseudo'] as const
const widths = [1280, 768, 320] as const
const themes = ['light', 'dark'] as const
/** Every language at every width by day and by night; what costs most changes least. */
const sights: readonly Sight[] = languages
  .flatMap((language) => widths.flatMap((width) => themes.map((theme) => ({ language, width, theme }))))
  .filter(({ language, width, theme }) => !wanted || wanted.includes(`${language} ${width} ${theme}`))
/**
 * A loaded page is looked at in Spanish at every width, with the longest words where there is least room, and in each
 * language at one more width, by night there. An empty one in three sights, with each language, each width and both lights among them;
 * waiting, failed or forbidden it shows a sheet that all pages share, and one sight is enough. Which goes with which
 * turns from page to page and from state to state. `PICTURES=1` takes all eighteen.
 */
function sightsOf(name: string, state: State): readonly Sight[] {
  if (pictures) return sights
  const turn = [...`${name} ${state}`].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  return sights.filter(({ language, width, theme }) => {
    const at = languages.indexOf(language)
    const isTurn = widths[(at + turn) % widths.length] === width
    // The longest words are seen where there is least room for them, the others at one width.
    const isOften = language === 'es' || (language === 'pseudo' && width === phone)
    if (state === 'loaded') return (isOften || isTurn) && theme === (isTurn ? 'dark' : 'light')
    const isSeen = isTurn && theme === themes[(at + turn) % themes.length]
    return isSeen && (state === 'empty' || at === Math.trunc(turn / widths.length) % languages.length)
  })
}

/** How the server answers the pages of a desk: as it is, never, or always with a failure. */
export type Server = 'open' | 'silent' | 'failing'
export interface Stop {
  name: string
  address: string
  /** What a person does there before looking: scan, open a dialog. */
  act?: (page: Page) => Promise<void>
  isTask?: boolean
  /** Words of samples, which are no texts: the gallery of parts. */
  hasSamples?: boolean
}

export interface Desk {
  page: Page
  go: (stop: Stop) => Promise<void>
  /** Everything that is wrong with what is shown, in each of the sights. */
  look: (stop: Stop, state: State) => Promise<string[]>
  /** From the next stop on, the server answers so. */
  serve: (server: Server) => Promise<void>
}

const settleMs = 60_000
const start: Sight = { language: 'es', width: 1280, theme: 'light' }
const fingertip = 44
const phone = 320
const isNews = openMemory()
const pictures = process.env.PICTURES ? new URL('./pictures/', import.meta.url).pathname : null

/** A browser that walks from page to page, as people do, and says what is wrong with them. */
export async function openDesk(
  browser: Browser,
  shop: Pick<StaffedShop, 'address'>,
  person: Person | null,
): Promise<Desk> {
  const looks = { language: 'es' as const }
  const { page, context, complaints } = person
    ? await enter(browser, shop as StaffedShop, person, looks)
    : await openPage(browser, shop.address, looks)
  await page.addInitScript(standBetween)
  const touch = await context.newCDPSession(page)
  let isOpen = false
  let server: Server = 'open'
  let now: Partial<Sight> = {}
  const turn = async (sight: Sight) => {
    const { language, width, theme } = sight
    if (now.width !== width) {
      await touch.send('Emulation.setTouchEmulationEnabled', { enabled: width === phone })
      await page.setViewportSize({ width, height: 800 })
    }
    if (now.theme !== theme) await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    if (now.language !== language) await speak(page, language)
    now = sight
  }
  return {
    page,
    go: async ({ address, act }) => {
      complaints.length = 0
      if (isOpen) await turn(start)
      else await page.setViewportSize({ width: start.width, height: 800 })
      // A door opens without the shop and cannot be walked to.
      if (isOpen && person) await walk(page, address)
      else {
        await page.goto(address)
        now = {}
      }
      isOpen = true
      await turn(start)
      await settle(page, server)
      await act?.(page)
      await settle(page, server)
    },
    look: async ({ name, isTask, hasSamples }, state) => {
      const seen = new Map<string, string[]>()
      const note = (where: string, found: readonly string[]) => {
        for (const fault of found) seen.set(fault, [...(seen.get(fault) ?? []), where])
      }
      let [byDay, shape] = [[] as string[], Number.NaN]
      for (const sight of sightsOf(name, state)) {
        const { language, width, theme } = sight
        const where = `${theme} ${width} ${language}`
        await turn(sight)
        const picture = `${name}-${state}-${theme}-${width}-${language}.png`
        if (pictures) await page.screenshot({ path: `${pictures}${picture}`, fullPage: state === 'loaded' })
        const structure = await structureOf(page)
        // Where the night moves no box, it shows the faults of the day and no others.
        if (structure.shape !== shape) byDay = await faultsOfLayout(page)
        shape = structure.shape
        note(where, byDay)
        if (isNews(`${theme} ${width}`, structure)) note(where, await violationsOn(page, theme))
        if (language === 'pseudo' && width !== 768 && !hasSamples) note(where, await literalsOn(page))
        if (isTask && width === phone) note(where, await smallTargetsOn(page, fingertip))
      }
      const loud = complaints.filter((text) => !text.startsWith('Failed to load resource'))
      note('console', loud)
      return [...seen].map(
        ([fault, places]) =>
          `${name}, ${state}: ${fault} (${places.slice(0, 4).join(', ')}${places.length > 4 ? '…' : ''})`,
      )
    },
    serve: async (answers) => {
      server = answers
      await page.evaluate((answers) => sessionStorage.setItem('between', answers), answers)
      isOpen = false
    },
  }
}

interface Between {
  said: string[]
  waiting: number
}

/** Runs in the page before it: keeps what the server says and lets its answers through, holds them or fails them. */
function standBetween(): void {
  const server = sessionStorage.getItem('between') ?? 'open'
  const state: Between = { said: [], waiting: 0 }
  Object.assign(globalThis, { between: state })
  const real = globalThis.fetch
  const opening = /\/api\/(auth|setup|settings$|events|health(\/live)?$|features)/
  globalThis.fetch = async (given, options) => {
    const url = String(given instanceof Request ? given.url : given)
    if (server !== 'open' && url.includes('/api/') && !opening.test(url)) {
      if (server === 'silent') return new Promise(() => undefined)
      const problem = { type: 'about:blank', title: 'Vuelve a intentarlo en un momento.', status: 503, code: 'x.y' }
      state.said.push(JSON.stringify(problem))
      return new Response(JSON.stringify(problem), {
        status: 503,
        headers: { 'content-type': 'application/problem+json' },
      })
    }
    state.waiting += 1
    try {
      const answer = await real(given, options)
      if (answer.headers.get('content-type')?.includes('json')) state.said.push(await answer.clone().text())
      return answer
    } finally {
      state.waiting -= 1
    }
  }
}

/** Through the shop's own router, without opening the program anew. */
async function walk(page: Page, address: string): Promise<void> {
  await page.evaluate((address) => history.pushState({}, '', address), address)
}

/** As if it had been chosen in another tab: the page follows. */
async function speak(page: Page, language: Language): Promise<void> {
  const tag = { es: 'es-CL', en: 'en', pseudo: 'es-x-pseudo' }[language]
  await page.evaluate(
    ({ language, tag }) => {
      if (document.documentElement.lang === tag) return
      localStorage.setItem('mostrador.lang', language)
      dispatchEvent(new StorageEvent('storage', { key: 'mostrador.lang', newValue: language }))
    },
    { language, tag },
  )
  await page.locator(`html[lang=${tag}]`).waitFor({ state: 'attached', timeout: settleMs })
}

/** Until nothing is awaited, no ledger lines wait for their text, and two looks in a row see the same. */
async function settle(page: Page, server: Server): Promise<void> {
  await page.locator('main, .state-sheet, .skeleton').first().waitFor({ timeout: settleMs })
  let last = ''
  await expect
    .poll(
      async () => {
        const now = await page.evaluate((mayWait) => {
          const { waiting } = (globalThis as unknown as { between: Between }).between
          const isBlank = !document.querySelector('main, .state-sheet')?.innerHTML
          const isWaiting =
            waiting > 0 ||
            isBlank ||
            (!mayWait && document.querySelector('.skeleton:not(.parts-page .skeleton)') !== null)
          return isWaiting ? '' : `${location.href} ${document.body.innerHTML.length}`
        }, server === 'silent')
        const isSame = now !== '' && now === last
        last = now
        return isSame || `still changing: ${page.url()}`
      },
      { timeout: settleMs, interval: 60 },
    )
    .toBe(true)
}

async function literalsOn(page: Page): Promise<string[]> {
  const said = await page.evaluate(() => (globalThis as unknown as { between: Between }).between.said)
  // Links that people pass on carry the name of this machine.
  const words = new Set([new URL(page.url()).hostname, ...said.flatMap((answer) => wordsIn(JSON.parse(answer)))])
  return (await plainWordsOn(page, (word) => words.has(fold(word)))).map((word) => `literal ${word}`)
}
