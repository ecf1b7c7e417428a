/**
 * The register on a slow machine: `npm run bench -- register`. Chromium with its processor four times slower: what comes
 * over the wire before the first use, when the largest thing is painted, and how long from the scanner's Enter to the
 * line on the screen, among 20,000 products. Nothing is kept between the rounds: each begins as a first visit.
 */
import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import { medianAndRange, percentile, table } from './kit/figures.ts'
import { call, openGround, type Served, serveGround, stockProducts } from './kit/ground.ts'
import { option } from './kit/options.ts'
import { report } from './kit/report.ts'

const PRODUCTS = Number(option('products', '20000'))
const ROUNDS = Number(option('rounds', '5'))
const SCANS = 30
const SLOWER = 4
/** Between two keys of a scanner. */
const KEY_MS = 10
const LONGEST_MS = 20_000
const program = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

interface Round {
  /** Compressed, as they came; without the heads of the answers. */
  readonly script_kb: number
  readonly script_files: number
  readonly lcp_ms: number
  readonly scans_ms: readonly number[]
}

async function signIn(page: Page, address: string, seller: { email: string; password: string }): Promise<void> {
  await page.goto(`${address}/login`)
  const status = await page.evaluate(async (given) => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/api/auth/login', { method: 'POST', headers, body: JSON.stringify(given) })).status
  }, seller)
  if (status !== 200) throw new Error(`the door answered ${status}`)
}

/** The JavaScript that has come over the wire. */
function countScripts(session: CDPSession): () => Pick<Round, 'script_kb' | 'script_files'> {
  const heads = new Map<string, number>()
  const bodies = new Map<string, number>()
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script') heads.set(requestId, response.encodedDataLength)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const head = heads.get(requestId)
    if (head !== undefined) bodies.set(requestId, encodedDataLength - head)
  })
  return () => ({
    script_kb: [...bodies.values()].reduce((sum, bytes) => sum + bytes, 0) / 1000,
    script_files: bodies.size,
  })
}

async function visit(context: BrowserContext, { address }: Served, codes: readonly string[]): Promise<Round> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.clearBrowserCache')
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const scripts = countScripts(session)
  // The loader of this file names functions by a helper of its own, which a page does not have.
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) Object.assign(globalThis, { largest: startTime })
    }).observe({ type: 'largest-contentful-paint', buffered: true })
  })
  await page.goto(`${address}/caja`)
  await page.getByRole('combobox', { name: 'Código o nombre' }).waitFor()
  await page.waitForTimeout(1_000)
  const lcp_ms = await page.evaluate(() => (globalThis as unknown as { largest: number }).largest)
  const came = scripts()
  const scans_ms: number[] = []
  for (const code of codes) scans_ms.push(await scanToLine(page, session, code))
  await page.close()
  return { ...came, lcp_ms, scans_ms }
}

/** From the scanner's Enter to the frame after the line is there, by the page's own clock. */
async function scanToLine(page: Page, session: CDPSession, code: string): Promise<number> {
  // The page watches before the first key is pressed: on a slow page keys overtake whatever else it is asked.
  await page.evaluate((longest_ms) => {
    const lines = () => document.querySelectorAll('[data-line]').length
    const before = lines()
    let pressed = 0
    const enter = ({ key, timeStamp }: KeyboardEvent) => {
      if (key === 'Enter') pressed = timeStamp
    }
    addEventListener('keydown', enter, { capture: true })
    const shown = new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no line: ${document.body.innerText}`)), longest_ms)
      const watch = new MutationObserver(() => {
        if (lines() <= before) return
        watch.disconnect()
        clearTimeout(late)
        removeEventListener('keydown', enter, { capture: true })
        requestAnimationFrame(() => resolve(performance.now() - pressed))
      })
      watch.observe(document.body, { childList: true, subtree: true })
    })
    Object.assign(globalThis, { shown: shown.catch((late: Error) => late.message) })
  }, LONGEST_MS)
  for (const key of [...code, 'Enter']) {
    press(session, key)
    await sleep(KEY_MS)
  }
  const shown = await page.evaluate(() => (globalThis as unknown as { shown: Promise<number | string> }).shown)
  if (typeof shown === 'string') throw new Error(`${code}: ${shown}`)
  return shown
}

/** One key, as a scanner presses it: at its own moment, whether or not the page has dealt with the one before. */
function press(session: CDPSession, key: string): void {
  const text = key === 'Enter' ? '\r' : key
  const windowsVirtualKeyCode = text.toUpperCase().charCodeAt(0)
  const timestamp = Date.now() / 1000
  for (const type of ['keyDown', 'keyUp'] as const)
    void session.send('Input.dispatchKeyEvent', {
      ...{ type, key, timestamp, windowsVirtualKeyCode },
      ...(type === 'keyDown' ? { text } : {}),
    })
}

execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'error'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production' },
})
const ground = await openGround()
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] })
try {
  const product_ids = await stockProducts(ground, PRODUCTS)
  const served = await serveGround(ground)
  const rounds: Round[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext({ locale: 'es-CL', viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await signIn(page, served.address, ground.seller)
    await page.close()
    rounds.push(await visit(context, served, await codesOf(served, product_ids, round)))
    await context.close()
  }
  await served.stop()
  const scans = rounds.flatMap(({ scans_ms }) => scans_ms)
  report({
    name: 'register',
    title: 'The register at four times slower',
    how: `Chromium over loopback, processor ${SLOWER} times slower, ${PRODUCTS.toLocaleString('en')} products, ${ROUNDS} first visits with ${SCANS} scans each.`,
    body: table(
      ['figure', 'value'],
      [
        [
          'JavaScript before the first use, kB compressed',
          medianAndRange(
            rounds.map(({ script_kb }) => script_kb),
            0,
          ),
        ],
        ['its files', String(rounds[0]?.script_files ?? 0)],
        [
          'largest contentful paint, ms',
          medianAndRange(
            rounds.map(({ lcp_ms }) => lcp_ms),
            0,
          ),
        ],
        ['Enter to line, ms: median', percentile(scans, 0.5).toFixed(0)],
        ['Enter to line, ms: p95', percentile(scans, 0.95).toFixed(0)],
      ],
    ),
    figures: rounds,
  })
} finally {
  await browser.close()
  await ground.close()
}

/** Codes of products that this round has not scanned. */
async function codesOf({ address, token }: Served, product_ids: readonly string[], round: number): Promise<string[]> {
  const codes: string[] = []
  for (let n = 0; n < SCANS; n += 1) {
    const id = product_ids[(round * SCANS + n) % product_ids.length]
    codes.push(((await call(address, token, 'GET', `/api/products/${id}`)) as { sku: string }).sku)
  }
  return codes
}
