import type { Check, Law } from '../law.ts'
import { lotChecks } from './b1-lots.ts'
import { reservationChecks } from './b1-reservations.ts'
import { stockCostChecks } from './b1-stock-costs.ts'

const movement = ['stock.movement', 'stock.level']

const ledgerChecks: readonly Check[] = [
  {
    name: 'on-hand-is-the-ledger',
    says: {
      es: 'Lo que hay en cada bodega es la suma de sus movimientos.',
      en: 'On hand is the sum of the movements, per product and warehouse.',
    },
    needs: movement,
    sql: `
      select product_id, warehouse_id, coalesce(l.on_hand, 0) as on_hand, coalesce(m.sum, 0) as ledger
      from stock.level l
      full join (
        select product_id, warehouse_id, sum(quantity) as sum from stock.movement group by product_id, warehouse_id
      ) m using (product_id, warehouse_id)
      where l.on_hand is distinct from coalesce(m.sum, 0)`,
  },
  {
    name: 'sequence-has-no-gap',
    says: {
      es: 'Los movimientos de cada producto y bodega se numeran 1, 2, 3…, sin saltos ni repetidos.',
      en: 'Movements of each product and warehouse are numbered 1, 2, 3 …, without gaps or repeats.',
    },
    needs: movement,
    sql: `
      select product_id, warehouse_id, l.sequence as last, coalesce(m.count, 0) as movements, m.min, m.max
      from stock.level l
      full join (
        select product_id, warehouse_id, count(*), min(sequence), max(sequence)
        from stock.movement
        group by product_id, warehouse_id
      ) m using (product_id, warehouse_id)
      where l.sequence is distinct from coalesce(m.max, 0) or coalesce(m.min, 1) <> 1
        or coalesce(m.max, 0) <> coalesce(m.count, 0)`,
  },
  {
    name: 'running-balance',
    says: {
      es: 'Cada movimiento lleva su número de orden y el saldo que dejó.',
      en: 'Each movement carries its number in order and the balance it left.',
    },
    needs: movement,
    sql: `
      select id, product_id, warehouse_id, sequence, numbered, balance_after, running
      from (
        select id, product_id, warehouse_id, sequence, balance_after, row_number() over so_far as numbered,
          sum(quantity) over so_far as running
        from stock.movement
        window so_far as (partition by product_id, warehouse_id order by sequence, id rows unbounded preceding)
      ) m
      where balance_after <> running or sequence <> numbered`,
  },
  {
    name: 'movement-is-well-formed',
    says: {
      es: 'Cada movimiento tiene tipo, sentido, costo y causa; un ajuste, su motivo.',
      en: 'Each movement has a kind, direction, cost and cause; an adjustment has its reason.',
    },
    needs: movement,
    sql: `
      select id, product_id, warehouse_id, kind, quantity, cost_minor, cause_kind, reason
      from stock.movement
      where kind not in ('receipt', 'sale', 'return', 'adjustment', 'transfer_out', 'transfer_in', 'consumption', 'count',
          'scrap', 'opening')
        or kind in ('receipt', 'opening', 'transfer_in') and quantity <= 0
        or kind in ('sale', 'consumption', 'scrap', 'transfer_out') and quantity >= 0
        or quantity = 0 and (kind <> 'adjustment' or cost_minor = 0)
        or quantity > 0 and cost_minor < 0 or quantity < 0 and cost_minor > 0
        or kind = 'adjustment' and coalesce(reason, '') !~ '\\S'
        or coalesce(cause_kind, '') !~ '\\S' or cause_id is null`,
  },
  {
    name: 'stock-of-known-things',
    says: {
      es: 'Movimientos, existencias y reservas nombran productos y bodegas que existen.',
      en: 'Movements, levels and reservations name products and warehouses that exist.',
    },
    needs: [...movement, 'stock.reservation', 'catalog.product', 'company.warehouse'],
    sql: `
      select s.what, s.product_id, s.warehouse_id
      from (
        select 'movement' as what, product_id, warehouse_id from stock.movement
        union
        select 'level', product_id, warehouse_id from stock.level
        union
        select 'reservation', product_id, warehouse_id from stock.reservation
      ) s
      left join catalog.product p on p.id = s.product_id
      left join company.warehouse w on w.id = s.warehouse_id
      where p.id is null or w.id is null`,
  },
]

export const b1: Law = {
  law: 'B1',
  says: {
    es: 'Existencias: lo que hay, lo reservado y su costo salen del libro de movimientos.',
    en: 'Stock: what there is, what is reserved and what it cost follow from the ledger.',
  },
  counts: { needs: ['stock.movement'], sql: 'select count(*) from stock.movement' },
  checks: [...ledgerChecks, ...reservationChecks, ...stockCostChecks, ...lotChecks],
}
