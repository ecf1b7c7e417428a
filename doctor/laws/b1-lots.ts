import type { Check } from '../law.ts'

const needs = ['stock.lot', 'stock.lot_level', 'stock.lot_movement', 'stock.level']

/** Lots follow the ledger: what is said of a lot is what moved of it, and never more than there is. */
export const lotChecks: readonly Check[] = [
  {
    name: 'lot-is-its-movements',
    says: {
      es: 'Lo que queda de cada lote en cada bodega es la suma de lo que se movió de él.',
      en: 'What is left of each lot in each warehouse is the sum of what moved of it.',
    },
    needs,
    sql: `
      select lot_id, warehouse_id, coalesce(l.on_hand, 0) as on_hand, coalesce(m.quantity, 0) as moved
      from stock.lot_level l
      full join (
        select lot_id, warehouse_id, sum(quantity) as quantity from stock.lot_movement group by lot_id, warehouse_id
      ) m using (lot_id, warehouse_id)
      where coalesce(l.on_hand, 0) <> coalesce(m.quantity, 0)`,
  },
  {
    name: 'lots-are-there',
    says: {
      es: 'Los lotes de un producto no suman más que lo que hay de él.',
      en: 'The lots of a product are not more than there is of it.',
    },
    needs,
    sql: `
      select v.product_id, v.warehouse_id, sum(v.on_hand) as in_lots, coalesce(l.on_hand, 0) as on_hand
      from stock.lot_level v
      left join stock.level l on l.product_id = v.product_id and l.warehouse_id = v.warehouse_id
      group by v.product_id, v.warehouse_id, l.on_hand
      having sum(v.on_hand) > greatest(coalesce(l.on_hand, 0), 0)`,
  },
  {
    name: 'lot-movement-within-its-movement',
    says: {
      es: 'De un movimiento no salen más unidades de lotes que las que movió, y son de su producto y bodega.',
      en: 'A movement takes no more units from lots than it moved, and they are of its product and warehouse.',
    },
    needs: [...needs, 'stock.movement'],
    sql: `
      select m.id, m.product_id, m.warehouse_id, m.quantity, o.quantity as of_lots
      from stock.movement m
      join (
        select o.movement_id, sum(o.quantity) as quantity, bool_or(o.warehouse_id <> own.warehouse_id) as elsewhere,
          bool_or(t.product_id <> own.product_id) as other
        from stock.lot_movement o
        join stock.movement own on own.id = o.movement_id
        join stock.lot t on t.id = o.lot_id
        group by o.movement_id
      ) o on o.movement_id = m.id
      where o.elsewhere or o.other or abs(o.quantity) > abs(m.quantity) or o.quantity * m.quantity < 0`,
  },
]
