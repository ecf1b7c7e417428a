/** Baskets as one array: those of basket b are items[start[b]] … items[start[b + 1] − 1], rising, each item once. */
export interface Baskets {
  readonly items: Int32Array
  readonly start: Int32Array
  /** Items are whole numbers below this. */
  readonly item_count: number
}

/** @param lists the items of each basket, in any order, repeats allowed */
export function basketsOf(lists: readonly ArrayLike<number>[], item_count: number): Baskets {
  const start = new Int32Array(lists.length + 1)
  const kept: Int32Array[] = lists.map((list, b) => {
    const own = sortedOnce(Int32Array.from(list))
    start[b + 1] = start[b]! + own.length
    return own
  })
  const items = new Int32Array(start[lists.length]!)
  kept.forEach((own, b) => {
    items.set(own, start[b])
  })
  return { items, start, item_count }
}

/**
 * The same of rows in any order, one item of one basket each: `basket[i]` and `item[i]` are whole numbers below the counts.
 * A million rows take the room of their numbers, not of as many lists.
 */
export function basketsOfRows(
  basket: ArrayLike<number>,
  item: ArrayLike<number>,
  { basket_count, item_count }: { readonly basket_count: number; readonly item_count: number },
): Baskets {
  const from = new Int32Array(basket_count + 1)
  for (let i = 0; i < basket.length; i++) from[basket[i]! + 1]!++
  for (let b = 0; b < basket_count; b++) from[b + 1]! += from[b]!
  const next = from.slice()
  const items = new Int32Array(basket.length)
  for (let i = 0; i < basket.length; i++) items[next[basket[i]!]!++] = item[i]!
  const start = new Int32Array(basket_count + 1)
  for (let b = 0; b < basket_count; b++) {
    const own = sortedOnce(items.subarray(from[b]!, from[b + 1]!))
    items.copyWithin(start[b]!, from[b]!, from[b]! + own.length)
    start[b + 1] = start[b]! + own.length
  }
  return { items: items.subarray(0, start[basket_count]!), start, item_count }
}

function sortedOnce(list: Int32Array): Int32Array {
  list.sort()
  let kept = 0
  for (let i = 0; i < list.length; i++) if (i === 0 || list[i] !== list[i - 1]) list[kept++] = list[i]!
  return list.subarray(0, kept)
}
