import { describe, expect, test } from 'vitest'
import { createParser, type StreamEvent } from './event-stream.ts'
import { makesStale } from './refresh-map.ts'

const heardFrom = (...pieces: string[]): StreamEvent[] => {
  const heard: StreamEvent[] = []
  const parse = createParser((event) => heard.push(event))
  for (const piece of pieces) parse(piece)
  return heard
}

describe('the stream of events', () => {
  test('an event cut in the middle is heard once, whole', () => {
    const heard = heardFrom('id: 7\nda', 'ta: {"event":"order.confirmed"}\n', '\n')
    expect(heard).toEqual([{ event: 'message', data: '{"event":"order.confirmed"}', id: '7' }])
  })
  test('a beat moves the cursor and says nothing', () => {
    expect(heardFrom('id: 12\n: beat\n\n')).toEqual([{ event: 'message', data: '', id: '12' }])
  })
  test('named events and data of several lines are kept', () => {
    expect(heardFrom('event: ready\r\ndata: a\r\ndata: b\r\n\r\n')).toEqual([
      { event: 'ready', data: 'a\nb', id: null },
    ])
  })
})

describe('what a fact makes old', () => {
  test('stock that changed asks products and levels again, not customers', () => {
    expect(makesStale('stock.changed', 'GET /api/products')).toBe(true)
    expect(makesStale('stock.changed', 'GET /api/stock/levels')).toBe(true)
    expect(makesStale('stock.changed', 'GET /api/customers')).toBe(false)
  })
  test('an unknown subject refreshes the path of its own name', () => {
    expect(makesStale('survey.answered', 'GET /api/surveys')).toBe(true)
    expect(makesStale('held_cart.created', 'GET /api/held-carts')).toBe(true)
    expect(makesStale('cash.moved', 'GET /api/till-sessions')).toBe(true)
  })
})
