import type { Check } from '../law.ts'

/** What customers owe, what is theirs, what was credited, and the sessions of the tills. */
export const accountChecks: readonly Check[] = [
  {
    name: 'debt-is-the-ledger',
    says: {
      es: 'Lo que debe cada cliente es lo fiado menos lo abonado, documento por documento.',
      en: 'What each customer owes is what was sold on account less what was paid back, document by document.',
    },
    needs: ['money.account', 'money.debt', 'money.allocation'],
    sql: `
      select d.document_id as thing, d.amount, d.open_minor, coalesce(a.sum, 0) as paid_back
      from money.debt d
      left join (select document_id, sum(amount) from money.allocation group by 1) a using (document_id)
      where d.open_minor <> d.amount - coalesce(a.sum, 0)
      union all
      select party_id, a.debt_minor, coalesce(d.sum, 0), 0
      from money.account a
      full join (select party_id, sum(open_minor) from money.debt group by 1) d using (party_id)
      where coalesce(a.debt_minor, 0) <> coalesce(d.sum, 0)`,
  },
  {
    name: 'debt-was-sold-on-account',
    says: {
      es: 'Cada deuda es lo que su documento vendió fiado.',
      en: 'Each debt is what its document sold on account.',
    },
    needs: ['money.debt', 'money.entry', 'money.method'],
    sql: `
      select document_id, d.amount, coalesce(e.sum, 0) as sold_on_account
      from money.debt d
      full join (
        select e.document_id, sum(e.amount) as sum
        from money.entry e
        join money.method m on m.code = e.method
        where e.kind = 'charge' and m.kind = 'credit'
        group by e.document_id
      ) e using (document_id)
      where d.amount is distinct from e.sum`,
  },
  {
    name: 'store-credit-is-the-ledger',
    says: {
      es: 'El saldo a favor de cada cliente es lo devuelto como saldo menos lo que ya usó.',
      en: "Each customer's store credit is what was given back as credit less what was used.",
    },
    needs: ['money.account', 'money.entry', 'money.method', 'contacts.party'],
    sql: `
      select party_id, a.store_credit_minor, coalesce(e.sum, 0) as ledger
      from money.account a
      full join (
        select coalesce(p.merged_into_id, p.id) as party_id, -sum(e.amount) as sum
        from money.entry e
        join money.method m on m.code = e.method and m.kind = 'store_credit'
        join money.balance b on b.document_id = e.document_id
        join contacts.party p on p.id = coalesce(b.party_id, e.party_id)
        where e.kind in ('charge', 'refund')
        group by 1
      ) e using (party_id)
      where coalesce(a.store_credit_minor, 0) <> coalesce(e.sum, 0)`,
  },
  {
    name: 'credited-is-the-credit-notes',
    says: {
      es: 'Lo acreditado de un documento es la suma de sus notas de crédito, o de las devoluciones que aún esperan el suyo.',
      en: 'What a document was credited is the sum of its credit notes, or of the returns that still wait for it.',
    },
    needs: ['money.balance', 'money.issued_document', 'returns.return'],
    sql: `
      select document_id, b.credited_minor, coalesce(n.sum, 0) as credit_notes
      from money.balance b
      full join (
        select document_id, sum(total) as sum
        from money.issued_document
        where refers_to_id is not null
        group by document_id
      ) n using (document_id)
      left join (
        select order_id as document_id, sum(credited_minor) as sum
        from returns.return r
        where state = 'settled' and credit_note_label is null
          and not exists (select from money.issued_document d where d.document_id = r.order_id)
        group by 1
      ) w using (document_id)
      where coalesce(b.credited_minor, 0) <> coalesce(n.sum, 0) + coalesce(w.sum, 0)`,
  },
  {
    name: 'till-session-is-well-formed',
    says: {
      es: 'Una caja cerrada se contó por cada medio que movió; una abierta no; nadie tiene dos abiertas.',
      en: 'A closed till was counted for each method that moved; an open one was not; nobody has two open.',
    },
    needs: ['money.till_session', 'money.till_count', 'money.entry', 'money.method'],
    sql: `
      select s.id, s.till_id, s.holder_id, s.state, c.counted
      from money.till_session s
      left join (select till_session_id, count(*) as counted from money.till_count group by 1) c
        on c.till_session_id = s.id
      where s.state not in ('open', 'closed', 'under_review', 'settled') or s.opening_minor < 0
        or (s.state = 'open') <> (s.closed_at is null) or (s.state = 'settled') <> (s.settled_at is not null)
        or s.state = 'open' and (
          c.counted > 0
          or exists (
            select from money.till_session o
            where o.state = 'open' and o.id <> s.id and (o.till_id = s.till_id or o.holder_id = s.holder_id)))
        or s.state <> 'open' and exists (
          select from money.entry e
          join money.method m on m.code = e.method and m.kind not in ('credit', 'store_credit')
          left join money.till_count k on k.till_session_id = s.id and k.method = e.method
          where e.till_session_id = s.id and e.kind <> 'difference' and k.method is null)`,
  },
  {
    name: 'settled-difference-is-the-count',
    says: {
      es: 'Aceptada la diferencia de una caja, los libros tomaron exactamente lo que faltaba o sobraba.',
      en: "Once a till's difference was accepted, the books took exactly what lacked or was too much.",
    },
    needs: ['money.till_session', 'money.till_count', 'money.entry'],
    sql: `
      select s.id, c.method, c.counted_minor - c.expected_minor as difference, coalesce(e.sum, 0) as ledger
      from money.till_session s
      join money.till_count c on c.till_session_id = s.id
      left join (
        select till_session_id, method, sum(amount) as sum
        from money.entry
        where kind = 'difference'
        group by 1, 2
      ) e on e.till_session_id = s.id and e.method = c.method
      where s.state = 'settled' and c.counted_minor - c.expected_minor <> coalesce(e.sum, 0)`,
  },
]
