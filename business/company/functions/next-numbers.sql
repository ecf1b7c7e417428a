-- The next numbers of many documents at once, in the order given: each series is locked once, and none has a gap.
create function company.next_numbers(stores uuid[], kinds text[]) returns table (turn bigint, number bigint)
language sql as $$
  with wanted as (
    select k.turn, k.store, k.kind, row_number() over series as nth, count(*) over (partition by k.store, k.kind) as total
    from unnest(stores, kinds) with ordinality as k (store, kind, turn)
    window series as (partition by k.store, k.kind order by k.turn)
  ), taken as (
    insert into company.document_series as s (store_id, kind, last_number)
    select w.store, w.kind, w.total from wanted w where w.nth = 1 order by w.store, w.kind
    on conflict (store_id, kind) do update set last_number = s.last_number + excluded.last_number
    returning s.store_id, s.kind, s.last_number
  )
  select w.turn, t.last_number - w.total + w.nth
  from wanted w
  join taken t on t.store_id = w.store and t.kind = w.kind
$$;
