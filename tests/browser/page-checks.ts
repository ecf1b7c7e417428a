import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rulesBy = {
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
}

/** Violations of accessibility, one line each: rule and the first element it names. By night only colours differ. */
export async function violationsOn(page: Page, theme: 'light' | 'dark'): Promise<string[]> {
  // The page's own policy forbids script elements from elsewhere; evaluating is the tester's hand, not the page's.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  return page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (root: object, options: object) => Promise<{ violations: Violation[] }> }
    }
    type Violation = { id: string; nodes: { target: string[]; failureSummary: string }[] }
    const { violations } = await axe.run(document, {
      runOnly,
      resultTypes: ['violations'],
    })
    return violations.map(({ id, nodes }) => {
      const [first] = nodes
      return `axe ${id} ×${nodes.length}: ${first?.target.join(' ')} (${first?.failureSummary.split('\n')[1]?.trim()})`
    })
  }, rulesBy[theme])
}

/**
 * Words of the pseudo-language carry accents on every vowel it knows. A plain word on the screen, or in the name that
 * a thing tells a screen reader, is either data, which the server said, or a month or a weekday of the browser, or it
 * was written past the texts.
 */
export async function plainWordsOn(page: Page, isData: (word: string) => boolean): Promise<string[]> {
  const shown = await page.evaluate(() => {
    const names = ['aria-label', 'title', 'placeholder', 'alt'].flatMap((name) =>
      [...document.querySelectorAll(`body [${name}]`)].map((one) => one.getAttribute(name) ?? ''),
    )
    // News that came a moment ago stays in the language in which it was said.
    const news = document.querySelector<HTMLElement>('.toasts')
    news?.style.setProperty('display', 'none')
    const text = document.body.innerText
    news?.style.removeProperty('display')
    return [text, ...names].join('\n')
  })
  const plain = [...shown.matchAll(/[\p{L}~·]{4,}/gu)]
    .map(([word]) => word)
    .filter((word) => /[aeiounAEO]/.test(word) && !/[áéíóúñÁÉÓ~·]/.test(word))
  return [...new Set(plain)].filter(
    (word) => !isData(fold(word)) && !namesOfTime.has(fold(word)) && !namesOfKeys.has(fold(word)),
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
