import type { Page } from 'playwright-core'

/**
 * What a person would see broken: the page scrolls sideways; text is cut by its box without a way to read it, stands
 * under something else, or leaves its button; a word on a button or a heading is torn in two.
 */
export async function faultsOfLayout(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const says = (one: Element) =>
      `<${one.tagName.toLowerCase()} ${one.getAttribute('class') ?? ''}> ${one.textContent?.trim().slice(0, 40)}`
    const root = document.documentElement
    // One pixel is rounding, not scrolling.
    if (root.scrollWidth > root.clientWidth + 1) {
      const wide = [...document.querySelectorAll('body *')].find(
        (one) =>
          one.getBoundingClientRect().right > root.clientWidth + 1 &&
          getComputedStyle(one).position !== 'fixed' &&
          !one.parentElement?.closest('.tabs, .view-tabs, .table-scroll'),
      )
      faults.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth} px: ${wide ? says(wide) : ''}`)
    }

    // Asking the style of the same ancestors for every word is what would make this slow.
    const styles = new Map<Element, CSSStyleDeclaration>()
    const styleOf = (one: Element) => {
      const known = styles.get(one) ?? getComputedStyle(one)
      styles.set(one, known)
      return known
    }
    const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll'
    const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
    const readable = '[title], a[href], .table-open, [role=option], option, svg'

    /** The box that cuts this text on the way up to the page; null when all of it shows or none of it is meant to. */
    const cutBy = (node: Text, box: DOMRect): Element | null => {
      let [across, down] = [true, true]
      for (let one = node.parentElement; one && one !== root; one = one.parentElement) {
        const { overflowX, overflowY, position } = styleOf(one)
        const edge = one.getBoundingClientRect()
        const isOutside = box.left >= edge.right || box.top >= edge.bottom || box.bottom <= edge.top
        if (cuts(overflowX) && cuts(overflowY) && isOutside) return null
        if (across && cuts(overflowX) && (box.right > edge.right + 1 || box.left < edge.left - 1)) return one
        if (down && cuts(overflowY) && box.bottom > edge.bottom + 3) return one
        if (scrolls(overflowX)) across = false
        if (scrolls(overflowY)) down = false
        if (position === 'fixed') return null
      }
      return null
    }
    const isUnseen = (one: Element | null): boolean =>
      one !== null && one !== root && (styleOf(one).clipPath !== 'none' || isUnseen(one.parentElement))
    /** Out of sight in a box that scrolls: reached by scrolling, not covered. */
    const isScrolledAway = (one: Element | null, x: number, y: number): boolean => {
      if (one === null || one === root) return false
      const { overflowX, overflowY } = styleOf(one)
      const { left, right, top, bottom } = one.getBoundingClientRect()
      if ((scrolls(overflowX) || scrolls(overflowY)) && (x < left || x > right || y < top || y > bottom)) return true
      return isScrolledAway(one.parentElement, x, y)
    }
    const isOver = (one: Element | null): boolean =>
      one !== null && (['fixed', 'sticky', 'absolute'].includes(styleOf(one).position) || isOver(one.parentElement))

    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement
      if (!(node instanceof Text) || !parent || !node.data.trim() || parent.closest('script, style')) continue
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || isUnseen(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      if (box.width === 0) continue
      const by = parent.closest(readable) ? null : cutBy(node, box)
      if (by) faults.push(`cut: ${says(parent)} by <${by.tagName.toLowerCase()} ${by.getAttribute('class')}>`)
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
      const top = document.elementFromPoint(x, y)
      // What floats over the page or scrolls under a bar is not covered for good.
      if (
        top &&
        !top.contains(parent) &&
        !parent.contains(top) &&
        !isOver(top) &&
        !parent.closest('label, svg') &&
        !isScrolledAway(parent, x, y)
      )
        faults.push(`covered: ${says(parent)} by ${says(top)}`)
    }

    const tornWords = (one: Element) => {
      const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
      const torn: string[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[\p{L}~·]{3,}/gu)) {
          const range = document.createRange()
          range.setStart(node, index)
          range.setEnd(node, index + word.length)
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) torn.push(word)
        }
      }
      return torn
    }
    for (const one of document.querySelectorAll('button, a.button, h1, h2, h3, [role=tab], th, .chip, .state, label')) {
      if (!one.checkVisibility({ visibilityProperty: true }) || isUnseen(one)) continue
      const { overflowX, display } = styleOf(one)
      if (
        !scrolls(overflowX) &&
        display !== 'inline' &&
        !one.querySelector('.only-read') &&
        one.scrollWidth > one.clientWidth + 1
      )
        faults.push(`spills: ${says(one)}`)
      for (const word of tornWords(one)) faults.push(`torn word ${word}: ${says(one)}`)
    }
    return [...new Set(faults)]
  })
}

/** At the till every control is as large as a fingertip: 44 px both ways, its label included. */
export async function smallTargetsOn(page: Page, least: number): Promise<string[]> {
  return page.evaluate((least) => {
    const small: string[] = []
    for (const one of document.querySelectorAll('button, a[href], input, select, [role=button]')) {
      if (!one.checkVisibility({ visibilityProperty: true }) || one.classList.contains('skip')) continue
      const target = one.closest('label, .field-box') ?? one
      const { width, height } = target.getBoundingClientRect()
      if (width > 1 && (width < least - 0.5 || height < least - 0.5))
        small.push(
          `small target ${Math.round(width)}×${Math.round(height)}: <${target.tagName.toLowerCase()} ${target.className}> ${one.getAttribute('aria-label') ?? one.textContent}`,
        )
    }
    return small
  }, least)
}
