import type { Law } from '../law.ts'

export const b6: Law = {
  law: 'B6',
  says: {
    es: 'Los hechos: cada cambio se contó una vez y en orden.',
    en: 'The facts: each change was told once and in order.',
  },
  counts: { needs: ['platform.fact'], sql: 'select count(*) from platform.fact' },
  checks: [
    {
      name: 'feed-has-no-gap',
      says: {
        es: 'Las posiciones del canal son 1, 2, 3…, cada una con su hecho, y cada hecho con una sola.',
        en: 'Positions of the feed are 1, 2, 3 …, each with its fact, and each fact has one.',
      },
      needs: ['platform.fact', 'platform.fact_position'],
      sql: `
        select position, fact_id
        from (
          select p.position, p.fact_id, f.id, lag(p.position, 1, 0::bigint) over (order by p.position) as before
          from platform.fact_position p
          left join platform.fact f on f.id = p.fact_id
        ) feed
        where id is null or position <> before + 1
        union all
        select min(position), fact_id from platform.fact_position group by fact_id having count(*) > 1`,
    },
    {
      name: 'no-fact-was-skipped',
      says: {
        es: 'Ningún hecho quedó atrás de otro ya contado.',
        en: 'No fact was left behind one already told.',
      },
      needs: ['platform.fact', 'platform.fact_position'],
      sql: `
        select f.id, f.name, f.at
        from platform.fact f
        left join platform.fact_position p on p.fact_id = f.id
        where p.fact_id is null and (f.xid, f.id) < (
          select f.xid, f.id
          from platform.fact_position p
          join platform.fact f on f.id = p.fact_id
          order by p.position desc
          limit 1)`,
    },
    {
      name: 'every-place-that-moved-was-told',
      says: {
        es: 'Cada lugar cuyas existencias se movieron se contó, y lo último contado es lo que hay.',
        en: 'Each place whose stock moved was told of, and what was told last is what there is.',
      },
      needs: ['platform.fact', 'stock.level'],
      sql: `
        select l.product_id, l.warehouse_id, l.on_hand, told.on_hand as told
        from stock.level l
        left join (
          select last.product_id, last.warehouse_id, (f.data->>'on_hand')::numeric as on_hand
          from (
            select (data->>'product_id')::uuid as product_id, (data->>'warehouse_id')::uuid as warehouse_id, max(id) as id
            from platform.fact
            where name = 'stock.changed'
            group by 1, 2
          ) last
          join platform.fact f on f.id = last.id
        ) told using (product_id, warehouse_id)
        where l.sequence > 0 and told.on_hand is distinct from l.on_hand`,
    },
  ],
}
