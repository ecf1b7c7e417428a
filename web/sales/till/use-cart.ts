import { useEffect, useReducer } from 'react'
import { type Cart, type CartAct, cartAfter, emptyCart } from './cart.ts'
import { newId } from './new-id.ts'

const keptKey = (till_session_id: string) => `mostrador.cart.${till_session_id}`

/** The cart of this till session; it survives a reload, a closed tab and a lost server, with its sale's id. */
export function useCart(till_session_id: string): [Cart, (act: CartAct) => void] {
  const [cart, act] = useReducer(cartAfter, till_session_id, kept)
  useEffect(() => {
    localStorage.setItem(keptKey(till_session_id), JSON.stringify(cart))
  }, [till_session_id, cart])
  return [cart, act]
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
