import type { Law } from '../law.ts'
import { fulfilmentChecks } from './b2-fulfilment.ts'
import { purchaseChecks } from './b2-purchases.ts'

const orders = ['sales.order', 'sales.line']

/** Counter sales and orders are rows of one table; movements name either word as their cause. */
const causes = `('order', 'sale')`

export const b2: Law = {
  law: 'B2',
  says: {
    es: 'Ventas: cada una está una vez, con sus líneas, su mercadería y su registro de auditoría.',
    en: 'Sales: each is there once, with its lines, its goods and its audit entry.',
  },
  counts: { needs: ['sales.order'], sql: 'select count(*) from sales."order"' },
  checks: [
    {
      name: 'order-has-its-lines',
      says: {
        es: 'Cada venta tiene las líneas que dice, y suman su total.',
        en: 'Each order has the lines it says, and they add up to its total.',
      },
      needs: orders,
      sql: `
        select o.id, o.number, o.lines, coalesce(l.count, 0) as lines_found, o.total, coalesce(l.total, 0) as lines_total
        from sales."order" o
        left join (select order_id, count(*), sum(total) as total from sales.line group by order_id) l on l.order_id = o.id
        where o.lines <> coalesce(l.count, 0) or o.total <> coalesce(l.total, 0)`,
    },
    {
      name: 'line-has-its-order',
      says: { es: 'Cada línea pertenece a una venta.', en: 'Each line belongs to an order.' },
      needs: orders,
      sql: `
        select l.id, l.order_id, l.sku
        from sales.line l
        left join sales."order" o on o.id = l.order_id
        where o.id is null`,
    },
    {
      name: 'order-is-there-once',
      says: { es: 'Ninguna venta está dos veces.', en: 'No order is there twice.' },
      needs: orders,
      sql: `
        select id, count(*) from sales."order" group by id having count(*) > 1
        union all
        select min(id::text)::uuid, count(*) from sales."order" group by number having count(*) > 1`,
    },
    {
      name: 'handed-over-goods-left',
      says: {
        es: 'Lo entregado salió de bodega: ni más, ni menos, ni dos veces.',
        en: 'What was handed over left the warehouse: no more, no less, not twice.',
      },
      needs: [...orders, 'stock.movement', 'fulfilment.shipment'],
      sql: `
        select order_id, product_id, coalesce(s.quantity, 0) as sold, coalesce(m.quantity, 0) as moved
        from (
          select l.order_id, l.product_id, sum(l.quantity) as quantity
          from sales.line l
          join sales."order" o on o.id = l.order_id
          where o.handed_over_at is not null and l.tracks_stock
          group by 1, 2
        ) s
        full join (
          select coalesce(p.order_id, m.cause_id) as order_id, m.product_id, -sum(m.quantity) as quantity
          from stock.movement m
          left join fulfilment.shipment p on p.id = m.cause_id and m.cause_kind = 'shipment'
          left join sales."order" o on o.id = p.order_id
          where m.kind = 'sale' and (m.cause_kind in ${causes}
            or m.cause_kind = 'shipment' and o.handed_over_at is not null)
          group by 1, 2
        ) m using (order_id, product_id)
        where coalesce(s.quantity, 0) <> coalesce(m.quantity, 0)`,
    },
    {
      name: 'movement-has-its-sale',
      says: {
        es: 'Ninguna mercadería se movió por una venta que no existe.',
        en: 'No goods moved for an order that does not exist.',
      },
      needs: [...orders, 'stock.movement'],
      sql: `
        select m.id, m.product_id, m.warehouse_id, m.cause_kind, m.cause_id
        from stock.movement m
        left join sales."order" o on o.id = m.cause_id
        where m.cause_kind in ${causes} and o.id is null`,
    },
    {
      name: 'confirmed-goods-are-promised',
      says: {
        es: 'Una venta confirmada tiene reservado lo que le falta por salir, salvo lo pendiente; ninguna otra reserva.',
        en: 'A confirmed order has reserved what has not left, save for back-orders; no other order has any.',
      },
      needs: [...orders, 'stock.reservation', 'fulfilment.line'],
      sql: `
        select order_id, product_id, coalesce(s.quantity, 0) as ordered, coalesce(r.quantity, 0) as reserved
        from (
          select l.order_id, l.product_id, sum(l.quantity - coalesce(gone.quantity, 0)) as quantity
          from sales.line l
          join sales."order" o on o.id = l.order_id
          left join (
            select p.order_line_id, sum(case when f.waits_for_stock then p.quantity else p.shipped end) as quantity
            from fulfilment.line p
            join fulfilment.fulfilment f on f.id = p.fulfilment_id and f.state <> 'cancelled'
            group by 1
          ) gone on gone.order_line_id = l.id
          where o.status = 'confirmed' and o.handed_over_at is null and l.tracks_stock
          group by 1, 2
        ) s
        full join (
          select owner_id as order_id, product_id, sum(quantity) as quantity
          from stock.reservation
          where owner_kind = 'order' and state = 'confirmed'
          group by 1, 2
        ) r using (order_id, product_id)
        where coalesce(s.quantity, 0) <> coalesce(r.quantity, 0)`,
    },
    {
      name: 'order-is-in-the-audit',
      says: { es: 'Cada venta está en la auditoría.', en: 'Each order is in the audit.' },
      needs: [...orders, 'platform.audit_entry'],
      sql: `
        select o.id, o.number
        from sales."order" o
        where not exists (
          select from platform.audit_entry e where e.thing in ('order', 'sale') and e.thing_id = o.id::text)`,
    },
    {
      name: 'order-stands-where-its-times-say',
      says: {
        es: 'El estado de cada venta es el que dicen sus horas de confirmación, entrega, cierre y anulación.',
        en: "Each order's state is the one that its times of confirming, handing over, ending and cancelling tell.",
      },
      needs: ['sales.order'],
      sql: `
        select id, number, status, confirmed_at, handed_over_at, completed_at, cancelled_at
        from sales."order"
        where status not in ('draft', 'confirmed', 'completed', 'cancelled')
          or status in ('confirmed', 'completed') and confirmed_at is null
          or (status = 'completed') <> (completed_at is not null)
          or (status = 'cancelled') <> (cancelled_at is not null)
          or handed_over_at is not null and status in ('draft', 'cancelled')
          or completed_at is not null and handed_over_at is null`,
    },
    {
      name: 'completed-order-has-its-document',
      says: {
        es: 'Cada venta terminada tiene un documento emitido, uno solo, por su total.',
        en: 'Each completed order has an issued document, only one, for its total.',
      },
      needs: ['sales.order', 'money.issued_document'],
      sql: `
        select o.id, o.number, o.total, d.documents, d.total as document_total
        from sales."order" o
        left join (
          select document_id, count(*) as documents, sum(total) as total
          from money.issued_document
          where refers_to_id is null
          group by document_id
        ) d on d.document_id = o.id
        where o.status = 'completed' and (d.documents is distinct from 1 or d.total is distinct from o.total)`,
    },
    {
      name: 'order-has-its-balance',
      says: {
        es: 'Cada venta tiene su saldo, y cada saldo su venta.',
        en: 'Each order has its balance, and each balance its order.',
      },
      needs: ['sales.order', 'money.balance'],
      sql: `
        select o.id, o.number, b.document_id
        from sales."order" o
        full join (select document_id from money.balance where document_kind in ('order', 'sale')) b
          on b.document_id = o.id
        where o.id is null or b.document_id is null`,
    },
    ...purchaseChecks,
    ...fulfilmentChecks,
  ],
}
