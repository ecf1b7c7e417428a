/**
 * Baskets with a common beginning share its nodes. Items are named by their places: 0 is the most frequent, and stands nearest
 * to the root. Node 0 is the root. Columns of numbers, and one table that finds the child of a node: millions of nodes fit.
 */
export class PrefixTree {
  /** By place: what the caller calls the item, and how many baskets hold it. */
  readonly items: Int32Array
  readonly totals: Int32Array
  /** By place its last node; by node the one before of the same item, 0 at the end. */
  readonly heads: Int32Array
  same: Int32Array
  /** By node. */
  item: Int32Array
  count: Int32Array
  parent: Int32Array
  #used = 1
  /** Nodes by a mixture of parent and item (open addressing); 0 is free. At most half full. */
  #table: Int32Array
  #shift: number

  constructor(items: Int32Array, room = 16) {
    this.items = items
    this.totals = new Int32Array(items.length)
    this.heads = new Int32Array(items.length)
    this.same = new Int32Array(room)
    this.item = new Int32Array(room)
    this.count = new Int32Array(room)
    this.parent = new Int32Array(room)
    this.#table = new Int32Array(2 * room)
    this.#shift = 31 - Math.log2(room)
  }

  /** A basket, or several alike: places that fall, the last one nearest to the root. */
  add(path: Int32Array, length: number, times: number): void {
    let node = 0
    for (let i = length - 1; i >= 0; i--) {
      const place = path[i]!
      node = this.#childOf(node, place)
      this.count[node]! += times
      this.totals[place]! += times
    }
  }

  #childOf(node: number, place: number): number {
    const mask = this.#table.length - 1
    let at = mixed(node, place) >>> this.#shift
    for (let found = this.#table[at]!; found > 0; found = this.#table[at]!) {
      if (this.parent[found] === node && this.item[found] === place) return found
      at = (at + 1) & mask
    }
    if (this.#used === this.item.length) {
      this.#double()
      return this.#childOf(node, place)
    }
    const own = this.#used++
    this.#table[at] = own
    this.item[own] = place
    this.parent[own] = node
    this.same[own] = this.heads[place]!
    this.heads[place] = own
    return own
  }

  #double(): void {
    const room = 2 * this.#used
    this.same = longer(this.same, room)
    this.item = longer(this.item, room)
    this.count = longer(this.count, room)
    this.parent = longer(this.parent, room)
    this.#table = new Int32Array(2 * room)
    this.#shift--
    for (let node = 1; node < this.#used; node++) {
      let at = mixed(this.parent[node]!, this.item[node]!) >>> this.#shift
      while (this.#table[at]! > 0) at = (at + 1) & (2 * room - 1)
      this.#table[at] = node
    }
  }
}

const mixed = (node: number, place: number) => Math.imul(Math.imul(node, 0x9e3779b1) + place, 0x85ebca6b)

function longer(column: Int32Array, room: number): Int32Array {
  const copy = new Int32Array(room)
  copy.set(column)
  return copy
}
