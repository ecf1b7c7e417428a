import { useCallback, useEffect, useRef, useState } from 'react'
import type { Settings } from '#company/contract'
import type { PaymentMethodOut, TillSessionOut } from '#money/contract'
import type { SaleOut, ValidationOut } from '#sales/contract'
import { call } from '../../api/call.ts'
import { type Problem, problemFrom } from '../../api/problem.ts'
import { useNewsOf } from '../../live/use-live.ts'
import { text } from '../../text/text.ts'
import { toast } from '../../ui/toast.tsx'
import { useSteady } from '../../ui/use-steady.ts'
import { asOrder, type Cart, type CartAct, emptyCart, outdated, totalsOf } from './cart.ts'
import { doubt } from './lookup.ts'
import { newId } from './new-id.ts'
import { type Paid, paidWith, type Tender } from './tender.ts'
import type { CartInHand } from './use-cart.ts'

export type Sold = { sale: SaleOut; cart: Cart; print: boolean }

type CheckoutOptions = CartInHand & {
  session: TillSessionOut
  settings: Settings
  methods: readonly PaymentMethodOut[]
}

const CHECK_AFTER_MS = 120
const STANDING = ['stock', 'reservation', 'product']

/** Paying for the cart: what was given, what is missing, and the one call that makes it a sale. */
export function useCheckout({ cart, act, whileSent, session, settings, methods }: CheckoutOptions) {
  const [tenders, setTenders] = useState<readonly Tender[]>([])
  /** The method whose amount is being typed, and what is typed. */
  const [giving, setGiving] = useState<{ method: string; amount: number | null; reference: string } | null>(null)
  const [document_kind, setDocument] = useState(settings.document_kinds[0] ?? 'boleta')
  const [sold, setSold] = useState<Sold | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const selling = useRef(false)
  const [isSelling, setSelling] = useState(false)
  const validation = useValidation(cart, act, session)

  const isCash = (method: string) => methods.find(({ code }) => code === method)?.kind === 'cash'
  const local = totalsOf(cart)
  // Where tax is added on top only the server's figure is the total; where it is included both agree, and ours is at once.
  const total = settings.prices_include_tax ? local.total : (validation?.totals.total ?? local.total)
  const all = withGiven(tenders, giving)
  const paid: Paid = paidWith(total, all, isCash, settings.cash_rounding_minor)

  const choose = useSteady((method: string) => {
    setProblem(null)
    setSold(null)
    const before = paidWith(total, tenders, isCash, settings.cash_rounding_minor)
    setGiving({ method, amount: isCash(method) ? before.cashDue : before.due, reference: '' })
  })
  const keepGiven = () => {
    setTenders(all)
    setGiving(null)
  }
  const reset = () => {
    setTenders([])
    setGiving(null)
    setProblem(null)
    setDocument(settings.document_kinds[0] ?? 'boleta')
  }
  const sell = async (approved: string | null = null) => {
    if (selling.current || cart.lines.length === 0) return
    selling.current = true
    setSelling(true)
    setProblem(null)
    const body = saleOf(cart, all, { session, document_kind, approval: approved })
    try {
      await whileSent(async () => {
        const sale = await call('POST /api/sales', { body }, { key: cart.id })
        setSold({ sale, cart, print: true })
        reset()
        return emptyCart(newId())
      })
    } catch (error) {
      setProblem(problemFrom(error))
    } finally {
      selling.current = false
      setSelling(false)
    }
  }
  const dismiss = useCallback(() => setSold(null), [])
  return {
    tenders,
    giving,
    setGiving,
    choose,
    keepGiven,
    paid,
    total,
    local,
    validation,
    document_kind,
    setDocument,
    sold,
    dismiss,
    sell,
    isSelling,
    problem,
    methods,
    isCash,
    reset,
    removeTender: (at: number) => setTenders(tenders.filter((_, index) => index !== at)),
  }
}

export type Checkout = ReturnType<typeof useCheckout>

function withGiven(
  tenders: readonly Tender[],
  giving: { method: string; amount: number | null; reference: string } | null,
): readonly Tender[] {
  if (!giving?.amount) return tenders
  const { method, amount, reference } = giving
  return [...tenders, { method, amount, ...(reference ? { reference } : {}) }]
}

type SaleOptions = { session: TillSessionOut; document_kind: string; approval: string | null }

function saleOf(cart: Cart, tenders: readonly Tender[], { session, document_kind, approval }: SaleOptions) {
  return {
    id: cart.id,
    till_session_id: session.id,
    store_id: session.store_id,
    ...asOrder(cart),
    payments: tenders.map(({ method, amount, reference }) => ({ method, amount, ...(reference ? { reference } : {}) })),
    document_kind,
    ...(approval ? { approval_token: approval } : {}),
  }
}

/**
 * Asks the server, a moment after each change, how each line stands and what the whole comes to. Never in the way of a
 * scan. A line whose price is another one by now is put right at once: what is charged is what the server will book.
 */
function useValidation(cart: Cart, act: (act: CartAct) => void, session: TillSessionOut): ValidationOut | null {
  const [validation, setValidation] = useState<ValidationOut | null>(null)
  const news = useNewsOf(STANDING)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what others sell changes what is left for this cart
  useEffect(() => {
    if (cart.lines.length === 0) return
    const asked = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const body = { store_id: session.store_id, ...asOrder(cart) }
        const answer = await call('POST /api/orders/validate', { body }, { signal: asked.signal })
        setValidation(answer)
        correct(cart, act, answer)
      } catch {
        // Without the server's word the cart stands as it is; paying asks again.
      }
    }, CHECK_AFTER_MS)
    return () => {
      clearTimeout(timer)
      asked.abort()
    }
  }, [cart, act, session.store_id, news])
  return cart.lines.length > 0 ? validation : null
}

function correct(cart: Cart, act: (act: CartAct) => void, { items }: ValidationOut): void {
  const prices = new Map(
    items.flatMap(({ product_id, unit_price }) => (unit_price === null ? [] : [[product_id, unit_price] as const])),
  )
  const wrong = outdated(cart, prices)
  if (wrong.length === 0) return
  act({ act: 'correct', prices })
  for (const { product } of wrong) {
    doubt(product.id)
    toast(text().till.price_changed(product.name))
  }
}
