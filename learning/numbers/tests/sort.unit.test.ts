import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderOf, sortNumbers, valuesAt } from '../sort.ts'

const LONG = 2500

/** Long enough for digits and heaps: a few drawn numbers, again and again, each time a little further. */
function long(few: readonly number[], step: number): Float64Array {
  return Float64Array.from({ length: LONG }, (_, i) => few[i % few.length]! + step * ((i * 7919) % LONG))
}

const areSame = (a: Float64Array, b: Float64Array) => a.length === b.length && a.every((value, i) => value === b[i])

test('sorting, the order of places and single places say what the engine’s own sort says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 20 }),
      fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })),
      fc.nat(3).map((n) => n === 0),
      fc.array(fc.nat(LONG - 1), { maxLength: 20 }),
      (few, step, isLong, drawn) => {
        const values = (isLong ? long(few, step) : Float64Array.from(few)).map((value) => value + 0)
        const sorted = values.slice().sort()
        expect(areSame(sortNumbers(values.slice()), sorted)).toBe(true)
        expect(
          areSame(
            Float64Array.from(orderOf(values), (place) => values[place]!),
            sorted,
          ),
        ).toBe(true)
        const places = drawn.map((place) => place % values.length).sort((a, b) => a - b)
        expect([...valuesAt(values, places)]).toEqual(places.map((place) => sorted[place]))
      },
    ),
    { numRuns: 1_000 },
  )
})

test('equal keys keep their order', () => {
  expect([...orderOf(Float64Array.of(2, 1, 2, 1, 0))]).toEqual([4, 1, 3, 0, 2])
})
