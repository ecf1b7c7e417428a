import { type RefObject, useEffect, useRef } from 'react'
import { to } from '../../paths.ts'
import type { Cart, CartAct } from './cart.ts'
import type { Dialogs } from './register.tsx'
import type { Checkout } from './use-checkout.ts'

type TillKeys = {
  cart: Cart
  act: (act: CartAct) => void
  checkout: Checkout
  setOpen: (dialog: Dialogs) => void
  focusScan: () => void
  scanField: RefObject<HTMLInputElement | null>
  /** A dialog is open: it has the keyboard. */
  busy: boolean
}

/** Which tender each key chooses: cash on +, then the others from F6 in the shop's order. */
export function tenderKeys(methods: Checkout['methods']): Map<string, string> {
  const cash = methods.find(({ kind }) => kind === 'cash')
  const others = methods.filter((method) => method !== cash).slice(0, 4)
  const keys = new Map(others.map(({ code }, at) => [`F${6 + at}`, code]))
  if (cash) keys.set('+', cash.code)
  return keys
}

/** The whole sale by keyboard. A numeric pad alone is enough for cash: digits or scan, *, −, +, digits, Enter. */
export function useTillKeys(given: TillKeys): void {
  const latest = useRef(given)
  useEffect(() => {
    latest.current = given
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const now = latest.current
      if (event.defaultPrevented || now.busy || event.ctrlKey || event.metaKey || event.altKey) return
      const run = actOf(event, now)
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

function actOf(
  event: KeyboardEvent,
  { cart, act, checkout, setOpen, focusScan, scanField }: TillKeys,
): (() => void) | null {
  const field = event.target
  const isWriting = field instanceof HTMLInputElement && field !== scanField.current
  const isBlank = field === scanField.current && scanField.current?.value === ''
  const free = !isWriting && (isBlank || !(field instanceof HTMLInputElement))
  const tender = tenderKeys(checkout.methods).get(event.key)
  if (tender && (event.key !== '+' || free)) return cart.lines.length > 0 ? () => checkout.choose(tender) : null
  const anywhere: Record<string, () => void> = {
    F2: focusScan,
    F3: () => setOpen('customer'),
    F4: () => setOpen('discount'),
    F10: () => setOpen('held'),
  }
  if (anywhere[event.key]) return anywhere[event.key] ?? null
  if (!free) return null
  const hit = cart.hit
  const whenFree: Record<string, () => void> = {
    '-': () => act({ act: 'undo-last' }),
    Delete: () => hit && act({ act: 'remove', product_id: hit }),
    '*': () => focusQuantity(hit),
    '?': () => setOpen('keys'),
    Escape: () => leave(checkout),
  }
  return whenFree[event.key] ?? null
}

function focusQuantity(product_id: string | null) {
  const input = document.querySelector<HTMLInputElement>(`[data-line="${product_id}"] input`)
  input?.focus()
  input?.select()
}

/** Esc takes one step back: first out of the receipt, then out of the till. The cart stays either way. */
function leave(checkout: Checkout) {
  if (checkout.sold) checkout.dismiss()
  else location.assign(to.today())
}
