import type { SellingShop } from '../../../tests/support/selling-shop.ts'

type Words = (id: string | null) => string

/** What an act changed in money's books, and nothing else: a line for each row that is new or other than before, sorted. */
export async function changesOf(shop: SellingShop, words: Words, act: () => Promise<unknown>): Promise<string[]> {
  const before = await booksOf(shop, words)
  await act()
  const after = await booksOf(shop, words)
  return [...after].flatMap(([key, line]) => (before.get(key) === line ? [] : [line])).sort()
}

async function booksOf({ db }: SellingShop, words: Words): Promise<Map<string, string>> {
  const books = new Map<string, string>()
  const keep = (key: string, parts: readonly unknown[]) =>
    books.set(key, parts.filter((part) => part !== '' && part !== null).join(' '))
  const said = (name: string, value: unknown) => (value === null || value === 0 ? '' : `${name} ${String(value)}`)
  for (const row of await db.selectFrom('money.balance').selectAll().execute())
    keep(`owes ${row.document_id}`, [
      ...['owes', words(row.document_id), row.document_kind, row.total, said('paid', row.paid_minor)],
      ...[said('refunded', row.refunded_minor), said('credited', row.credited_minor), row.is_open ? '' : 'closed'],
      row.party_id && `of ${words(row.party_id)}`,
    ])
  for (const row of await db.selectFrom('money.entry').selectAll().execute())
    keep(row.id, [
      ...[row.kind, row.method, row.amount, said('fee', row.fee_minor), said('tendered', row.tendered_minor)],
      ...[
        said('change', row.change_minor),
        row.document_id && words(row.document_id),
        row.party_id && words(row.party_id),
      ],
      ...[row.till_session_id && `at ${words(row.till_session_id)}`, row.store_id === null ? '' : words(row.store_id)],
      ...[row.reference, row.category, row.description && `“${row.description}”`, row.refund_of_id && 'of another'],
    ])
  for (const row of await db.selectFrom('money.account').selectAll().execute())
    keep(`account ${row.party_id}`, ['account', words(row.party_id), row.debt_minor, row.store_credit_minor])
  for (const row of await db.selectFrom('money.debt').selectAll().execute())
    keep(`debt ${row.document_id}`, [
      'debt',
      words(row.document_id),
      words(row.party_id),
      row.open_minor,
      'of',
      row.amount,
    ])
  for (const row of await db.selectFrom('money.allocation').selectAll().execute())
    keep(`${row.entry_id} ${row.document_id}`, ['placed', words(row.document_id), row.amount])
  for (const row of await db.selectFrom('money.till_session').selectAll().execute())
    keep(`till ${row.id}`, ['till', words(row.id), row.state, 'held by', words(row.holder_id), `v${row.version}`])
  for (const row of await db.selectFrom('money.till_count').selectAll().execute())
    keep(`count ${row.till_session_id} ${row.method}`, [
      ...['counted', words(row.till_session_id), row.method, row.counted_minor, 'expected', row.expected_minor],
    ])
  for (const row of await db.selectFrom('money.issued_document').selectAll().execute())
    keep(row.id, [
      ...['issued', row.label, row.total, 'net', row.net_minor, 'tax', row.tax_minor, said('exempt', row.exempt_minor)],
      ...[words(row.document_id), row.refers_to_id && 'against another', row.reason && `“${row.reason}”`],
    ])
  return books
}
