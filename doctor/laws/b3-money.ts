import type { Law } from '../law.ts'
import { accountChecks } from './b3-accounts.ts'

export const b3: Law = {
  law: 'B3',
  says: {
    es: 'Dinero: lo pagado, lo devuelto, lo fiado y cada caja salen del libro de asientos.',
    en: 'Money: what was paid, given back and owed, and each till, follow from the ledger.',
  },
  counts: { needs: ['money.entry'], sql: 'select count(*) from money.entry' },
  checks: [
    {
      name: 'paid-is-the-ledger',
      says: {
        es: 'Lo que un documento tiene pagado es la suma de sus pagos, redondeos y devoluciones.',
        en: 'What a document has been paid is the sum of its payments, rounding and refunds.',
      },
      needs: ['money.balance', 'money.entry'],
      sql: `
        select document_id, coalesce(b.paid_minor, 0) as paid_minor, coalesce(b.refunded_minor, 0) as refunded_minor,
          coalesce(e.sum, 0) as ledger
        from money.balance b
        full join (
          select document_id, sum(amount) as sum
          from money.entry
          where kind in ('charge', 'refund', 'rounding') and document_id is not null
          group by document_id
        ) e using (document_id)
        where coalesce(b.paid_minor - b.refunded_minor, 0) <> coalesce(e.sum, 0)`,
    },
    {
      name: 'never-overpaid',
      says: {
        es: 'Nadie pagó más de lo que debía, ni se le devolvió más de lo que pagó.',
        en: 'Nobody paid more than was due, or got back more than was paid.',
      },
      needs: ['money.balance'],
      sql: `
        select document_id, total, paid_minor, refunded_minor, credited_minor
        from money.balance
        where paid_minor - refunded_minor > total or refunded_minor > paid_minor or total < 0 or paid_minor < 0
          or refunded_minor < 0 or credited_minor < 0 or credited_minor > total`,
    },
    {
      name: 'refund-within-its-payment',
      says: {
        es: 'Cada devolución nombra un pago y no lo supera.',
        en: 'Each refund names a payment and does not exceed it.',
      },
      needs: ['money.entry'],
      sql: `
        select r.refund_of_id, p.amount as paid, sum(r.amount) as refunded
        from money.entry r
        left join money.entry p on p.id = r.refund_of_id
        where r.kind = 'refund'
        group by r.refund_of_id, p.id, p.amount, p.kind
        having p.id is null or p.kind <> 'charge' or -sum(r.amount) > p.amount`,
    },
    {
      name: 'entry-is-well-formed',
      says: {
        es: 'Cada asiento tiene tipo y signo; un pago, su documento.',
        en: 'Each entry has its kind and sign; a payment has its document.',
      },
      needs: ['money.entry'],
      sql: `
        select id, kind, method, amount, document_id
        from money.entry
        where kind not in ('charge', 'refund', 'rounding', 'deposit', 'expense', 'expense_reversal', 'cash_in',
            'cash_out', 'difference', 'supplier_payment', 'payout')
          or kind in ('charge', 'deposit', 'cash_in', 'expense_reversal') and amount <= 0
          or kind in ('refund', 'expense', 'cash_out', 'supplier_payment', 'payout') and amount >= 0
          or amount = 0 or kind in ('charge', 'refund', 'rounding') and document_id is null`,
    },
    {
      name: 'expense-comes-back-once',
      says: {
        es: 'Un gasto reversado vuelve entero, una sola vez, en su medio y en su local.',
        en: 'An expense that was taken back comes back whole, once, in its tender and its store.',
      },
      needs: ['money.entry'],
      sql: `
        select r.refund_of_id as expense_id, sum(r.amount) as back, x.amount as spent
        from money.entry r
        left join money.entry x on x.id = r.refund_of_id
        where r.kind = 'expense_reversal'
        group by r.refund_of_id, x.id, x.kind, x.amount, x.method, x.store_id
        having x.id is null or x.kind <> 'expense' or sum(r.amount) <> -x.amount
          or bool_or(r.method <> x.method or r.store_id <> x.store_id)`,
    },
    {
      name: 'till-expected-is-the-ledger',
      says: {
        es: 'Lo esperado al cerrar cada caja es su fondo más lo que entró menos lo que salió, por medio de pago.',
        en: 'What each closed till expected is its float plus what came in minus what went out, per method.',
      },
      needs: ['money.till_session', 'money.till_count', 'money.entry', 'money.method'],
      sql: `
        select c.till_session_id, c.method, c.expected_minor, f.float_minor + f.moved as ledger
        from money.till_count c
        join lateral (
          select
            case when m.kind = 'cash' then s.opening_minor else 0 end as float_minor,
            coalesce((
              select sum(e.amount)
              from money.entry e
              where e.till_session_id = c.till_session_id and e.method = c.method and e.kind <> 'difference'), 0) as moved
          from money.till_session s, money.method m
          where s.id = c.till_session_id and m.code = c.method
        ) f on true
        where c.expected_minor <> f.float_minor + f.moved`,
    },
    {
      name: 'document-asks-what-it-totals',
      says: {
        es: 'El saldo de una venta parte de su total.',
        en: "An order's balance starts from its total.",
      },
      needs: ['money.balance', 'sales.order'],
      sql: `
        select o.id, o.number, o.total, b.total as balance_total
        from sales."order" o
        join money.balance b on b.document_id = o.id
        where o.status in ('confirmed', 'completed') and b.total <> o.total`,
    },
    {
      name: 'unpaid-goods-await-their-payment',
      says: {
        es: 'Una venta entregada sin pagar espera su último pago, que la completa.',
        en: 'An order handed over unpaid awaits its last payment, which completes it.',
      },
      needs: ['money.balance', 'sales.order'],
      sql: `
        select o.id, o.number, b.total, b.paid_minor
        from sales."order" o
        join money.balance b on b.document_id = o.id
        where o.status = 'confirmed' and o.handed_over_at is not null and not b.is_awaited
          and b.total - b.credited_minor > b.paid_minor - b.refunded_minor`,
    },
    ...accountChecks,
  ],
}
