import type { Check } from '../law.ts'

const tables = ['fulfilment.fulfilment', 'fulfilment.line', 'fulfilment.shipment', 'fulfilment.shipment_line']

/** What warehouses prepare is what was ordered, and what left with a parcel left the stock. */
export const fulfilmentChecks: readonly Check[] = [
  {
    name: 'fulfilment-covers-its-order',
    says: {
      es: 'Lo que preparan las bodegas de un pedido con despacho es lo que tiene el pedido, línea por línea.',
      en: 'What the warehouses prepare of an order to deliver is what the order has, line by line.',
    },
    needs: [...tables, 'sales.line', 'sales.order'],
    sql: `
      select order_id, order_line_id, coalesce(s.quantity, 0) as ordered, coalesce(p.quantity, 0) as prepared
      from (
        select l.order_id, l.id as order_line_id, l.quantity
        from sales.line l
        join sales."order" o on o.id = l.order_id
        where o.status in ('confirmed', 'completed') and o.fulfilment = 'delivery'
          and (o.handed_over_at is null or exists (select from fulfilment.fulfilment f where f.order_id = o.id))
      ) s
      full join (
        select f.order_id, l.order_line_id, sum(l.quantity) as quantity
        from fulfilment.line l
        join fulfilment.fulfilment f on f.id = l.fulfilment_id
        where f.state <> 'cancelled'
        group by 1, 2
      ) p using (order_id, order_line_id)
      where coalesce(s.quantity, 0) <> coalesce(p.quantity, 0)`,
  },
  {
    name: 'shipped-is-in-a-parcel',
    says: {
      es: 'Lo despachado de cada línea es lo que salió en sus bultos, y nunca más de lo embalado, tomado y pedido.',
      en: 'What was shipped of a line is what left in its parcels, never more than packed, picked and asked for.',
    },
    needs: tables,
    sql: `
      select l.id, l.fulfilment_id, l.sku, l.quantity, l.picked, l.packed, l.shipped, coalesce(b.quantity, 0) as in_parcels
      from fulfilment.line l
      left join (
        select p.line_id, sum(p.quantity) as quantity
        from fulfilment.shipment_line p
        join fulfilment.shipment s on s.id = p.shipment_id
        where s.dispatched_at is not null and s.retry_of_id is null
        group by 1
      ) b on b.line_id = l.id
      where l.shipped <> coalesce(b.quantity, 0)
        or not (0 <= l.shipped and l.shipped <= l.packed and l.packed <= l.picked and l.picked <= l.quantity)`,
  },
  {
    name: 'picked-lots-within-picked',
    says: {
      es: 'De los lotes no se tomó más de lo que se tomó de la línea, ni salió más de lo despachado.',
      en: 'No more was taken of lots than was picked of the line, and no more of them left than was shipped.',
    },
    needs: ['fulfilment.line', 'fulfilment.picked_lot'],
    sql: `
      select l.id, l.fulfilment_id, l.sku, l.picked, l.shipped, k.quantity as of_lots, k.shipped as of_lots_shipped
      from fulfilment.line l
      join (
        select line_id, sum(quantity) as quantity, sum(shipped) as shipped
        from fulfilment.picked_lot
        group by 1
      ) k on k.line_id = l.id
      where k.quantity > l.picked or k.shipped > l.shipped`,
  },
  {
    name: 'parcel-left-the-stock',
    says: {
      es: 'Lo que va en un bulto entregado al transporte salió de su bodega, una vez; lo reenviado no vuelve a salir.',
      en: 'What is in a parcel that the carrier has left its warehouse, once; what is sent again does not leave again.',
    },
    needs: [...tables, 'stock.movement'],
    sql: `
      select shipment_id, product_id, coalesce(b.quantity, 0) as in_parcel, coalesce(m.quantity, 0) as moved
      from (
        select p.shipment_id, l.product_id, sum(p.quantity) as quantity
        from fulfilment.shipment_line p
        join fulfilment.shipment s on s.id = p.shipment_id and s.dispatched_at is not null and s.retry_of_id is null
        join fulfilment.line l on l.id = p.line_id and l.tracks_stock
        group by 1, 2
      ) b
      full join (
        select cause_id as shipment_id, product_id, -sum(quantity) as quantity
        from stock.movement
        where cause_kind = 'shipment'
        group by 1, 2
      ) m using (shipment_id, product_id)
      where coalesce(b.quantity, 0) <> coalesce(m.quantity, 0)`,
  },
  {
    name: 'what-came-back-is-not-on-its-way',
    says: {
      es: 'De lo que volvió a la tienda o se anuló no queda ningún bulto por salir ni en camino.',
      en: 'Of what came back or was cancelled no parcel waits to leave or is on its way.',
    },
    needs: tables,
    sql: `
      select s.id, s.number, s.state, f.number as fulfilment, f.state as fulfilment_state
      from fulfilment.shipment s
      join fulfilment.fulfilment f on f.id = s.fulfilment_id
      where f.state in ('returned', 'cancelled') and s.state in ('pending', 'in_transit')`,
  },
  {
    name: 'state-is-the-last-step',
    says: {
      es: 'Cada pedido en bodega está en el estado al que lo llevó su último paso.',
      en: 'Each fulfilment is in the state that its last step led to.',
    },
    needs: ['fulfilment.fulfilment', 'fulfilment.step'],
    sql: `
      select f.id, f.number, f.state, s.to_state
      from fulfilment.fulfilment f
      left join lateral (
        select to_state from fulfilment.step where fulfilment_id = f.id and to_state is not null order by id desc limit 1
      ) s on true
      where f.state is distinct from s.to_state`,
  },
]
