import type { Check } from '../law.ts'

const needs = ['stock.movement', 'stock.valuation']

/** What goods cost: the moving weighted average of the business. */
export const stockCostChecks: readonly Check[] = [
  {
    name: 'valuation-is-the-ledger',
    says: {
      es: 'Cantidad y valor de cada producto son la suma de sus movimientos; nada vale nada.',
      en: 'Quantity and value of each product are the sums of its movements; nothing is worth nothing.',
    },
    needs,
    sql: `
      select product_id, v.quantity, v.value_minor, coalesce(m.quantity, 0) as ledger_quantity,
        coalesce(m.cost, 0) as ledger_value
      from stock.valuation v
      full join (
        select product_id, sum(quantity) as quantity, sum(cost_minor) as cost from stock.movement group by product_id
      ) m using (product_id)
      where v.quantity is distinct from coalesce(m.quantity, 0) or v.value_minor is distinct from coalesce(m.cost, 0)
        or v.quantity = 0 and v.value_minor <> 0`,
  },
  {
    name: 'running-value',
    says: {
      es: 'Cada movimiento lleva la cantidad y el valor que dejó en el negocio.',
      en: 'Each movement carries the quantity and value it left in the business.',
    },
    needs,
    sql: `
      select id, product_id, product_quantity_after, running_quantity, product_value_after_minor, running_value
      from (
        select id, product_id, product_quantity_after, product_value_after_minor,
          sum(quantity) over so_far as running_quantity, sum(cost_minor) over so_far as running_value
        from stock.movement
        window so_far as (partition by product_id order by id rows unbounded preceding)
      ) m
      where product_quantity_after <> running_quantity or product_value_after_minor <> running_value`,
  },
  {
    name: 'cost-out-follows-the-average',
    says: {
      es: 'Lo que sale cuesta el promedio que había (a lo más una unidad de redondeo).',
      en: 'What leaves costs the average there was (within one unit of rounding).',
    },
    needs,
    sql: `
      select id, product_id, kind, quantity, cost_minor, had, worth
      from (
        select id, product_id, kind, quantity, cost_minor,
          product_quantity_after - quantity as had, product_value_after_minor - cost_minor as worth
        from stock.movement
        where quantity < 0
      ) m
      where had >= -quantity and abs(-cost_minor - round(worth * -quantity / had)) > 1`,
  },
]
