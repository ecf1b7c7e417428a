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
