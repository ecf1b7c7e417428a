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
