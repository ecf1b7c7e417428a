import { groupBy } from '#platform/group-by'
import type { Sentence } from '#platform/text'
import { cancelledPurchases, type Purchase } from './cancelled-purchases.ts'
import { KINDS, type Kind, kindOf } from './kinds.ts'
import type { RetailLine } from './read-lines.ts'

/** What else is to know about a line; one may have several. */
export const TRAITS = {
  repeat: { es: 'Repite exactamente una línea anterior', en: 'Repeats an earlier line exactly' },
  no_customer: { es: 'Sin cliente', en: 'Without a customer' },
  no_description: { es: 'Sin descripción', en: 'Without a description' },
  tiny_price: { es: 'Precio unitario de 0,001', en: 'Unit price of 0.001' },
  two_times: { es: 'En una factura con dos horas distintas', en: 'On an invoice with two different times' },
  case_twin: {
    es: 'Código que otro escribe igual salvo mayúsculas',
    en: 'Code that differs from another only by case',
  },
  not_bought: {
    es: 'Anula algo que no se compró antes en el archivo',
    en: 'Cancels what was not bought before in the file',
  },
  bought_less: { es: 'Anula más de lo que se compró en el archivo', en: 'Cancels more than was bought in the file' },
  nobody_named: { es: 'Anula sin decir de quién', en: 'Cancels without saying for whom' },
} as const satisfies Record<string, Sentence>
export type Trait = keyof typeof TRAITS

/** How many lines and what they are worth, in thousandths of a pound. */
export interface Share {
  lines: number
  thousandths: number
}

export interface RetailReport {
  readonly whole: Share
  readonly units: number
  /** Sales of goods with nothing else to say. */
  readonly plain: Share
  readonly kinds: Readonly<Record<Kind, Share>>
  readonly traits: Readonly<Record<Trait, Share>>
  readonly invoices: number
  readonly invoices_cancelled: number
  readonly invoices_adjusted: number
  readonly invoices_with_two_times: number
  readonly customers: number
  readonly codes: number
  /** Codes left when case is forgotten. */
  readonly codes_folded: number
}

/** Says of every line what it is, and adds it all up exactly. */
export function explain(lines: readonly RetailLine[]): RetailReport {
  const known = survey(lines)
  const kinds = emptyShares(KINDS)
  const traits = emptyShares(TRAITS)
  const whole = { lines: 0, thousandths: 0 }
  const plain = { lines: 0, thousandths: 0 }
  for (const of_invoice of groupBy(lines, ({ invoice }) => invoice).values()) {
    // Nothing repeats a line of another invoice, so what was seen is forgotten with each.
    const seen = new Set<string>()
    for (const line of of_invoice) {
      const kind = kindOf(line)
      const has = traitsOf(line, known, seen)
      for (const trait of has) add(traits[trait], line)
      for (const share of [whole, kinds[kind]]) add(share, line)
      if (kind === 'sale' && has.length === 0) add(plain, line)
    }
  }
  const invoices = [...known.times.keys()]
  return {
    ...{ whole, plain, kinds, traits },
    units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    invoices: invoices.length,
    invoices_cancelled: invoices.filter((invoice) => invoice.startsWith('C')).length,
    invoices_adjusted: invoices.filter((invoice) => invoice.startsWith('A')).length,
    invoices_with_two_times: [...known.times.values()].filter(({ size }) => size > 1).length,
    customers: known.customers.size,
    codes: [...known.spellings.values()].reduce((sum, { size }) => sum + size, 0),
    codes_folded: known.spellings.size,
  }
}

interface Known {
  readonly times: Map<string, Set<string>>
  readonly spellings: Map<string, Set<string>>
  readonly customers: Set<string>
  readonly purchases: Map<RetailLine, Purchase>
}

/** What can only be said of a line once all are known. */
function survey(lines: readonly RetailLine[]): Known {
  const times = new Map<string, Set<string>>()
  const spellings = new Map<string, Set<string>>()
  const customers = new Set<string>()
  for (const { invoice, at, code, customer } of lines) {
    put(times, invoice, at)
    put(spellings, code.toUpperCase(), code)
    if (customer !== '') customers.add(customer)
  }
  return { times, spellings, customers, purchases: cancelledPurchases(lines) }
}

function traitsOf(line: RetailLine, { times, spellings, purchases }: Known, seen: Set<string>): Trait[] {
  const { invoice, code, description, quantity, at, price_thousandths, customer } = line
  const has: Trait[] = []
  const whole = `${code}\t${description}\t${quantity}\t${at}\t${price_thousandths}\t${customer}`
  if (seen.has(whole)) has.push('repeat')
  else seen.add(whole)
  if (customer === '') has.push('no_customer')
  if (description === '') has.push('no_description')
  if (price_thousandths === 1) has.push('tiny_price')
  if ((times.get(invoice)?.size ?? 0) > 1) has.push('two_times')
  if ((spellings.get(code.toUpperCase())?.size ?? 0) > 1) has.push('case_twin')
  const purchase = purchases.get(line)
  if (purchase !== undefined && purchase !== 'bought') has.push(purchase)
  return has
}

const namesOf = <K extends string>(of: Readonly<Record<K, unknown>>) => Object.keys(of) as K[]

const emptyShares = <K extends string>(of: Readonly<Record<K, Sentence>>) =>
  Object.fromEntries(namesOf(of).map((name) => [name, { lines: 0, thousandths: 0 }])) as Record<K, Share>

function add(share: Share, { quantity, price_thousandths }: RetailLine): void {
  share.lines += 1
  share.thousandths += quantity * price_thousandths
}

function put(into: Map<string, Set<string>>, key: string, value: string): void {
  const there = into.get(key)
  if (there) there.add(value)
  else into.set(key, new Set([value]))
}
