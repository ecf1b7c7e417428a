import type { ToReceiveOut } from '#purchasing/contract'

export type ToReceive = ToReceiveOut
export type Expected = ToReceiveOut['items'][number]
export type CameLot = { code: string; expires_on: string; quantity: number | null }

/** A product that came, as one counts it at the door. */
export type Came = {
  product_id: string
  name: string
  sku: string
  /** What goes on the shelf, and what came broken. */
  quantity: number
  damaged: number
  lots: readonly CameLot[]
  bin_id: string
  /** What the delivery note says a pack costs; null as ordered. */
  pack_cost_minor: number | null
}

export type Thing = Pick<Came, 'product_id' | 'name' | 'sku'>
export type Found = { thing: Thing; pack: number }

const thousand = 1000
const plus = (a: number, b: number) => Math.round((a + b) * thousand) / thousand
const minus = (a: number, b: number) => Math.round((a - b) * thousand) / thousand

export const codeKey = (code: string): string => code.trim().toLowerCase()

/** Everything a scanner may say of an order, so that it is answered without asking the server. */
export function codesOf(items: readonly Expected[]): Map<string, Found> {
  const codes = new Map<string, Found>()
  for (const { product_id, name, sku, codes: own } of items) {
    for (const { code, pack_quantity } of own) {
      if (!codes.has(codeKey(code))) codes.set(codeKey(code), { thing: { product_id, name, sku }, pack: pack_quantity })
    }
  }
  return codes
}

const fresh = (thing: Thing): Came => ({
  ...thing,
  quantity: 0,
  damaged: 0,
  lots: [],
  bin_id: '',
  pack_cost_minor: null,
})

/** One scan more of it; the last touched stands first. */
export function withScan(came: readonly Came[], { thing, pack }: Found): Came[] {
  const known = came.find(({ product_id }) => product_id === thing.product_id) ?? fresh(thing)
  return withLine(came, { ...known, quantity: plus(known.quantity, pack) })
}

/** The line as it is now; one of which nothing came and nothing is said is dropped. */
export function withLine(came: readonly Came[], line: Came): Came[] {
  const others = came.filter(({ product_id }) => product_id !== line.product_id)
  return line.quantity > 0 || line.damaged > 0 ? [line, ...others] : others
}

export function allOf(came: readonly Came[], { product_id, name, sku, open }: Expected): Came[] {
  const known = came.find((line) => line.product_id === product_id) ?? fresh({ product_id, name, sku })
  return withLine(came, { ...known, quantity: open })
}

export type Verdict = {
  over: { line: Came; open: number }[]
  unordered: Came[]
  damaged: Came[]
  dearer: Came[]
  missing: { item: Expected; left: number }[]
  lotless: Came[]
}

/** How what came differs from what is expected; without an order nothing does. */
export function judge(order: ToReceive | null, came: readonly Came[]): Verdict {
  const items = order?.items ?? []
  const expected = new Map(items.map((item) => [item.product_id, item]))
  const cameOf = new Map(came.map((line) => [line.product_id, line]))
  const openOf = (line: Came) => expected.get(line.product_id)?.open ?? 0
  const isLotless = ({ product_id, quantity, lots }: Came) =>
    expected.get(product_id)?.tracks_lots === true && quantity > 0 && lots.every(({ code }) => code.trim() === '')
  return {
    over: came.flatMap((line) =>
      expected.has(line.product_id) && line.quantity > openOf(line) ? [{ line, open: openOf(line) }] : [],
    ),
    unordered: order ? came.filter(({ product_id }) => !expected.has(product_id)) : [],
    damaged: came.filter(({ damaged }) => damaged > 0),
    dearer: came.filter(({ pack_cost_minor }) => pack_cost_minor !== null),
    missing: items.flatMap((item) => {
      const left = minus(item.open, cameOf.get(item.product_id)?.quantity ?? 0)
      return left > 0 ? [{ item, left }] : []
    }),
    lotless: came.filter(isLotless),
  }
}

/** The wire's line: what is not said is left out. */
export const bodyOf = ({ product_id, quantity, damaged, lots, bin_id, pack_cost_minor }: Came) => ({
  product_id,
  quantity,
  damaged_quantity: damaged,
  lots: lots.flatMap(({ code, expires_on, quantity: units }) =>
    code.trim() === '' ? [] : [{ code: code.trim(), expires_on: expires_on || null, quantity: units ?? quantity }],
  ),
  ...(bin_id ? { bin_id } : {}),
  ...(pack_cost_minor === null ? {} : { pack_cost_minor }),
})

export const unitsOf = (came: readonly Came[]): number => came.reduce((sum, { quantity }) => plus(sum, quantity), 0)
