import type { Check } from '../law.ts'

const needs = ['stock.level', 'stock.reservation']

/** Promises, and the places that stand below zero. */
export const reservationChecks: readonly Check[] = [
  {
    name: 'reserved-is-the-open-reservations',
    says: {
      es: 'Lo reservado es la suma de las reservas abiertas.',
      en: 'Reserved is the sum of the open reservations.',
    },
    needs,
    sql: `
      select product_id, warehouse_id, coalesce(l.reserved, 0) as reserved, coalesce(r.sum, 0) as reservations
      from stock.level l
      full join (
        select product_id, warehouse_id, sum(quantity) as sum
        from stock.reservation
        where state in ('pending', 'confirmed')
        group by product_id, warehouse_id
      ) r using (product_id, warehouse_id)
      where l.reserved is distinct from coalesce(r.sum, 0)`,
  },
  {
    name: 'reservation-is-well-formed',
    says: {
      es: 'Cada reserva está en un estado que existe, con las horas que ese estado exige.',
      en: 'Each reservation is in a state that exists, with the times which that state asks for.',
    },
    needs,
    sql: `
      select id, product_id, warehouse_id, quantity, state, expires_at, confirmed_at, settled_at
      from stock.reservation
      where quantity <= 0 or state not in ('pending', 'confirmed', 'consumed', 'released', 'expired')
        or state = 'pending' and (expires_at is null or confirmed_at is not null)
        or state in ('confirmed', 'consumed') and confirmed_at is null
        or state = 'expired' and (expires_at is null or settled_at < expires_at)
        or confirmed_at >= expires_at
        or (state in ('consumed', 'released', 'expired')) <> (settled_at is not null)`,
  },
  {
    name: 'below-zero-only-under-an-exception',
    says: {
      es: 'Ninguna bodega está bajo cero, ni promete más de lo que tiene, sin una venta sin stock abierta.',
      en: 'No place is below zero, or promises more than it has, without an open oversell exception.',
    },
    needs: ['stock.level', 'stock.oversell'],
    sql: `
      select l.product_id, l.warehouse_id, l.on_hand, l.reserved, l.oversell_id
      from stock.level l
      left join stock.oversell o on o.id = l.oversell_id and o.product_id = l.product_id
        and o.warehouse_id = l.warehouse_id and o.closed_at is null
      where l.reserved < 0 or (l.on_hand < 0 or l.reserved > l.on_hand) and o.id is null`,
  },
  {
    name: 'exception-is-open-only-below-zero',
    says: {
      es: 'Una venta sin stock abierta pertenece a un lugar que sigue en falta, y a uno solo.',
      en: 'An open oversell exception belongs to one place that is still short.',
    },
    needs: ['stock.level', 'stock.oversell'],
    sql: `
      select o.id, o.product_id, o.warehouse_id, o.closed_at, l.on_hand, l.reserved
      from stock.oversell o
      full join stock.level l on l.oversell_id = o.id
      where o.closed_at is null and o.id is not null and (l.product_id is null or l.on_hand >= l.reserved)
        or l.oversell_id is not null and (o.id is null or o.closed_at is not null or o.product_id <> l.product_id
          or o.warehouse_id <> l.warehouse_id)`,
  },
]
