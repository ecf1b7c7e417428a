import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import { type Cart, type CartAct, cartAfter, emptyCart } from './cart.ts'
import { newId } from './new-id.ts'

const keptKey = (till_session_id: string) => `mostrador.cart.${till_session_id}`
/** More than any hand does while an answer is on its way. */
const WAITING_MAX = 500

export interface CartInHand {
  readonly cart: Cart
  readonly act: (act: CartAct) => void
  /**
   * Sends the cart to the server. What a quick hand does meanwhile waits for the answer: it is done to the cart that `send`
   * answers with, the next customer's, or to this one when `send` fails or answers with none. Nothing scanned is lost
   * between two sales. While one is on its way no other is sent: a cart that is being sold cannot be put aside too.
   */
  readonly whileSent: (send: () => Promise<Cart | null>) => Promise<void>
}

/** The cart of this till session; it survives a reload, a closed tab and a lost server, with its sale's id. */
export function useCart(till_session_id: string): CartInHand {
  const [cart, change] = useReducer(cartAfter, till_session_id, kept)
  const waiting = useRef<CartAct[] | null>(null)
  useEffect(() => {
    localStorage.setItem(keptKey(till_session_id), JSON.stringify(cart))
  }, [till_session_id, cart])
  const act = useCallback((asked: CartAct) => {
    if (waiting.current === null) change(asked)
    else if (waiting.current.length < WAITING_MAX) waiting.current.push(asked)
  }, [])
  const whileSent = useCallback(async (send: () => Promise<Cart | null>) => {
    if (waiting.current !== null) return
    const acts: CartAct[] = []
    waiting.current = acts
    try {
      const next = await send()
      if (next) change({ act: 'replace', cart: next })
    } finally {
      waiting.current = null
      for (const asked of acts) change(asked)
    }
  }, [])
  return useMemo(() => ({ cart, act, whileSent }), [cart, act, whileSent])
}

function kept(till_session_id: string): Cart {
  try {
    const cart = JSON.parse(localStorage.getItem(keptKey(till_session_id)) ?? 'null')
    if (cart && Array.isArray(cart.lines) && typeof cart.id === 'string') return cart
  } catch {
    // A cart that cannot be read is no cart.
  }
  return emptyCart(newId())
}
