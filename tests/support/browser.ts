import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { atEnd } from './at-end.ts'

const CHROMIUM = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path))

/** Whether a browser is installed. In CI it must be: there the tests fail instead of being skipped. */
export const hasBrowser = CHROMIUM !== undefined || process.env.CI !== undefined

/** One Chromium for a test file, closed at its end. */
export async function openBrowser(args: readonly string[] = []): Promise<Browser> {
  if (!CHROMIUM)
    throw new Error('No Chromium found: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.')
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  })
  atEnd(() => browser.close())
  return browser
}

export interface Looks {
  width?: number
  height?: number
  theme?: 'light' | 'dark'
  language?: 'es' | 'en' | 'pseudo'
}

const patienceMs = 90_000

/** A person's browser: its own cookies and storage. Errors of the console and failed requests are kept, to be asserted. */
export async function openPage(
  browser: Browser,
  base: string,
  looks: Looks = {},
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const { width = 1280, height = 800, theme = 'light', language = 'es' } = looks
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: language === 'en' ? 'en-GB' : 'es-CL',
    timezoneId: 'America/Santiago',
  })
  // A machine that is busy with other tests is slow, not wrong.
  context.setDefaultTimeout(patienceMs)
  await context.addInitScript((name) => localStorage.setItem('mostrador.lang', name), language)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return { page, context, complaints }
}
