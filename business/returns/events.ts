import { z } from 'zod'
import { fact } from '#platform/facts/fact'
import { Id } from '#platform/units'

export const returnChanged = fact(
  'return.changed',
  z.object({ return_id: Id, number: z.int(), order_id: Id, state: z.string(), store_id: Id, warehouse_id: Id }),
  { may: 'returns.see' },
)
export const facts = [returnChanged] as const
