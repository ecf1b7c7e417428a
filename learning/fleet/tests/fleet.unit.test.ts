import { expect, test } from 'vitest'
import { accuracyOf, demandClasses, type FleetPlan, fleetModels, forecastFleet, generatedDemand } from '#learning'

const plan: FleetPlan = {
  count: 200,
  length: 400,
  period: 7,
  horizon: 14,
  levels: [0.8, 0.95],
  service_level: 0.95,
  lead_times: [3, 5],
  origins: 4,
}

test('threads forecast every product, better than the seasonal naive, with honest bands and the same result again', async () => {
  const shop = generatedDemand(plan.count, plan.length)
  const seen: number[] = []
  const tables = await forecastFleet(plan, shop, { progress: (done) => seen.push(done), threads: 2 })
  const again = await forecastFleet(plan, shop, { threads: 1 })
  expect(again.mean).toEqual(tables.mean)
  expect(again.reorder_point).toEqual(tables.reorder_point)
  expect(seen.at(-1)).toBe(plan.count)
  expect(tables.mean.every((value) => value >= 0 && Number.isFinite(value))).toBe(true)
  expect(tables.low.every((value, i) => value <= tables.high[i]!)).toBe(true)
  expect(accuracyOf(tables).relative).toBeLessThan(1)
  for (let i = 0; i < plan.count; i++) {
    if (demandClasses[tables.demand_class[i]!] === 'none') continue
    const weights = tables.weights.subarray(i * fleetModels.length, (i + 1) * fleetModels.length)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5)
  }
})

test('a run can be cancelled, and a plan that cannot be run is refused', async () => {
  const shop = generatedDemand(plan.count, plan.length)
  const stop = new AbortController()
  const running = forecastFleet(plan, shop, { signal: stop.signal })
  stop.abort(new Error('closed'))
  await expect(running).rejects.toThrow('closed')
  await expect(forecastFleet(plan, shop.subarray(1))).rejects.toThrow('count × length')
  await expect(forecastFleet({ ...plan, length: 20, count: 4000 }, shop)).rejects.toThrow('origins')
  await expect(forecastFleet(plan, new Float64Array(shop))).rejects.toThrow('SharedArrayBuffer')
})
