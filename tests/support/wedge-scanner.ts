import type { CDPSession, Page } from 'playwright-core'

/** Between two scans a hand takes up the next thing: longer than any pause within a code. */
const BETWEEN_SCANS_S = 0.2

interface Wedge {
  session: Promise<CDPSession>
  /** When its last key was pressed, in seconds since 1970. */
  last_s: number
}
const wedges = new WeakMap<Page, Wedge>()

/**
 * What a wedge scanner does: the keys of a code `gap_ms` apart, then Enter. Each key carries the moment at which the
 * scanner pressed it, as a keyboard's do, so that a machine that is busy hears a quick scanner late and not a slow one.
 * `halfway` is what the page does between two keys of the code.
 */
export async function scan(
  page: Page,
  code: string,
  { gap_ms = 10, halfway }: { gap_ms?: number; halfway?: () => Promise<void> } = {},
): Promise<void> {
  const wedge = wedges.get(page) ?? { session: page.context().newCDPSession(page), last_s: 0 }
  wedges.set(page, wedge)
  const session = await wedge.session
  const from_s = Math.max(Date.now() / 1000, wedge.last_s + BETWEEN_SCANS_S)
  const keys = [...code, 'Enter'].map((key, at) => ({ key, timestamp: from_s + (at * gap_ms) / 1000 }))
  wedge.last_s = from_s + (code.length * gap_ms) / 1000
  const half = halfway ? Math.floor(code.length / 2) : 0
  if (halfway) await press(session, keys.slice(0, half)).then(halfway)
  await press(session, keys.slice(half))
}

async function press(session: CDPSession, keys: readonly { key: string; timestamp: number }[]): Promise<void> {
  const pressed = keys.flatMap(({ key, timestamp }) =>
    (['keyDown', 'keyUp'] as const).map((type) =>
      session.send('Input.dispatchKeyEvent', { type, timestamp, ...keyOf(key, type) }),
    ),
  )
  await Promise.all(pressed)
}

function keyOf(key: string, type: 'keyDown' | 'keyUp') {
  if (key === 'Enter')
    return { key, code: 'Enter', windowsVirtualKeyCode: 13, ...(type === 'keyDown' ? { text: '\r' } : {}) }
  const upper = key.toUpperCase()
  const code = /\d/.test(key) ? `Digit${key}` : /[A-Z]/.test(upper) ? `Key${upper}` : ''
  const windowsVirtualKeyCode = code === '' ? 0 : upper.charCodeAt(0)
  return { key, code, windowsVirtualKeyCode, ...(type === 'keyDown' ? { text: key, unmodifiedText: key } : {}) }
}
