import type { Check } from '../law.ts'

/** What left is what arrived and what is still on its way. */
export const transferChecks: readonly Check[] = [
  {
    name: 'transfer-is-its-movements',
    says: {
      es: 'Cada traspaso movió lo que dice: lo enviado salió, lo recibido entró al costo con que salió, lo demás nada.',
      en: 'Each transfer moved what it says: what was sent left, what was received came in at the cost it left with.',
    },
    needs: ['stock.transfer', 'stock.transfer_line', 'stock.movement'],
    sql: `
      select t.id, t.number, t.status, i.product_id, i.quantity, m.gone, m.come, m.explained, i.received
      from stock.transfer t
      join stock.transfer_line i on i.transfer_id = t.id
      left join lateral (
        select coalesce(sum(quantity) filter (where kind = 'transfer_out' and warehouse_id = t.from_warehouse_id), 0) as gone,
          coalesce(sum(quantity) filter (where kind = 'transfer_in' and warehouse_id = t.to_warehouse_id), 0) as come,
          coalesce(sum(cost_minor) filter (where kind = 'transfer_out'), 0) as gone_cost,
          coalesce(sum(cost_minor) filter (where kind = 'transfer_in'), 0) as come_cost,
          coalesce(sum(quantity) filter (where kind = 'adjustment'), 0) as explained
        from stock.movement
        where cause_id = t.id and cause_kind = 'transfer' and product_id = i.product_id
      ) m on true
      where case t.status
        when 'in_transit' then m.gone <> -i.quantity or m.come <> 0 or m.gone_cost <> -i.cost_minor
        when 'received' then m.gone <> -i.quantity or m.come <> i.quantity or m.gone_cost <> -i.cost_minor
          or m.come_cost <> i.cost_minor or i.received is null or m.explained <> i.received - i.quantity
        else m.gone <> 0 or m.come <> 0 or m.explained <> 0
      end`,
  },
  {
    name: 'movement-of-a-known-transfer',
    says: {
      es: 'Todo movimiento de un traspaso es de una línea de ese traspaso, entre sus dos bodegas.',
      en: 'Every movement of a transfer is of one of its lines, between its two warehouses.',
    },
    needs: ['stock.transfer', 'stock.transfer_line', 'stock.movement'],
    sql: `
      select m.id, m.cause_id, m.product_id, m.warehouse_id, m.kind, m.quantity
      from stock.movement m
      left join stock.transfer t on t.id = m.cause_id
      left join stock.transfer_line i on i.transfer_id = t.id and i.product_id = m.product_id
      where m.cause_kind = 'transfer' and (i.product_id is null or m.warehouse_id <>
        case when m.kind = 'transfer_out' then t.from_warehouse_id else t.to_warehouse_id end)`,
  },
  {
    name: 'incoming-is-what-travels',
    says: {
      es: 'Lo que figura por llegar de traspasos es lo que va en camino.',
      en: 'What counts as incoming from transfers is what is on its way.',
    },
    needs: ['stock.transfer', 'stock.transfer_line', 'stock.incoming'],
    sql: `
      select coalesce(n.cause_id, t.id) as transfer_id, coalesce(n.product_id, t.product_id) as product_id, n.quantity,
        t.quantity as travels
      from (select * from stock.incoming where cause_kind = 'transfer') n
      full join (
        select t.id, i.product_id, t.to_warehouse_id, i.quantity
        from stock.transfer t
        join stock.transfer_line i on i.transfer_id = t.id
        where t.status = 'in_transit'
      ) t on t.id = n.cause_id and t.product_id = n.product_id and t.to_warehouse_id = n.warehouse_id
      where n.quantity is distinct from t.quantity`,
  },
  {
    name: 'transfer-adds-up',
    says: {
      es: 'Las líneas y unidades de cada traspaso son las que anuncia.',
      en: 'Each transfer has the lines and units that it says.',
    },
    needs: ['stock.transfer', 'stock.transfer_line'],
    sql: `
      select t.id, t.number, t.lines, t.units, i.lines as has_lines, i.units as has_units
      from stock.transfer t
      left join (
        select transfer_id, count(*) as lines, sum(quantity) as units from stock.transfer_line group by transfer_id
      ) i on i.transfer_id = t.id
      where t.lines is distinct from coalesce(i.lines, 0) or t.units is distinct from coalesce(i.units, 0)`,
  },
]

/** A posted count moved its differences, once; any other moved nothing. */
export const countChecks: readonly Check[] = [
  {
    name: 'count-is-its-movements',
    says: {
      es: 'Un conteo registrado movió sus diferencias; uno sin registrar, nada.',
      en: 'A posted count moved its differences; one that is not posted moved nothing.',
    },
    needs: ['stock.count', 'stock.count_line', 'stock.movement'],
    sql: `
      select count_id, product_id, line.difference, moved.quantity
      from (
        select c.id as count_id, i.product_id, i.counted - i.expected as difference
        from stock.count c
        join stock.count_line i on i.count_id = c.id
        where c.status = 'posted' and i.counted <> i.expected
      ) line
      full join (
        select cause_id as count_id, product_id, sum(quantity) as quantity
        from stock.movement
        where cause_kind = 'count' and quantity <> 0
        group by cause_id, product_id
      ) moved using (count_id, product_id)
      where line.difference is distinct from moved.quantity`,
  },
  {
    name: 'count-line-is-its-entries',
    says: {
      es: 'Lo contado de cada línea sale de las lecturas anotadas.',
      en: 'What was counted of each line has been entered by somebody.',
    },
    needs: ['stock.count', 'stock.count_line', 'stock.count_entry'],
    sql: `
      select i.count_id, i.product_id, i.counted
      from stock.count_line i
      where i.counted <> 0 and not exists (
        select from stock.count_entry e where e.count_id = i.count_id and e.product_id = i.product_id)`,
  },
]
