import { nextNumbers } from '#company'
import type { Tx } from '#platform/context'
import { groupBy } from '#platform/group-by'
import { present } from '#platform/invariant'

export const ENTRY = {
  id: 'uuid',
  kind: 'text',
  method: 'text',
  amount: 'bigint',
  fee_minor: 'bigint',
  document_kind: 'text',
  document_id: 'uuid',
  party_id: 'uuid',
  store_id: 'uuid',
  till_session_id: 'uuid',
  refund_of_id: 'uuid',
  reference: 'text',
  category: 'text',
  description: 'text',
  day: 'date',
  created_at: 'timestamptz',
  created_by: 'uuid',
  created_by_name: 'text',
} as const

/** What most entries have not. */
export const PLAIN_ENTRY = { fee_minor: 0, refund_of_id: null, reference: null, category: null, description: null }

export const ISSUED = {
  id: 'uuid',
  kind: 'text',
  number: 'bigint',
  label: 'text',
  store_id: 'uuid',
  document_kind: 'text',
  document_id: 'uuid',
  refers_to_id: 'uuid',
  party_id: 'uuid',
  customer: 'jsonb',
  net_minor: 'bigint',
  tax_minor: 'bigint',
  exempt_minor: 'bigint',
  total: 'bigint',
  taxes: 'jsonb',
  reason: 'text',
  day: 'date',
  issued_at: 'timestamptz',
  issued_by: 'uuid',
  issued_by_name: 'text',
} as const

/** A number for each document, per series, in the order given. */
export async function takeNumbers(
  tx: Tx,
  documents: readonly { readonly store_id: string; readonly kind: string }[],
): Promise<number[]> {
  const numbers: number[] = []
  const indexed = documents.map(({ store_id, kind }, at) => ({ store_id, kind, at }))
  const series = [...groupBy(indexed, ({ store_id, kind }) => `${store_id} ${kind}`)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  for (const [, group] of series) {
    const { store_id, kind } = present(group[0], 'a group has a member')
    const first = await nextNumbers(tx, { store_id, kind, count: group.length })
    for (const [n, { at }] of group.entries()) numbers[at] = first + n
  }
  return numbers
}
