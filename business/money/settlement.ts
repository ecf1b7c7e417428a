import { roundCash } from '#platform/money'
import type { MethodKind, PaymentPart } from './wire.ts'

/** One charge to be written; `change_minor` goes back over the counter. */
export interface Charge {
  readonly method: string
  readonly kind: MethodKind
  readonly amount: number
  readonly tendered_minor: number | null
  readonly change_minor: number
  readonly reference: string | null
  readonly bank_account_id: string | null
}

export interface Settlement {
  readonly charges: readonly Charge[]
  /** What coins cannot pay: due − cash paid, positive when the customer pays less. */
  readonly rounding_minor: number
  readonly change_minor: number
  /** By how much the balance falls: charges and rounding. */
  readonly paid_minor: number
  /** By how much the payments exceed what is due and no change can be given. Zero is well. */
  readonly over_minor: number
}

export type Tender = PaymentPart & { readonly kind: MethodKind; readonly tendered_minor?: number | undefined }

/**
 * How tenders settle what is due. Only cash has change and only cash is rounded; cash comes last, whatever its place,
 * so that change is never given out of a card. An exact cash amount is taken as it is, and so is one that is enough for what
 * is due but not for what coins would round it up to: nobody is charged more than they owe.
 */
export function settle(
  due_minor: number,
  tenders: readonly Tender[],
  options: { cash_rounding_minor: number; gives_change: boolean },
): Settlement {
  const cash = tenders.filter(({ kind }) => kind === 'cash')
  const charges = tenders.filter(({ kind }) => kind !== 'cash').map(chargeOf)
  const remaining = due_minor - charges.reduce((sum, { amount }) => sum + amount, 0)
  if (remaining < 0) return over(-remaining)
  const offered = cash.reduce((sum, { amount }) => sum + amount, 0)
  if (offered === 0) return settlement(charges, 0)
  const coins = roundCash(remaining, options.cash_rounding_minor)
  const rounded = offered === remaining || (offered > remaining && offered < coins) ? remaining : coins
  if (offered < rounded) return settlement([...charges, cashCharge(cash, offered)], 0)
  const change = offered - rounded
  if (remaining === 0 || (change > 0 && !options.gives_change)) return over(change)
  if (rounded === 0) return settlement(charges, remaining, offered)
  return settlement([...charges, cashCharge(cash, rounded, offered)], remaining - rounded)
}

function over(over_minor: number): Settlement {
  return { charges: [], rounding_minor: 0, change_minor: 0, paid_minor: 0, over_minor }
}

function settlement(charges: readonly Charge[], rounding_minor: number, returned_minor = 0): Settlement {
  const charged = charges.reduce((sum, { amount }) => sum + amount, 0)
  const change_minor = charges.reduce((sum, charge) => sum + charge.change_minor, returned_minor)
  return { charges, rounding_minor, change_minor, paid_minor: charged + rounding_minor, over_minor: 0 }
}

function chargeOf({ method, kind, amount, reference, bank_account_id }: Tender): Charge {
  return {
    method,
    kind,
    amount,
    tendered_minor: null,
    change_minor: 0,
    reference: reference ?? null,
    bank_account_id: bank_account_id ?? null,
  }
}

/** All cash of one settlement is one charge: a till has one drawer. */
function cashCharge(tenders: readonly Tender[], amount: number, offered = amount): Charge {
  const named = tenders.reduce((sum, one) => sum + (one.tendered_minor ?? one.amount), 0)
  const tendered = Math.max(offered, named)
  return {
    method: tenders[0]?.method ?? 'cash',
    kind: 'cash',
    amount,
    tendered_minor: tendered,
    change_minor: tendered - amount,
    reference: tenders[0]?.reference ?? null,
    bank_account_id: null,
  }
}
