import { beforeAll, expect, test } from 'vitest'
import { checkBooks } from '../doctor.ts'
import { type Damage, findingsAfter } from './damage.ts'
import { openLivedInShop } from './lived-in-shop.ts'

let owner_url: string
const seed = Number(process.env.REPLAY_SEED ?? Math.floor(Math.random() * 1e9))

beforeAll(async () => {
  owner_url = await openLivedInShop()
  process.stdout.write(`  the corruptor picks its rows with seed ${seed}\n`)
})

test('whole books have no fault', async () => {
  const verdicts = await checkBooks(owner_url)
  expect(verdicts.flatMap(({ findings }) => findings)).toEqual([])
  expect(verdicts.map(({ law }) => law)).toEqual(['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7'])
})

/** One row of a table, chosen by the seed. */
const one = (table: string, where = 'true', id = 'id') =>
  `${id} = (select ${id} from ${table} where ${where} order by md5(${id}::text || '${seed}') limit 1)`

const sold = `status = 'completed'`
const damages: readonly Damage[] = [
  ['a sale loses a line', 'order-has-its-lines', `delete from sales.line where ${one('sales.line')}`],
  [
    'a line is sold for less',
    'order-has-its-lines',
    `update sales.line set total = total - 1 where ${one('sales.line')}`,
  ],
  ['an order is deleted', 'line-has-its-order', `delete from sales."order" where ${one('sales."order"', sold)}`],
  [
    'an order is there twice',
    'order-is-there-once',
    `insert into sales."order" select * from sales."order" where ${one('sales."order"')}`,
  ],
  [
    'a sale took more than it sold',
    'handed-over-goods-left',
    `update sales.line set quantity = quantity + 1 where ${one('sales.line', `order_id in (select id from sales."order" where ${sold})`)}`,
  ],
  [
    'a confirmed order loses its promise',
    'confirmed-goods-are-promised',
    `update stock.reservation set state = 'released', settled_at = now() where ${one('stock.reservation', `owner_kind = 'order' and state = 'confirmed'`)}`,
  ],
  [
    'a sale was never audited',
    'order-is-in-the-audit',
    `delete from platform.audit_entry where thing = 'order' and thing_id = (select id::text from sales."order" where ${one('sales."order"', sold)})`,
  ],
  [
    'an order jumps to completed',
    'order-stands-where-its-times-say',
    `update sales."order" set status = 'completed' where ${one('sales."order"', `status = 'confirmed'`)}`,
  ],
  [
    'a cancelled order has been handed over',
    'order-stands-where-its-times-say',
    `update sales."order" set handed_over_at = now() where ${one('sales."order"', `status = 'cancelled'`)}`,
  ],
  [
    'a boleta disappears',
    'completed-order-has-its-document',
    `delete from money.issued_document where ${one('money.issued_document', 'refers_to_id is null')}`,
  ],
  [
    'a boleta says another total',
    'completed-order-has-its-document',
    `update money.issued_document set total = total + 10, net_minor = net_minor + 10 where ${one('money.issued_document', 'refers_to_id is null')}`,
  ],
  [
    'a balance disappears',
    'order-has-its-balance',
    `delete from money.balance where ${one('money.balance', 'true', 'document_id')}`,
  ],
  [
    'an order asks for another total',
    'document-asks-what-it-totals',
    `update money.balance set total = total + 1 where ${one('money.balance', `document_id in (select id from sales."order" where ${sold})`, 'document_id')}`,
  ],
  [
    'nobody waits for the payment of what was taken away',
    'unpaid-goods-await-their-payment',
    'update money.balance set is_awaited = false where is_awaited',
  ],
  [
    'a payment is deleted',
    'paid-is-the-ledger',
    `delete from money.entry where ${one('money.entry', `kind = 'charge' and id not in (select refund_of_id from money.entry where refund_of_id is not null)`)}`,
  ],
  [
    'a payment is edited',
    'paid-is-the-ledger',
    `update money.entry set amount = amount + 10 where ${one('money.entry', `kind = 'charge'`)}`,
  ],
  [
    'a payment is doubled',
    'paid-is-the-ledger',
    `insert into money.entry (id, kind, method, amount, document_kind, document_id, store_id, till_session_id, day, created_at, created_by_name) select gen_random_uuid(), kind, method, amount, document_kind, document_id, store_id, till_session_id, day, created_at, created_by_name from money.entry where ${one('money.entry', `kind = 'charge'`)}`,
  ],
  [
    'a document is overpaid',
    'never-overpaid',
    `update money.balance set paid_minor = total + refunded_minor + 1 where ${one('money.balance', 'true', 'document_id')}`,
  ],
  [
    'a refund exceeds its payment',
    'refund-within-its-payment',
    `update money.entry set amount = amount - 1000000 where ${one('money.entry', `kind = 'refund'`)}`,
  ],
  [
    'a charge is negative',
    'entry-is-well-formed',
    `update money.entry set amount = -amount where ${one('money.entry', `kind = 'charge'`)}`,
  ],
  [
    'more of an expense comes back than was spent',
    'expense-comes-back-once',
    `update money.entry set amount = amount + 1 where kind = 'expense_reversal'`,
  ],
  [
    'an expense leaves a closed till',
    'till-expected-is-the-ledger',
    `delete from money.entry where ${one('money.entry', `kind = 'cash_out'`)}`,
  ],
  [
    'a debt is forgiven in silence',
    'debt-is-the-ledger',
    `update money.account set debt_minor = 0 where debt_minor > 0`,
  ],
  ['an abono vanishes from its debt', 'debt-is-the-ledger', 'delete from money.allocation'],
  [
    'a debt grows beyond what was sold',
    'debt-was-sold-on-account',
    'update money.debt set amount = amount + 100, open_minor = open_minor + 100',
  ],
  [
    'store credit appears',
    'store-credit-is-the-ledger',
    `update money.account set store_credit_minor = store_credit_minor + 500`,
  ],
  [
    'a credit note disappears',
    'credited-is-the-credit-notes',
    `delete from money.issued_document where ${one('money.issued_document', 'refers_to_id is not null')}`,
  ],
  [
    'a till closes without its count',
    'till-session-is-well-formed',
    `delete from money.till_count where method = 'cash' and ${one('money.till_session', `state = 'closed'`).replace('id =', 'till_session_id =')}`,
  ],
  [
    'a person has two tills open',
    'till-session-is-well-formed',
    `insert into money.till_session (id, till_id, store_id, opening_minor, holder_id, holder_name, opened_by, opened_at) select gen_random_uuid(), till_id, store_id, 0, holder_id, holder_name, opened_by, now() from money.till_session where state = 'open' limit 1`,
  ],
  [
    'a settled difference is another',
    'settled-difference-is-the-count',
    `update money.entry set amount = amount - 1 where kind = 'difference'`,
  ],
  [
    'a cancelled order keeps goods',
    'cancelled-order-moved-nothing',
    `update stock.reservation set state = 'confirmed' where owner_id in (select id from sales."order" where status = 'cancelled')`,
  ],
  [
    'half a transfer arrives more than left',
    'transfer-arrives-whole',
    `update stock.movement set kind = 'transfer_in' where kind = 'receipt'`,
  ],
  [
    'a number of the series is skipped',
    'document-numbers-have-no-gap',
    `update money.issued_document set number = number + 1000 where ${one('money.issued_document')}`,
  ],
  [
    'the series forgets a number',
    'document-numbers-have-no-gap',
    'update company.document_series set last_number = last_number - 1',
  ],
  [
    "a document's tax is changed",
    'issued-document-adds-up',
    `update money.issued_document set tax_minor = tax_minor + 1 where ${one('money.issued_document')}`,
  ],
  [
    "an order's tax is changed",
    'order-figures-are-its-lines',
    `update sales."order" set tax_minor = tax_minor + 1, net_minor = net_minor - 1 where ${one('sales."order"', sold)}`,
  ],
  [
    'the cost of a sale is changed',
    'cost-of-a-sale-is-the-ledger',
    `update sales."order" set cost_minor = cost_minor + 1 where ${one('sales."order"', sold)}`,
  ],
  [
    'a customer has spent more',
    'customer-figures-are-the-history',
    'update contacts.tally set spent_minor = spent_minor + 1',
  ],
  ['a sale is missing in the history', 'history-tells-each-sale', `delete from contacts.timeline where kind = 'order'`],
  [
    'a price changes without a trace',
    'price-is-the-open-period',
    `update catalog.product set price_minor = price_minor + 1 where ${one('catalog.product')}`,
  ],
  [
    'two prices hold at once',
    'price-is-the-open-period',
    'update catalog.price_history set valid_to = null where valid_to is not null',
  ],
  [
    'a cost changes without a trace',
    'cost-is-the-open-period',
    `update catalog.product set cost_minor = coalesce(cost_minor, 0) + 1 where ${one('catalog.product')}`,
  ],
  [
    'a product is no longer found',
    'product-is-found-by-its-words',
    `alter table catalog.product alter column search drop expression; update catalog.product set search = 'otra cosa' where ${one('catalog.product')}`,
  ],
  [
    'a barcode reads as another',
    'codes-and-names-sort-by-themselves',
    `alter table catalog.barcode alter column key drop expression; update catalog.barcode set key = '000' where ${one('catalog.barcode', 'true', 'code')}`,
  ],
  ['a word is forgotten', 'every-word-is-known', 'delete from catalog.word'],
  [
    'a customer is no longer found',
    'person-is-found-by-their-data',
    `alter table contacts.party alter column search_text drop expression; update contacts.party set search_text = 'x' where ${one('contacts.party')}`,
  ],
]

test.each(damages)('%s: found by %s', async (_what, check, sql) => {
  expect(await findingsAfter(owner_url, sql, check)).toContain(check)
})
