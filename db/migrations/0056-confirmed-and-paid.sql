-- An order is confirmed and paid in one request: the confirmation takes payments, by the same steps as a payment alone.

-- Payments whose locked document no longer owes what was seen, or is awaited.
create function money.outdated_many(payments json, live boolean[]) returns setof integer language plpgsql as $$
begin
  return query
  select p.n
  from json_to_recordset(payments)
    as p (n integer, document_id uuid, total bigint, paid_minor bigint, refunded_minor bigint, credited_minor bigint)
  where live[p.n] and not exists (
    select from money.balance b
    where b.document_id = p.document_id and b.is_open and not b.is_awaited and b.total = p.total and b.paid_minor = p.paid_minor
      and b.refunded_minor = p.refunded_minor and b.credited_minor = p.credited_minor);
end $$;

-- Takes payments of locked documents. Their till sessions cannot close until the transaction ends.
create function money.take_many(payments json, sessions json, entries json, live boolean[]) returns void
language plpgsql as $$
begin
  perform money.hold_sessions(sessions, live);
  update money.balance b
  set paid_minor = b.paid_minor + p.more_minor, updated_at = p.at
  from json_to_recordset(payments) as p (n integer, document_id uuid, more_minor bigint, at timestamptz)
  where live[p.n] and b.document_id = p.document_id;
  perform money.post_many(entries, live);
end $$;

-- Takes the payments of a batch. One whose document no longer owes what was seen, or is awaited, comes back as `again`.
create or replace function money.pay_many(
  commands json, answers json, payments json, sessions json, entries json, facts json, audits json
) returns table (n integer, status text, data jsonb)
language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '200ms' as $$
#variable_conflict use_column
declare
  live boolean[] := array_fill(true, array[json_array_length(commands)]);
  no record;
begin
  for no in select c.n, c.status, c.data from platform.claim_many(commands) c loop
    live[no.n] := false;
    return query select no.n, no.status, no.data;
  end loop;

  perform money.lock_balances((select array_agg(p.document_id) from json_to_recordset(payments) as p (document_id uuid)));
  for no in select k.n from money.outdated_many(payments, live) as k (n) loop
    live[no.n] := false;
    return query select no.n, 'again', null::jsonb;
  end loop;
  if true <> all (live) then
    return;
  end if;

  perform money.take_many(payments, sessions, entries, live);
  perform platform.tell_many(array_agg(f.n order by f.turn), array_agg(f.name order by f.turn),
    array_agg(f.data order by f.turn), commands)
  from rows from (json_to_recordset(facts) as (n integer, name text, data jsonb)) with ordinality as f (n, name, data, turn)
  where live[f.n];
  perform platform.audit_many(audits, null, commands, live);
  perform platform.keep_many(answers, null, live);
  return query select k.n, 'done', null::jsonb from generate_subscripts(live, 1) as k (n) where live[k.n];
end $$;

drop function sales.confirm_many(json, json, json, json, json, json, json, json, json, json);
-- Confirms orders; those that come with payments are paid in the same breath.
create function sales.confirm_many(
  commands json, answers json, orders json, lines json, reservations json, balances json, payments json, sessions json,
  entries json, facts json, audits json, notes json, echo json
) returns table (n integer, status text, data jsonb)
language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '200ms' as $$
#variable_conflict use_column
declare
  live boolean[] := array_fill(true, array[json_array_length(commands)]);
  now_at timestamptz;
  no record;
  order_ids uuid[];
  ns integer[];
  ids uuid[];
  products uuid[];
  warehouses uuid[];
  quantities numeric[];
  told_ns integer[];
  told_names text[];
  told jsonb[];
begin
  for no in select c.n, c.status, c.data from platform.claim_many(commands) c loop
    live[no.n] := false;
    return query select no.n, no.status, no.data;
  end loop;
  select max(c.at), array_agg(c.cause_id) into now_at, order_ids
  from json_to_recordset(commands) as c (n integer, cause_id uuid, at timestamptz)
  where live[c.n];
  if order_ids is null then
    return;
  end if;
  perform money.lock_balances(order_ids);
  perform from sales."order" o where o.id = any (order_ids) order by o.id for update;
  for no in
    select k.n
    from json_to_recordset(orders) as k (n integer, id uuid, version integer)
    where live[k.n] and not exists (
      select from sales."order" o where o.id = k.id and o.status = 'draft' and o.version = k.version)
    union
    select k.n from money.outdated_many(payments, live) as k (n)
  loop
    live[no.n] := false;
    return query select no.n, 'again', null::jsonb;
  end loop;

  for turn in 1..2 loop
    select array_agg(l.n order by l.n), array_agg(l.id order by l.n), array_agg(l.product_id order by l.n),
      array_agg(l.warehouse_id order by l.n), array_agg(l.quantity order by l.n)
    into ns, ids, products, warehouses, quantities
    from json_to_recordset(reservations) as l (n integer, id uuid, product_id uuid, warehouse_id uuid, quantity numeric)
    where live[l.n];
    exit when turn = 2 or ns is null;
    for no in
      select s.n, jsonb_agg(jsonb_build_object('product_id', s.product_id, 'warehouse_id', s.warehouse_id, 'requested',
        trim_scale(s.requested), 'available', trim_scale(s.available))) as short_lines
      from stock.fit_many(ns, products, warehouses, quantities, now_at) s
      group by s.n
    loop
      live[no.n] := false;
      return query select no.n, 'short', no.short_lines;
    end loop;
  end loop;
  if true <> all (live) then
    return;
  end if;

  if ns is not null then
    perform stock.reserve_many(ns, ids, products, warehouses, quantities, 'order', commands);
  end if;
  perform money.change_balances(balances, live);
  if json_array_length(payments) > 0 then
    perform money.take_many(payments, sessions, entries, live);
  end if;
  perform sales.freeze_many(orders, lines, live);

  perform contacts.write_timeline(jsonb_agg(to_jsonb(t)))
  from json_to_recordset(notes) as t (n integer, party_id uuid, at timestamptz, kind text, thing_id uuid, label text,
    amount_minor bigint)
  where live[t.n]
  having count(*) > 0;
  select array_agg(s.n), array_agg(s.name), array_agg(s.data) into told_ns, told_names, told
  from stock.facts_of_taken(ns, products, warehouses, quantities, now_at) s;
  if echo::text = 'true' then
    return query
    select s.n, 'told', jsonb_build_object('name', s.name, 'data', s.data)
    from unnest(told_ns, told_names, told) as s (n, name, data);
  end if;
  perform platform.tell_many(array_agg(f.n order by f.n, f.turn), array_agg(f.name order by f.n, f.turn),
    array_agg(f.data order by f.n, f.turn), commands)
  from (
    select s.n, 0 as turn, s.name, s.data from unnest(told_ns, told_names, told) as s (n, name, data)
    union all
    select f.n, f.turn, f.name, f.data
    from rows from (json_to_recordset(facts) as (n integer, name text, data jsonb)) with ordinality
      as f (n, name, data, turn)
    where live[f.n]
  ) f;
  perform platform.audit_many(audits, null, commands, live);
  perform platform.keep_many(answers, null, live);
  return query select k.n, 'done', null::jsonb from generate_subscripts(live, 1) as k (n) where live[k.n];
end $$;
