-- The hot verbs for all who wait, in one call: kept as they stand in each module's functions folder.

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

-- The same verbs for many documents in one transaction. `ns` numbers the documents in their order of arrival; a
-- product stands once a document and warehouse. Nothing here differs from what the single verbs do one after another.

-- Locks the levels and judges which documents can be served: all lines or none, in order of arrival, and what a refused
-- one wanted is there for the next. Gives the short lines of the refused; nothing when everybody can be served.
create function stock.fit_many(ns integer[], products uuid[], warehouses uuid[], quantities numeric[], now_at timestamptz)
returns table (n integer, product_id uuid, warehouse_id uuid, requested numeric, available numeric)
language plpgsql as $$
#variable_conflict use_column
declare
  wanted_products uuid[];
  wanted_warehouses uuid[];
  wanted numeric[];
  free numeric[];
  document integer;
begin
  select array_agg(d.p order by d.p, d.w), array_agg(d.w order by d.p, d.w), array_agg(d.q order by d.p, d.w)
  into wanted_products, wanted_warehouses, wanted
  from (select p, w, sum(q) as q from unnest(products, warehouses, quantities) as k (p, w, q) group by p, w) d;

  perform stock.lock_levels(wanted_products, wanted_warehouses);
  if not exists (select from stock.short_lines(wanted_products, wanted_warehouses, wanted)) then
    return;
  end if;
  perform stock.fold_expired(wanted_products, wanted_warehouses, now_at);
  if not exists (select from stock.short_lines(wanted_products, wanted_warehouses, wanted)) then
    return;
  end if;

  select array_agg(coalesce(l.on_hand - l.reserved, 0) order by k.turn) into free
  from unnest(wanted_products, wanted_warehouses) with ordinality as k (p, w, turn)
  left join stock.level l on l.product_id = k.p and l.warehouse_id = k.w;
  for document in select distinct k.n from unnest(ns) as k (n) order by 1 loop
    return query
    select k.n, k.p, k.w, k.q, greatest(f.free, 0)
    from unnest(ns, products, warehouses, quantities) as k (n, p, w, q)
    join unnest(wanted_products, wanted_warehouses, free) as f (p, w, free) on f.p = k.p and f.w = k.w
    where k.n = document and f.free < k.q;
    if not found then
      select array_agg(f.free - coalesce(k.q, 0) order by f.turn) into free
      from unnest(wanted_products, wanted_warehouses, free) with ordinality as f (p, w, free, turn)
      left join unnest(ns, products, warehouses, quantities) as k (n, p, w, q)
        on k.n = document and k.p = f.p and k.w = f.w;
    end if;
  end loop;
end $$;

-- Writes goods that leave, of documents that were judged. Gives what each line cost. `causes` has one row a document.
create function stock.take_out_many(
  ns integer[], products uuid[], warehouses uuid[], quantities numeric[], kind text, causes json
) returns table (n integer, product_id uuid, cost_minor bigint)
language plpgsql as $$
#variable_conflict use_column
begin
  perform from stock.valuation v where v.product_id = any (products) order by v.product_id for update;

  return query
  with line as (
    select k.n, k.p, k.w, k.q, v.quantity as had, v.value_minor as worth, v.unit_cost_minor as unit_cost,
      sum(k.q) over (partition by k.p order by k.n, k.w) as gone,
      sum(k.q) over here as gone_here, row_number() over here as nth
    from unnest(ns, products, warehouses, quantities) as k (n, p, w, q)
    join stock.valuation v on v.product_id = k.p
    window here as (partition by k.p, k.w order by k.n)
  ), valued as (
    select line.*, stock.value_left(had, worth, unit_cost, gone) as worth_after,
      stock.value_left(had, worth, unit_cost, gone) - stock.value_left(had, worth, unit_cost, gone - q) as cost
    from line
  ), moved as (
    update stock.level l
    set on_hand = l.on_hand - s.q, sequence = l.sequence + s.times
    from (select p, w, sum(q) as q, count(*) as times from line group by p, w) s
    where l.product_id = s.p and l.warehouse_id = s.w
    returning s.p, s.w, l.on_hand + s.q as had_here, l.sequence - s.times as last_sequence
  ), revalued as (
    update stock.valuation t
    set quantity = last.had - last.gone, value_minor = last.worth_after
    from (select distinct on (p) p, had, gone, worth_after from valued order by p, n desc, w desc) last
    where t.product_id = last.p
  ), written as (
    insert into stock.movement (product_id, warehouse_id, sequence, kind, quantity, cost_minor, balance_after,
      product_quantity_after, product_value_after_minor, cause_kind, cause_id, cause_label, actor_id, actor_name, at)
    select v.p, v.w, m.last_sequence + v.nth, take_out_many.kind, -v.q, v.cost, m.had_here - v.gone_here, v.had - v.gone,
      v.worth_after, c.cause_kind, c.cause_id, c.cause_label, c.actor_id, c.actor_name, c.at
    from valued v
    join moved m on m.p = v.p and m.w = v.w
    join json_to_recordset(causes) as c (n integer, cause_kind text, cause_id uuid, cause_label text, actor_id uuid,
      actor_name text, at timestamptz) on c.n = v.n
    order by v.n
  )
  select v.n, v.p, -v.cost from valued v;
end $$;

-- Reserves for documents that were judged: firm promises, as a confirmed order makes them.
create function stock.reserve_many(
  ns integer[], ids uuid[], products uuid[], warehouses uuid[], quantities numeric[], owner_kind text, causes json
) returns void language plpgsql as $$
#variable_conflict use_column
begin
  insert into stock.reservation (id, owner_kind, owner_id, product_id, warehouse_id, quantity, state, created_by,
    created_by_name, created_at, confirmed_by, confirmed_at)
  select k.id, reserve_many.owner_kind, c.cause_id, k.p, k.w, k.q, 'confirmed', c.actor_id, c.actor_name, c.at, c.actor_id,
    c.at
  from unnest(ns, ids, products, warehouses, quantities) as k (n, id, p, w, q)
  join json_to_recordset(causes) as c (n integer, cause_id uuid, actor_id uuid, actor_name text, at timestamptz)
    on c.n = k.n
  order by k.n;

  update stock.level l
  set reserved = l.reserved + s.q
  from (
    select p, w, sum(q) as q from unnest(products, warehouses, quantities) as k (p, w, q) group by p, w
  ) s
  where l.product_id = s.p and l.warehouse_id = s.w;
end $$;

-- What there is to tell of places that units were taken from: one fact a place, by the last document that touched it,
-- because nobody ever saw what lay between. Warns of those that fell to their minimum.
create function stock.facts_of_taken(
  ns integer[], products uuid[], warehouses uuid[], quantities numeric[], now_at timestamptz
) returns table (n integer, name text, data jsonb)
language sql stable as $$
  select t.n, f.name, f.data
  from stock.levels_now(products, warehouses, now_at) l
  join (
    select p, w, max(n) as n, sum(q) as q from unnest(ns, products, warehouses, quantities) as k (n, p, w, q) group by p, w
  ) t on t.p = l.product_id and t.w = l.warehouse_id
  cross join lateral (
    select jsonb_build_object('product_id', l.product_id, 'warehouse_id', l.warehouse_id,
      'on_hand', trim_scale(l.on_hand), 'reserved', trim_scale(l.reserved),
      'available', trim_scale(l.on_hand - l.reserved)) as level
  ) v
  cross join lateral (
    select 'stock.changed' as name, v.level as data
    union all
    select 'stock.low', v.level || jsonb_build_object('min_stock', trim_scale(l.min_stock))
    where l.on_hand - l.reserved <= l.min_stock and l.on_hand - l.reserved + t.q > l.min_stock
  ) f
$$;

-- Money of many documents in one transaction. `live` says by a document's number whether it is still being served.

-- Keeps the till sessions of a batch from closing. Something that was looked up for a command is no longer so: undo, and
-- let each command look for itself.
create function money.hold_sessions(sessions json, live boolean[]) returns void language plpgsql as $$
begin
  perform from money.till_session s
  where s.id in (select k.id from json_to_recordset(sessions) as k (n integer, id uuid) where live[k.n])
  order by s.id
  for share;
  if exists (
    select from json_to_recordset(sessions) as k (n integer, id uuid, holder_id uuid)
    where live[k.n] and not exists (
      select from money.till_session s where s.id = k.id and s.state = 'open' and s.holder_id = k.holder_id)
  ) then
    raise exception 'a till session changed meanwhile' using errcode = 'serialization_failure';
  end if;
end $$;

-- Writes ledger entries.
create function money.post_many(entries json, live boolean[]) returns void language sql as $$
  insert into money.entry (id, kind, method, amount, fee_minor, tendered_minor, change_minor, document_kind, document_id,
    party_id, store_id, till_session_id, bank_account_id, reference, day, created_at, created_by, created_by_name)
  select e.id, e.kind, e.method, e.amount, coalesce(e.fee_minor, 0), e.tendered_minor, coalesce(e.change_minor, 0),
    e.document_kind, e.document_id, e.party_id, e.store_id, e.till_session_id, e.bank_account_id, e.reference, e.day,
    e.created_at, e.created_by, e.created_by_name
  from json_to_recordset(entries) as e (n integer, id uuid, kind text, method text, amount bigint, fee_minor bigint,
    tendered_minor bigint, change_minor bigint, document_kind text, document_id uuid, party_id uuid, store_id uuid,
    till_session_id uuid, bank_account_id uuid, reference text, day date, created_at timestamptz, created_by uuid,
    created_by_name text)
  where live[e.n]
$$;

-- Opens what documents owe, with what was paid as they were born.
create function money.open_balances(balances json, live boolean[]) returns void language sql as $$
  insert into money.balance (document_id, document_kind, store_id, party_id, total, paid_minor, updated_at)
  select b.document_id, b.document_kind, b.store_id, b.party_id, b.total, b.paid_minor, b.updated_at
  from json_to_recordset(balances) as b (n integer, document_id uuid, document_kind text, store_id uuid, party_id uuid,
    total bigint, paid_minor bigint, updated_at timestamptz)
  where live[b.n]
$$;

-- Locks what documents owe, in the order of every writer.
create function money.lock_balances(documents uuid[]) returns void language plpgsql as $$
begin
  perform from money.balance b where b.document_id = any (documents) order by b.document_id for update;
end $$;

-- Changes what locked documents ask for.
create function money.change_balances(balances json, live boolean[]) returns void language sql as $$
  update money.balance b
  set total = k.total, party_id = k.party_id, updated_at = k.updated_at
  from json_to_recordset(balances) as k (n integer, document_id uuid, total bigint, party_id uuid, updated_at timestamptz)
  where live[k.n] and b.document_id = k.document_id
$$;

-- Issues documents with the next numbers of their series. Call it last: the series stay locked until commit.
create function money.issue_many(documents json, live boolean[]) returns table (n integer, number bigint, label text)
language plpgsql as $$
#variable_conflict use_column
declare
  ns integer[];
  stores uuid[];
  kinds text[];
begin
  select array_agg(d.n order by d.n), array_agg(d.store_id order by d.n), array_agg(d.kind order by d.n)
  into ns, stores, kinds
  from json_to_recordset(documents) as d (n integer, store_id uuid, kind text)
  where live[d.n];
  return query
  with numbered as (
    select ns[k.turn] as n, k.number from company.next_numbers(stores, kinds) k
  ), issued as (
    insert into money.issued_document (id, kind, number, label, store_id, document_kind, document_id, party_id, customer,
      net_minor, tax_minor, exempt_minor, total, taxes, day, issued_at, issued_by, issued_by_name)
    select d.id, d.kind, k.number, d.prefix || k.number, d.store_id, d.document_kind, d.document_id, d.party_id, d.customer,
      d.net_minor, d.tax_minor, d.exempt_minor, d.total, d.taxes, d.day, d.issued_at, d.issued_by, d.issued_by_name
    from json_to_recordset(documents) as d (n integer, id uuid, kind text, prefix text, store_id uuid, document_kind text,
      document_id uuid, party_id uuid, customer jsonb, net_minor bigint, tax_minor bigint, exempt_minor bigint,
      total bigint, taxes jsonb, day date, issued_at timestamptz, issued_by uuid, issued_by_name text)
    join numbered k on k.n = d.n
    order by d.n
    returning id, number, label
  )
  select d.n, i.number, i.label
  from json_to_recordset(documents) as d (n integer, id uuid)
  join issued i on i.id = d.id;
end $$;

-- Takes the payments of a batch. One whose document no longer owes what was seen comes back as `again`.
create function money.pay_many(
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
  for no in
    select p.n
    from json_to_recordset(payments)
      as p (n integer, document_id uuid, total bigint, paid_minor bigint, refunded_minor bigint, credited_minor bigint)
    where live[p.n] and not exists (
      select from money.balance b
      where b.document_id = p.document_id and b.is_open and b.total = p.total and b.paid_minor = p.paid_minor
        and b.refunded_minor = p.refunded_minor and b.credited_minor = p.credited_minor)
  loop
    live[no.n] := false;
    return query select no.n, 'again', null::jsonb;
  end loop;
  if true <> all (live) then
    return;
  end if;

  perform money.hold_sessions(sessions, live);
  update money.balance b
  set paid_minor = b.paid_minor + p.more_minor, updated_at = p.at
  from json_to_recordset(payments) as p (n integer, document_id uuid, more_minor bigint, at timestamptz)
  where live[p.n] and b.document_id = p.document_id;
  perform money.post_many(entries, live);
  perform platform.tell_many(array_agg(f.n order by f.turn), array_agg(f.name order by f.turn),
    array_agg(f.data order by f.turn), commands)
  from rows from (json_to_recordset(facts) as (n integer, name text, data jsonb)) with ordinality as f (n, name, data, turn)
  where live[f.n];
  perform platform.audit_many(audits, null, commands, live);
  perform platform.keep_many(answers, null, live);
  return query select k.n, 'done', null::jsonb from generate_subscripts(live, 1) as k (n) where live[k.n];
end $$;

-- The counter's two hot verbs for all who wait, in one call and one commit. Each command is done, or comes back with why
-- not and leaves nothing behind: `short` with its lines, `known` and `running` by its key, `again` when what was looked up
-- for it is no longer so. What nobody expected raises: then nothing happened, and each command goes alone.
-- Locks, in the order of every writer: keys → sale ids, balances, orders → stock → till sessions → numbers → customers.

-- Takes the ids of counter sales until the transaction ends; gives the numbers of those that somebody has or had.
create function sales.claim_many(ns integer[], ids uuid[]) returns setof integer language plpgsql as $$
declare
  held integer[];
begin
  select array_agg(k.n) into held
  from unnest(ns, ids) as k (n, id)
  where pg_try_advisory_xact_lock(hashtextextended(k.id::text, 11));
  return query
  select k.n
  from unnest(ns, ids) as k (n, id)
  where k.n <> all (coalesce(held, '{}')) or exists (select from sales."order" o where o.id = k.id);
end $$;

create function sales.sell_many(
  commands json, answers json, orders json, lines json, sessions json, balances json, entries json, documents json,
  facts json, audits json, notes json, echo json
) returns table (n integer, status text, data jsonb)
language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '200ms' as $$
#variable_conflict use_column
declare
  live boolean[] := array_fill(true, array[json_array_length(commands)]);
  now_at timestamptz;
  no record;
  given_ns integer[];
  given_ids uuid[];
  ns integer[];
  products uuid[];
  warehouses uuid[];
  quantities numeric[];
  told_ns integer[];
  told_names text[];
  told jsonb[];
  costed_ns integer[];
  costed_products uuid[];
  costs bigint[];
  numbers bigint[];
  document_numbers bigint[];
  labels text[];
begin
  for no in select c.n, c.status, c.data from platform.claim_many(commands) c loop
    live[no.n] := false;
    return query select no.n, no.status, no.data;
  end loop;
  select array_agg(c.n) filter (where c.given_id is not null), array_agg(c.given_id) filter (where c.given_id is not null),
    max(c.at)
  into given_ns, given_ids, now_at
  from json_to_recordset(commands) as c (n integer, given_id uuid, at timestamptz)
  where live[c.n];
  if given_ns is not null then
    for no in select k.n from sales.claim_many(given_ns, given_ids) as k (n) loop
      live[no.n] := false;
      return query select no.n, 'again', null::jsonb;
    end loop;
  end if;

  for turn in 1..2 loop
    select array_agg(l.n order by l.n), array_agg(l.product_id order by l.n), array_agg(l.warehouse_id order by l.n),
      array_agg(l.quantity order by l.n)
    into ns, products, warehouses, quantities
    from json_to_recordset(lines) as l (n integer, product_id uuid, warehouse_id uuid, quantity numeric, tracks_stock boolean)
    where l.tracks_stock and live[l.n];
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
    select array_agg(t.n), array_agg(t.product_id), array_agg(t.cost_minor) into costed_ns, costed_products, costs
    from stock.take_out_many(ns, products, warehouses, quantities, 'sale', commands) t;
  end if;
  perform money.hold_sessions(sessions, live);
  perform money.open_balances(balances, live);
  perform money.post_many(entries, live);
  select array_agg(case when live[k.n] then nextval('sales.order_number') end order by k.n) into numbers
  from generate_subscripts(live, 1) as k (n);
  select array_agg(d.number order by k.n), array_agg(d.label order by k.n) into document_numbers, labels
  from generate_subscripts(live, 1) as k (n)
  left join money.issue_many(documents, live) d on d.n = k.n;
  perform sales.write_many(orders, lines, live, numbers, labels, costed_ns, costed_products, costs);

  perform contacts.write_timeline(jsonb_agg(to_jsonb(t) || jsonb_build_object('label', labels[t.n])))
  from json_to_recordset(notes) as t (n integer, party_id uuid, at timestamptz, kind text, thing_id uuid,
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
    select f.n, f.turn, f.name,
      case f.name
        when 'document.issued' then f.data || jsonb_build_object('number', document_numbers[f.n])
        when 'sale.created' then f.data || jsonb_build_object('number', numbers[f.n], 'document_label', labels[f.n])
        else f.data
      end
    from rows from (json_to_recordset(facts) as (n integer, name text, data jsonb)) with ordinality
      as f (n, name, data, turn)
    where live[f.n]
  ) f;
  perform platform.audit_many(audits, labels, commands, live);
  perform platform.keep_many(answers, (
    select array_agg(jsonb_build_object('number', numbers[k.n], 'document_number', document_numbers[k.n], 'document_label',
      labels[k.n]) order by k.n)
    from generate_subscripts(live, 1) as k (n)), live);
  return query
  select k.n, 'done', jsonb_build_object('number', numbers[k.n], 'document_number', document_numbers[k.n],
    'document_label', labels[k.n])
  from generate_subscripts(live, 1) as k (n)
  where live[k.n];
end $$;

-- Writes counter sales with their lines, whose goods cost what stock said.
create function sales.write_many(
  orders json, lines json, live boolean[], numbers bigint[], labels text[], costed_ns integer[], costed_products uuid[],
  costs bigint[]
) returns void language plpgsql as $$
begin
  insert into sales."order" (id, number, status, store_id, warehouse_id, till_session_id, customer_id, customer,
    customer_name, channel, fulfilment, document_kind, document_label, notes, discount_basis_points, order_discount_minor,
    subtotal_minor, discount_minor, net_minor, tax_minor, exempt_minor, total, cost_minor, lines, units, receipt_token,
    fingerprint, day, created_at, created_by, created_by_name, confirmed_at, confirmed_by, handed_over_at, handed_over_by,
    completed_at)
  select o.id, numbers[o.n], o.status, o.store_id, o.warehouse_id, o.till_session_id, o.customer_id, o.customer,
    o.customer_name, o.channel, o.fulfilment, o.document_kind, labels[o.n], o.notes, o.discount_basis_points,
    o.order_discount_minor, o.subtotal_minor, o.discount_minor, o.net_minor, o.tax_minor, o.exempt_minor, o.total,
    coalesce(c.cost_minor, 0), o.lines, o.units, o.receipt_token, o.fingerprint, o.day, o.created_at, o.created_by,
    o.created_by_name, o.confirmed_at, o.confirmed_by, o.handed_over_at, o.handed_over_by, o.completed_at
  from json_to_recordset(orders) as o (n integer, id uuid, status text, store_id uuid, warehouse_id uuid,
    till_session_id uuid, customer_id uuid, customer jsonb, customer_name text, channel text, fulfilment text,
    document_kind text, notes text, discount_basis_points integer, order_discount_minor bigint, subtotal_minor bigint,
    discount_minor bigint, net_minor bigint, tax_minor bigint, exempt_minor bigint, total bigint, lines integer,
    units numeric, receipt_token text, fingerprint bytea, day date, created_at timestamptz, created_by uuid,
    created_by_name text, confirmed_at timestamptz, confirmed_by uuid, handed_over_at timestamptz, handed_over_by uuid,
    completed_at timestamptz)
  left join (
    select k.n, sum(k.cost)::bigint as cost_minor from unnest(costed_ns, costs) as k (n, cost) group by k.n
  ) c on c.n = o.n
  where live[o.n]
  order by o.n;

  insert into sales.line (id, order_id, position, product_id, sku, name, unit, tracks_stock, quantity, unit_price,
    list_price, is_own_price, discount_basis_points, discount_minor, order_discount_minor, tax_class, tax_basis_points,
    net_minor, tax_minor, total, cost_minor, note)
  select l.id, l.order_id, l.position, l.product_id, l.sku, l.name, l.unit, l.tracks_stock, l.quantity, l.unit_price,
    l.list_price, l.is_own_price, l.discount_basis_points, l.discount_minor, l.order_discount_minor, l.tax_class,
    l.tax_basis_points, l.net_minor, l.tax_minor, l.total, coalesce(c.cost, 0), l.note
  from json_to_recordset(lines) as l (n integer, id uuid, order_id uuid, position integer, product_id uuid, sku text,
    name text, unit text, tracks_stock boolean, quantity numeric, unit_price bigint, list_price bigint,
    is_own_price boolean, discount_basis_points integer, discount_minor bigint, order_discount_minor bigint,
    tax_class text, tax_basis_points integer, net_minor bigint, tax_minor bigint, total bigint, note text)
  left join unnest(costed_ns, costed_products, costs) as c (n, product_id, cost)
    on c.n = l.n and c.product_id = l.product_id
  where live[l.n]
  order by l.n, l.position;
end $$;

create function sales.confirm_many(
  commands json, answers json, orders json, lines json, reservations json, balances json, facts json, audits json,
  notes json, echo json
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

-- Freezes orders as they are confirmed. `lines` holds those of orders whose prices changed since they were drafted.
create function sales.freeze_many(orders json, lines json, live boolean[]) returns void language plpgsql as $$
begin
  update sales."order" o
  set status = 'confirmed', customer_id = k.customer_id, customer = k.customer, customer_name = k.customer_name,
    document_kind = k.document_kind, subtotal_minor = k.subtotal_minor, discount_minor = k.discount_minor,
    order_discount_minor = k.order_discount_minor, net_minor = k.net_minor, tax_minor = k.tax_minor,
    exempt_minor = k.exempt_minor, total = k.total, confirmed_at = k.confirmed_at, confirmed_by = k.confirmed_by,
    day = k.day, version = o.version + 1
  from json_to_recordset(orders) as k (n integer, id uuid, customer_id uuid, customer jsonb, customer_name text,
    document_kind text, subtotal_minor bigint, discount_minor bigint, order_discount_minor bigint, net_minor bigint,
    tax_minor bigint, exempt_minor bigint, total bigint, confirmed_at timestamptz, confirmed_by uuid, day date)
  where live[k.n] and o.id = k.id;

  if json_array_length(lines) = 0 then
    return;
  end if;
  delete from sales.line l
  using (select distinct k.order_id from json_to_recordset(lines) as k (n integer, order_id uuid) where live[k.n]) k
  where l.order_id = k.order_id;
  insert into sales.line (id, order_id, position, product_id, sku, name, unit, tracks_stock, quantity, unit_price,
    list_price, is_own_price, discount_basis_points, discount_minor, order_discount_minor, tax_class, tax_basis_points,
    net_minor, tax_minor, total, note)
  select l.id, l.order_id, l.position, l.product_id, l.sku, l.name, l.unit, l.tracks_stock, l.quantity, l.unit_price,
    l.list_price, l.is_own_price, l.discount_basis_points, l.discount_minor, l.order_discount_minor, l.tax_class,
    l.tax_basis_points, l.net_minor, l.tax_minor, l.total, l.note
  from json_to_recordset(lines) as l (n integer, id uuid, order_id uuid, position integer, product_id uuid, sku text,
    name text, unit text, tracks_stock boolean, quantity numeric, unit_price bigint, list_price bigint,
    is_own_price boolean, discount_basis_points integer, discount_minor bigint, order_discount_minor bigint,
    tax_class text, tax_basis_points integer, net_minor bigint, tax_minor bigint, total bigint, note text)
  where live[l.n];
end $$;

do $$
declare
  name text;
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    foreach name in array array['company', 'stock', 'money', 'sales'] loop
      execute format('grant execute on all functions in schema %I to mostrador_app', name);
    end loop;
  end if;
end $$;
