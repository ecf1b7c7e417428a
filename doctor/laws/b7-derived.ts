import type { Check, Law } from '../law.ts'
import { searchChecks } from './b7-search.ts'

/** Figures kept beside the ledger so that screens need not add it up each time. */
const sums: readonly Check[] = [
  {
    name: 'order-figures-are-its-lines',
    says: {
      es: 'Neto, impuesto, descuento y unidades de cada venta son la suma de sus líneas.',
      en: 'Net, tax, discount and units of each order are the sums of its lines.',
    },
    needs: ['sales.order', 'sales.line'],
    sql: `
      select o.id, o.number, o.net_minor + o.exempt_minor as net, l.net as lines_net, o.tax_minor, l.tax as lines_tax,
        o.discount_minor, l.discount as lines_discount, o.units, l.units as lines_units
      from sales."order" o
      join (
        select order_id, sum(net_minor) as net, sum(tax_minor) as tax,
          sum(discount_minor + order_discount_minor) as discount, sum(quantity) as units
        from sales.line
        group by order_id
      ) l on l.order_id = o.id
      where o.net_minor + o.exempt_minor <> l.net or o.tax_minor <> l.tax or o.discount_minor <> l.discount
        or o.units <> l.units or o.subtotal_minor - o.discount_minor not in (l.net, l.net + l.tax)`,
  },
  {
    name: 'cost-of-a-sale-is-the-ledger',
    says: {
      es: 'El costo de cada venta entregada es el de sus líneas, y el de los movimientos que la sacaron de bodega.',
      en: 'The cost of each sale handed over is that of its lines, and of the movements that took it out.',
    },
    needs: ['sales.order', 'sales.line', 'stock.movement', 'fulfilment.shipment'],
    sql: `
      select o.id, o.number, o.cost_minor, l.cost as lines_cost, coalesce(m.cost, 0) as ledger
      from sales."order" o
      join (select order_id, sum(cost_minor) as cost from sales.line group by order_id) l on l.order_id = o.id
      left join (
        select coalesce(p.order_id, v.cause_id) as order_id, -sum(v.cost_minor) as cost
        from stock.movement v
        left join fulfilment.shipment p on p.id = v.cause_id and v.cause_kind = 'shipment'
        where v.kind = 'sale' and v.cause_kind in ('order', 'sale', 'shipment')
        group by 1
      ) m on m.order_id = o.id
      where o.handed_over_at is not null
        and (coalesce(o.cost_minor, 0) <> coalesce(l.cost, 0) or coalesce(o.cost_minor, 0) <> coalesce(m.cost, 0))`,
  },
  {
    name: 'customer-figures-are-the-history',
    says: {
      es: 'Compras y monto gastado de cada cliente son los de su historia.',
      en: "Each customer's count of orders and amount spent are those of their history.",
    },
    needs: ['contacts.tally', 'contacts.timeline'],
    sql: `
      select party_id, t.order_count, t.spent_minor, coalesce(h.orders, 0) as orders, coalesce(h.spent, 0) as spent
      from contacts.tally t
      full join (
        select party_id, sum(case kind when 'order' then 1 when 'order_cancelled' then -1 else 0 end) as orders,
          sum(case kind when 'order' then amount_minor else -amount_minor end) as spent
        from contacts.timeline
        where kind in ('order', 'order_cancelled', 'refund')
        group by party_id
      ) h using (party_id)
      where coalesce(t.order_count, 0) <> coalesce(h.orders, 0) or coalesce(t.spent_minor, 0) <> coalesce(h.spent, 0)`,
  },
  {
    name: 'history-tells-each-sale',
    says: {
      es: 'La historia de los clientes cuenta cada venta confirmada, una vez y por su total.',
      en: 'The history of the customers tells each confirmed sale, once and with its total.',
    },
    needs: ['contacts.timeline', 'sales.order'],
    sql: `
      select o.id, o.number, o.total, t.party_id, t.amount_minor
      from sales."order" o
      full join (select * from contacts.timeline where kind = 'order') t on t.thing_id = o.id
      where o.id is null and t.id is not null
        or o.confirmed_at is not null and o.customer_id is not null and t.amount_minor is distinct from o.total`,
  },
]

/** The price of a product is the open period of its history. */
const historyOf = (what: 'price' | 'cost', says: Check['says']): Check => ({
  name: `${what}-is-the-open-period`,
  says,
  needs: ['catalog.product', `catalog.${what}_history`],
  sql: `
    select p.id, p.sku, p.${what}_minor, h.amount_minor, h.valid_from, h.valid_to
    from catalog.product p
    left join catalog.${what}_history h on h.product_id = p.id and h.valid_to is null
    where p.${what}_minor is distinct from h.amount_minor
    union all
    select product_id, null, null, amount_minor, valid_from, valid_to
    from (
      select *, lead(valid_from) over (partition by product_id order by valid_from) as next_from
      from catalog.${what}_history
    ) h
    where next_from < coalesce(valid_to, 'infinity')`,
})

export const b7: Law = {
  law: 'B7',
  says: {
    es: 'Lo calculado: sumas, costos, historias y textos de búsqueda son lo que sale de sus datos.',
    en: 'What is derived: sums, costs, histories and search texts are what their sources give.',
  },
  counts: { needs: ['catalog.product'], sql: 'select count(*) from catalog.product' },
  checks: [
    ...sums,
    historyOf('price', {
      es: 'El precio de cada producto es el del período abierto de su historia, y los períodos no se pisan.',
      en: "Each product's price is that of the open period of its history, and periods do not overlap.",
    }),
    historyOf('cost', {
      es: 'El costo de referencia de cada producto es el del período abierto de su historia.',
      en: "Each product's reference cost is that of the open period of its history.",
    }),
    ...searchChecks,
  ],
}
