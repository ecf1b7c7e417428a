import type { Check } from '../law.ts'

const tables = ['returns.return', 'returns.line', 'returns.taken']

/** What came back is no more than what was sold, and it is where the return says. */
export const returnChecks: readonly Check[] = [
  {
    name: 'returned-within-sold',
    says: {
      es: 'Nunca se devuelve más de lo que salió, y lo apuntado como devuelto es la suma de las devoluciones.',
      en: 'Never more comes back than has left, and what is kept as returned is the sum of the returns.',
    },
    needs: [...tables, 'sales.line', 'sales.order', 'fulfilment.line'],
    sql: `
      select order_line_id, s.quantity as sold, coalesce(t.returned, 0) as returned, coalesce(r.quantity, 0) as in_returns
      from returns.taken t
      full join (
        select l.order_line_id, sum(l.quantity) as quantity
        from returns.line l
        join returns.return r on r.id = l.return_id
        where r.state <> 'rejected'
        group by 1
      ) r using (order_line_id)
      left join sales.line s on s.id = order_line_id
      left join sales."order" o on o.id = s.order_id
      left join (
        select order_line_id, sum(shipped) as quantity from fulfilment.line group by 1
      ) f using (order_line_id)
      where coalesce(t.returned, 0) <> coalesce(r.quantity, 0) or s.id is null
        or coalesce(r.quantity, 0) > case when o.handed_over_at is null then coalesce(f.quantity, 0) else s.quantity end`,
  },
  {
    name: 'returned-goods-came-in',
    says: {
      es: 'Lo recibido en una devolución entró a bodega, a lo que costó cuando salió.',
      en: 'What a return received came into its warehouse, at what it cost when it left.',
    },
    needs: [...tables, 'stock.movement'],
    sql: `
      select return_id, product_id, l.quantity, m.quantity as moved, l.cost, m.cost as moved_cost
      from (
        select x.return_id, x.product_id, sum(x.quantity) as quantity, sum(x.cost_minor) as cost
        from returns.line x
        join returns.return r on r.id = x.return_id and r.received_at is not null
        where x.tracks_stock
        group by 1, 2
      ) l
      full join (
        select cause_id as return_id, product_id, sum(quantity) as quantity, sum(cost_minor) as cost
        from stock.movement
        where cause_kind = 'return' and kind = 'return' and quantity > 0
        group by 1, 2
      ) m using (return_id, product_id)
      where l.quantity is distinct from m.quantity or l.cost is distinct from m.cost`,
  },
  {
    name: 'quarantine-is-not-for-sale',
    says: {
      es: 'Lo que espera en cuarentena está reservado por su devolución, ni más ni menos.',
      en: 'What waits in quarantine is reserved by its return, no more and no less.',
    },
    needs: [...tables, 'stock.reservation'],
    sql: `
      select return_id, product_id, coalesce(l.quantity, 0) as waits, coalesce(r.quantity, 0) as reserved
      from (select return_id, product_id, sum(quarantined) as quantity from returns.line group by 1, 2) l
      full join (
        select owner_id as return_id, product_id, sum(quantity) as quantity
        from stock.reservation
        where owner_kind = 'return' and state = 'confirmed'
        group by 1, 2
      ) r using (return_id, product_id)
      where coalesce(l.quantity, 0) <> coalesce(r.quantity, 0)`,
  },
  {
    name: 'exchange-sums-to-nothing',
    says: {
      es: 'Lo que un cambio compensa por un lado lo da por el otro: suma cero.',
      en: 'What an exchange sets off on one side it gives on the other: it sums to nothing.',
    },
    needs: ['money.entry', 'returns.return'],
    sql: `select sum(amount) as left_over from money.entry where method = 'exchange' having sum(amount) <> 0`,
  },
]
