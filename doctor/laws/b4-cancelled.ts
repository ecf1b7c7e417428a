import type { Law } from '../law.ts'
import { returnChecks } from './b4-returns.ts'
import { countChecks, transferChecks } from './b4-transfers.ts'

export const b4: Law = {
  law: 'B4',
  says: {
    es: 'Lo anulado y lo trasladado no crea ni pierde nada.',
    en: 'What is cancelled or transferred neither makes nor loses anything.',
  },
  counts: {
    needs: ['sales.order'],
    sql: `select count(*) from sales."order" where status = 'cancelled'`,
  },
  checks: [
    {
      name: 'cancelled-order-moved-nothing',
      says: {
        es: 'Una venta anulada devolvió toda su mercadería y no retiene ninguna.',
        en: 'A cancelled order gave all its goods back and holds none.',
      },
      needs: ['sales.order', 'stock.movement', 'stock.reservation'],
      sql: `
        select o.id, o.number, m.quantity as moved, r.quantity as held
        from sales."order" o
        left join lateral (
          select sum(quantity) as quantity from stock.movement where cause_id = o.id) m on true
        left join lateral (
          select sum(quantity) as quantity
          from stock.reservation
          where owner_id = o.id and owner_kind = 'order' and state in ('pending', 'confirmed')) r on true
        where o.status = 'cancelled' and (coalesce(m.quantity, 0) <> 0 or coalesce(r.quantity, 0) <> 0)`,
    },
    {
      name: 'transfer-arrives-whole',
      says: {
        es: 'Lo que sale en un traslado es lo que llega, en cantidad y en costo.',
        en: 'What leaves in a transfer is what arrives, in quantity and in cost.',
      },
      needs: ['stock.movement'],
      sql: `
        select cause_id, product_id, sum(quantity) as quantity, sum(cost_minor) as cost
        from stock.movement
        where kind in ('transfer_out', 'transfer_in')
        group by cause_id, product_id
        having sum(quantity) > 0 or sum(quantity) = 0 and sum(cost_minor) <> 0`,
    },
    ...transferChecks,
    ...countChecks,
    ...returnChecks,
  ],
}
