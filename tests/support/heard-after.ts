/**
 * Runs in the page: types a code as a scanner does, and tells how many milliseconds it was until something else stood
 * where the answer is read.
 */
export async function heardAfter({ code, answer }: { code: string; answer: string }): Promise<number> {
  const read = () => document.querySelector(answer)?.textContent ?? ''
  const before = read()
  for (const digit of code) dispatchEvent(new KeyboardEvent('keydown', { key: digit, bubbles: true }))
  return new Promise<number>((done) => {
    const from = performance.now()
    const watch = new MutationObserver(() => {
      if (read() === before) return
      watch.disconnect()
      done(performance.now() - from)
    })
    watch.observe(document.body, { childList: true, subtree: true, characterData: true })
    setTimeout(() => done(Number.POSITIVE_INFINITY), 5000)
    dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  })
}
