import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chooseK,
  fitScaler,
  kMeans,
  miniBatchKMeans,
  quintiles,
  rfmScores,
  scaled,
  seededRandom,
  silhouette,
  silhouettes,
  unscaled,
} from '#learning'

interface Case {
  columns: number
  k: number
  x: number[]
  inertia: number
  labels: number[]
  silhouette: number
  silhouettes: number[]
}
const golden: { cases: Case[] } = JSON.parse(
  gunzipSync(readFileSync(new URL('../../tests/golden/scikit-clusters.json.gz', import.meta.url))).toString(),
)

test('inertia is at most scikit-learn’s best of fifty starts, within a ten-thousandth', () => {
  for (const { columns, k, x, inertia } of golden.cases) {
    expect(kMeans(Float64Array.from(x), columns, k).inertia / inertia).toBeLessThanOrEqual(1.0001)
  }
})

test('silhouettes are scikit-learn’s to a billionth', () => {
  for (const { columns, x, labels, ...expected } of golden.cases) {
    const rows = Float64Array.from(x)
    const own = Int32Array.from(labels)
    expect(silhouette(rows, columns, own)).toBeCloseTo(expected.silhouette, 9)
    for (const [i, width] of silhouettes(rows, columns, own).entries()) {
      expect(Math.abs(width - expected.silhouettes[i]!)).toBeLessThan(1e-9)
    }
  }
})

test('a sampled silhouette is near the whole one', () => {
  const [{ columns, x, labels, silhouette: whole }] = golden.cases as [Case]
  const sampled = silhouette(Float64Array.from(x), columns, Int32Array.from(labels), { size: 400, seed: 3 })
  expect(Math.abs(sampled - whole)).toBeLessThan(0.05)
})

test('the number of clusters is found where there are clusters', () => {
  const random = seededRandom(2)
  const corners = [-9, 9].flatMap((a) => [-9, 9].map((b) => [a, b] as const))
  const points = Array.from({ length: 400 }, (_, i) => corners[i % 4] ?? [0, 0])
  const chosen = chooseK(Float64Array.from(points.flatMap(([a, b]) => [a + random.normal(), b + random.normal()])), 2)
  expect(chosen.clusters.k).toBe(4)
  expect(chosen.tried.map((one) => one.k)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('mini-batches come near the whole', () => {
  const [{ columns, k, x, inertia }] = golden.cases as [Case]
  const found = miniBatchKMeans(Float64Array.from(x), columns, k, { batch: 256 })
  expect(found.inertia / inertia).toBeLessThan(1.1)
})

test('each row lies nearest to its own centre, and each centre in the middle of its rows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
        minLength: 1,
        maxLength: 40,
      }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 1_000 }),
      (points, k, seed) => {
        const rows = Float64Array.from(points.flat())
        const { centres, labels } = kMeans(rows, 2, k, { starts: 1, seed })
        const distance = (r: number, c: number) =>
          (rows[2 * r]! - centres[2 * c]!) ** 2 + (rows[2 * r + 1]! - centres[2 * c + 1]!) ** 2
        for (let r = 0; r < points.length; r++) {
          const own = distance(r, labels[r]!)
          for (let c = 0; c < k; c++) expect(own).toBeLessThanOrEqual(distance(r, c) + 1e-6)
        }
      },
    ),
    { numRuns: 1_000 },
  )
})

test('moving all rows moves the centres and changes no label', () => {
  const random = seededRandom(9)
  const rows = Float64Array.from({ length: 300 }, () => random.normal() * 10)
  const moved = rows.map((value) => value + 512)
  const [before, after] = [kMeans(rows, 3, 4), kMeans(moved, 3, 4)]
  expect(after.labels).toEqual(before.labels)
  expect(after.inertia).toBeCloseTo(before.inertia, 4)
})

test('nothing, one row and equal rows have an answer', () => {
  expect(kMeans(new Float64Array(), 2, 3)).toMatchObject({ inertia: 0, labels: new Int32Array() })
  expect(kMeans(Float64Array.of(1, 2), 2, 3)).toMatchObject({ inertia: 0, labels: Int32Array.of(0) })
  expect(kMeans(new Float64Array(40).fill(7), 2, 3).inertia).toBe(0)
  expect(chooseK(Float64Array.of(1, 2), 1).clusters.k).toBe(1)
  expect(silhouette(Float64Array.of(1, 2, 3), 1, Int32Array.of(0, 0, 0))).toBeNaN()
})

test('scaling takes the unit of measure away and can be undone', () => {
  const rows = Float64Array.of(1, 1_000, 2, 5_000, 3, 90_000)
  for (const kind of ['standard', 'robust'] as const) {
    for (const log of [false, true]) {
      const scaler = fitScaler(rows, 2, kind, log)
      const back = unscaled(scaler, scaled(scaler, rows))
      for (const [i, value] of rows.entries()) expect(back[i]!).toBeCloseTo(value, 6)
    }
  }
})

test('quintiles are fifths of the shop’s own distribution, and equal values get equal scores', () => {
  expect([...quintiles(Float64Array.from({ length: 10 }, (_, i) => i))]).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
  expect(new Set(quintiles(new Float64Array(9).fill(2)))).toEqual(new Set([3]))
  const { recency, monetary } = rfmScores(Float64Array.of(1, 400), Float64Array.of(1, 1), Float64Array.of(10, 9_000))
  expect([recency[0]! > recency[1]!, monetary[0]! < monetary[1]!]).toEqual([true, true])
})
