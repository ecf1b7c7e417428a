import { expect } from 'vitest'
import { checkBooks } from '../../../doctor/doctor.ts'
import type { StockedShop } from './stocked-shop.ts'

/** The doctor finds nothing wrong: said after every storm. */
export async function expectBooksToHold(shop: StockedShop): Promise<void> {
  const verdicts = await checkBooks(shop.owner_url)
  expect(verdicts.flatMap(({ law, findings }) => findings.map(({ check, rows }) => ({ law, check, rows })))).toEqual([])
  expect(verdicts.length).toBeGreaterThanOrEqual(4)
}
