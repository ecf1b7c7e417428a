/** Below so many numbers the engine's own sort is as quick. */
const FEW = 2048
const DIGIT = 2048

/** Sorts numbers upwards in place, none of them NaN: by the digits of their leading bits, then each run of equal digits. */
export function sortNumbers(values: Float64Array): Float64Array {
  const n = values.length
  if (n < FEW) return values.sort()
  const keys = keysOf(values)
  let from: Keyed = { keys, values }
  let to: Keyed = { keys: new Uint32Array(n), values: new Float64Array(n) }
  for (const shift of [0, 11, 22]) {
    deal(from, to, shift)
    const before = from
    from = to
    to = before
  }
  sortRuns(from)
  values.set(from.values)
  return values
}

/** Whole numbers in the order of the values, equal for neighbours that single precision cannot tell apart. */
function keysOf(values: Float64Array): Uint32Array {
  const keys = new Uint32Array(Float32Array.from(values).buffer)
  for (let i = 0; i < keys.length; i++) {
    const bits = keys[i]!
    keys[i] = bits >>> 31 === 1 ? ~bits : bits | 0x80000000
  }
  return keys
}

interface Keyed {
  readonly keys: Uint32Array
  readonly values: Float64Array
}

/** One pass: by the digit at `shift`, equal ones as they stood. */
function deal(from: Keyed, to: Keyed, shift: number): void {
  const place = new Int32Array(DIGIT)
  for (let i = 0; i < from.keys.length; i++) place[(from.keys[i]! >>> shift) & (DIGIT - 1)]! += 1
  for (let d = 0, sum = 0; d < DIGIT; d++) {
    const count = place[d]!
    place[d] = sum
    sum += count
  }
  for (let i = 0; i < from.keys.length; i++) {
    const key = from.keys[i]!
    const digit = (key >>> shift) & (DIGIT - 1)
    const at = place[digit]!
    place[digit] = at + 1
    to.keys[at] = key
    to.values[at] = from.values[i]!
  }
}

function sortRuns({ keys, values }: Keyed): void {
  for (let i = 1; i < keys.length; i++) {
    if (values[i - 1]! <= values[i]!) continue
    let from = i - 1
    while (from > 0 && keys[from - 1] === keys[i]) from--
    while (i + 1 < keys.length && keys[i + 1] === keys[i]) i++
    values.subarray(from, i + 1).sort()
  }
}

/** Steps between the least and the greatest number, each a heap of its own. */
const HEAPS = 4096

/**
 * The numbers that would stand at these places, which do not fall, if all were sorted; none of them is NaN. Only the heaps in
 * which a place lies are sorted.
 */
export function valuesAt(values: Float64Array, places: readonly number[]): Float64Array {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value < low) low = value
    if (value > high) high = value
  }
  const steps_each = (HEAPS - 1) / (high - low)
  if (values.length < FEW || !(high - low < Number.POSITIVE_INFINITY) || !(steps_each < Number.POSITIVE_INFINITY)) {
    const all = sortNumbers(values.slice())
    return Float64Array.from(places, (place) => all[place]!)
  }
  const heap = new Uint16Array(values.length)
  const ends = new Int32Array(HEAPS)
  for (let i = 0; i < values.length; i++) {
    const own = ((values[i]! - low) * steps_each) | 0
    heap[i] = own
    ends[own]! += 1
  }
  for (let h = 1; h < HEAPS; h++) ends[h]! += ends[h - 1]!
  return fromHeaps(values, places, heap, ends)
}

/** `ends` says how many numbers stand in the heaps up to each. */
function fromHeaps(values: Float64Array, places: readonly number[], heap: Uint16Array, ends: Int32Array): Float64Array {
  const isAsked = new Uint8Array(HEAPS)
  for (let p = 0, h = 0; p < places.length; p++) {
    while (ends[h]! <= places[p]!) h++
    isAsked[h] = 1
  }
  const sorted = new Float64Array(values.length)
  const next = new Int32Array(HEAPS)
  for (let h = 1; h < HEAPS; h++) next[h] = ends[h - 1]!
  for (let i = 0; i < values.length; i++) {
    const h = heap[i]!
    if (isAsked[h] === 1) sorted[next[h]!++] = values[i]!
  }
  for (let h = 0; h < HEAPS; h++)
    if (isAsked[h] === 1) sortNumbers(sorted.subarray(h === 0 ? 0 : ends[h - 1]!, ends[h]!))
  return Float64Array.from(places, (place) => sorted[place]!)
}

/** The places of the keys from the smallest to the largest, equal ones as they stand; none of them is NaN. Merges from below. */
export function orderOf(keys: Float64Array): Int32Array {
  const n = keys.length
  let from = Int32Array.from({ length: n }, (_, i) => i)
  let to = new Int32Array(n)
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width)
      merge(keys, from, to, start, Math.min(start + width, n), Math.min(start + 2 * width, n))
    const before = from
    from = to
    to = before
  }
  return from
}

/** Two runs that are in order, [start, middle) and [middle, end), become one. */
function merge(keys: Float64Array, from: Int32Array, to: Int32Array, start: number, middle: number, end: number): void {
  let a = start
  let b = middle
  for (let i = start; i < end; i++) {
    if (a < middle && (b >= end || keys[from[a]!]! <= keys[from[b]!]!)) to[i] = from[a++]!
    else to[i] = from[b++]!
  }
}
