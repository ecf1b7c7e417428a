import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Violations of accessibility, one line each: rule and the first element it names. */
export async function violationsOn(page: Page): Promise<string[]> {
  // The page's own policy forbids script elements from elsewhere; evaluating is the tester's hand, not the page's.
  await page.evaluate(axeSource)
  return page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (root: object, options: object) => Promise<{ violations: Violation[] }> }
    }
    type Violation = { id: string; nodes: { target: string[]; failureSummary: string }[] }
    const { violations } = await axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    })
    return violations.map(({ id, nodes }) => {
      const [first] = nodes
      return `axe ${id} ×${nodes.length}: ${first?.target.join(' ')} (${first?.failureSummary.split('\n')[1]?.trim()})`
    })
  }, rules)
}

/** What a person would see broken: the page scrolls sideways, or a word on a button or a heading is cut or torn. */
export async function faultsOfLayout(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const root = document.documentElement
    // One pixel is rounding, not scrolling.
    if (root.scrollWidth > root.clientWidth + 1) {
      const wide = [...document.querySelectorAll('body *')].find(
        (one) => one.getBoundingClientRect().right > innerWidth + 1,
      )
      faults.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth} px: ${wide?.className || wide?.tagName}`)
    }
    const says = (one: Element) =>
      `<${one.tagName.toLowerCase()} ${one.className}> ${one.textContent?.trim().slice(0, 40)}`
    const words = (one: Element) => {
      const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
      const torn: string[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[\p{L}]{3,}/gu)) {
          const range = document.createRange()
          range.setStart(node, index)
          range.setEnd(node, index + word.length)
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) torn.push(word)
        }
      }
      return torn
    }
    for (const one of document.querySelectorAll('button, a.button, h1, h2, h3, [role=tab]')) {
      if (!one.checkVisibility({ visibilityProperty: true }) || one.classList.contains('only-read')) continue
      const { overflowX, display } = getComputedStyle(one)
      const scrolls = overflowX === 'auto' || overflowX === 'scroll'
      if (!scrolls && display !== 'inline' && one.scrollWidth > one.clientWidth + 1) faults.push(`cut: ${says(one)}`)
      for (const word of words(one)) faults.push(`torn word ${word}: ${says(one)}`)
    }
    return faults
  })
}

/**
 * Words of the pseudo-language carry accents on every vowel it knows. A plain word on the screen is either data, which
 * the server said, or a month or a weekday of the browser, or it was written past the texts.
 */
export async function plainWordsOn(page: Page, said: ReadonlySet<string>): Promise<string[]> {
  const shown = await page.evaluate(() => document.body.innerText)
  const plain = [...shown.matchAll(/[\p{L}~·]{4,}/gu)]
    .map(([word]) => word)
    .filter((word) => /[aeiounAEO]/.test(word) && !/[áéíóúñÁÉÓ~·]/.test(word))
  return [...new Set(plain)].filter(
    (word) => !said.has(fold(word)) && !namesOfTime.has(fold(word)) && !namesOfKeys.has(fold(word)),
  )
}

export const fold = (word: string): string => word.toLowerCase()

/** What stands on the keys of every keyboard. */
const namesOfKeys = new Set(['enter', 'supr', 'delete', 'ctrl', 'tab'])

const namesOfTime = new Set(
  ['es-CL', 'es', 'en'].flatMap((locale) =>
    Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 1 + month, 12))).flatMap((day) =>
      (['long', 'short'] as const).flatMap((size) =>
        new Intl.DateTimeFormat(locale, { month: size, weekday: size })
          .format(day)
          .split(/[^\p{L}]+/u)
          .map(fold),
      ),
    ),
  ),
)

/** The words of every text in an answer; codes such as `handed_over` are for programs and do not count. */
export function wordsIn(answer: unknown): string[] {
  if (typeof answer === 'string') return /^[a-z_.]+$/.test(answer) ? [] : answer.split(/[^\p{L}]+/u).map(fold)
  if (Array.isArray(answer)) return answer.flatMap(wordsIn)
  return answer !== null && typeof answer === 'object' ? Object.values(answer).flatMap(wordsIn) : []
}
