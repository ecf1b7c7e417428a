/**
 * The register on a slow machine: `npm run bench -- register`. Chromium with its processor four times slower: what comes
 * over the wire before the first use, when the largest thing is painted, and how long from the scanner's Enter to the
 * line on the screen, among 20,000 products. Nothing is kept between the rounds: each begins as a first visit.
 */
import { execFileSync } from 'node:child_process'
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import { medianAndRange, percentile, table } from './kit/figures.ts'
import { call, openGround, type Served, serveGround, stockProducts } from './kit/ground.ts'
import { option } from './kit/options.ts'
import { report } from './kit/report.ts'

const PRODUCTS = Number(option('products', '20000'))
const ROUNDS = Number(option('rounds', '5'))
const SCANS = 30
const SLOWER = 4
const program = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

interface Round {
  readonly script_kb: number
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

/** Bytes of JavaScript as they came over the wire. */
function countScripts(session: CDPSession): () => number {
  const scripts = new Set<string>()
  let bytes = 0
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  return () => bytes / 1000
}

async function visit(context: BrowserContext, { address }: Served, codes: readonly string[]): Promise<Round> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.clearBrowserCache')
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const kilobytes = countScripts(session)
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) Object.assign(globalThis, { largest: startTime })
    }).observe({ type: 'largest-contentful-paint', buffered: true })
  })
  await page.goto(`${address}/caja`)
  await page.getByRole('combobox', { name: 'Código o nombre' }).waitFor()
  await page.waitForTimeout(1_000)
  const lcp_ms = await page.evaluate(() => (globalThis as unknown as { largest: number }).largest)
  const script_kb = kilobytes()
  const scans_ms: number[] = []
  for (const code of codes) {
    await page.keyboard.type(code, { delay: 10 })
    scans_ms.push(await enterToLine(page))
  }
  await page.close()
  return { script_kb, lcp_ms, scans_ms }
}

/** From the Enter to the frame after the line is there, by the page's own clock. */
async function enterToLine(page: Page): Promise<number> {
  const shown = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const before = document.querySelectorAll('[data-line]').length
        let pressed = 0
        addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), { once: true, capture: true })
        new MutationObserver((_seen, observer) => {
          if (document.querySelectorAll('[data-line]').length <= before) return
          observer.disconnect()
          requestAnimationFrame(() => resolve(performance.now() - pressed))
        }).observe(document.body, { childList: true, subtree: true })
      }),
  )
  await page.keyboard.press('Enter')
  return shown
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
          'JavaScript before the first use, kB as sent',
          medianAndRange(
            rounds.map(({ script_kb }) => script_kb),
            0,
          ),
        ],
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
