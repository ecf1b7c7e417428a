import type { Page } from 'playwright-core'

export interface Structure {
  /** Where every visible box stands: two sights of equal shape cut, cover and tear the same. */
  shape: number
  /** One number for each kind of visible element: itself, its states and all that it stands in. */
  kinds: number[]
  /** Headings and landmarks in their order, those of one name alike, and ids that stand twice: what only a whole page shows. */
  outline: string
}

export async function structureOf(page: Page): Promise<Structure> {
  return page.evaluate(() => {
    const known = new Map<string, number>()
    const numberOf = (text: string) => {
      let sum = known.get(text)
      if (sum === undefined) {
        sum = 7
        for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0
        known.set(text, sum)
      }
      return sum
    }
    const join = (into: number, given: string | number) =>
      (Math.imul(into, 31) + (typeof given === 'number' ? given : numberOf(given))) | 0
    const isTelling = /^(class|role|type|open|disabled|readonly|tabindex|lang|hidden|data-(?!head$).+)$/
    const isState =
      /^aria-(hidden|disabled|selected|checked|current|pressed|expanded|invalid|haspopup|live|modal|sort|required)$/
    const ownKind = (one: Element) => {
      let sum = join(7, one.tagName)
      for (const { name, value } of one.attributes) {
        if (isTelling.test(name) || isState.test(name)) sum = join(join(sum, name), value)
        else if (name.startsWith('aria-') || name === 'alt' || name === 'title') sum = join(join(sum, name), +!!value)
      }
      const hasText = [...one.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')
      return join(sum, hasText ? 'text' : one.childElementCount === 0 ? 'bare' : 'box')
    }
    let shape = 0
    const kinds = new Set<number>()
    const outline: string[] = []
    const ids = new Map<string, number>()
    const landmarks = 'h1, h2, h3, h4, h5, h6, main, nav, aside, section, form, [role=region], [role=dialog], dialog'
    const names: string[] = []
    const nameOf = (one: Element) =>
      one.getAttribute('aria-label') ?? document.getElementById(one.getAttribute('aria-labelledby') ?? '')?.textContent
    const walk = (one: Element, around: number) => {
      if (one.id) ids.set(one.id, (ids.get(one.id) ?? 0) + 1)
      const hasBox = one.checkVisibility({ visibilityProperty: true })
      if (!hasBox && getComputedStyle(one).display !== 'contents') return
      const { left, top, width, height } = one.getBoundingClientRect()
      shape = (Math.imul(shape, 31) + Math.round(left * 7 + top * 13 + width * 17 + height * 19)) | 0
      const kind = join(around, ownKind(one))
      kinds.add(kind)
      if (one.matches(landmarks)) {
        const name = `${one.tagName} ${nameOf(one) ?? ''}`
        if (!names.includes(name)) names.push(name)
        outline.push(`${one.tagName}${/^H\d/.test(one.tagName) ? '' : names.indexOf(name)}`)
      }
      if (one.tagName !== 'svg') for (const child of one.children) walk(child, kind)
    }
    walk(document.body, 0)
    const twice = [...ids].filter(([, times]) => times > 1).map(([id]) => id)
    return { shape, kinds: [...kinds], outline: [...outline, ...twice].join('|') }
  })
}

/** What axe has judged: a page made only of kinds and an outline it has seen in this light tells it nothing new. */
export function openMemory(): (light: string, structure: Structure) => boolean {
  const seen = new Set<string>()
  return (light, { kinds, outline }) => {
    const before = seen.size
    for (const kind of kinds) seen.add(`${light} ${kind}`)
    seen.add(`${light} ${outline}`)
    return seen.size > before
  }
}
