import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { dayText, isOpen } from '../lubricentro/calendar.ts'
import { tellStory } from '../lubricentro/tell-story.ts'

const options = { seed: 7, today: new Date('2026-07-04T00:00:00Z'), months: 6, offsetOf: () => 240 }
const digest = (story: unknown) => createHash('sha256').update(JSON.stringify(story)).digest('hex')

test('the same seed and last day tell the same story, another seed another', { timeout: 60_000 }, () => {
  const story = digest(tellStory(options))
  expect(digest(tellStory(options))).toBe(story)
  expect(digest(tellStory({ ...options, seed: 8 }))).not.toBe(story)
})

test('in the order told, no place ever gives what it does not have', { timeout: 60_000 }, () => {
  const on_hand = new Map<string, number>()
  const move = (place: string, sku: string, quantity: number) => {
    const key = `${place} ${sku}`
    on_hand.set(key, (on_hand.get(key) ?? 0) + quantity)
    expect(on_hand.get(key), key).toBeGreaterThanOrEqual(0)
  }
  const { events, items } = tellStory(options)
  const goods = new Set(items.filter(({ kind }) => kind === 'good').map(({ sku }) => sku))
  for (const event of events) {
    if (event.kind === 'receipt') for (const { sku, quantity } of event.lines) move(event.place, sku, quantity)
    if (event.kind === 'adjustment' || event.kind === 'refund') move(event.place, event.sku, event.quantity)
    if (event.kind === 'transfer') {
      move(event.from, event.sku, -event.quantity)
      move(event.to, event.sku, event.quantity)
    }
    if (event.kind !== 'sale') continue
    for (const { sku, quantity } of event.lines) if (goods.has(sku)) move(event.place, sku, -quantity)
    expect(isOpen(new Date(`${dayText(new Date(event.at.getTime() - 240 * 60_000))}T00:00:00Z`))).toBe(true)
  }
})
