-- Payments are served together without asking sales which orders were handed over: the balance itself says whether
-- somebody waits for it.
alter table money.balance add column is_awaited boolean not null default false;
update money.balance b
set is_awaited = true
from sales."order" o
where o.id = b.document_id and o.status = 'confirmed' and o.handed_over_at is not null;

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
  for no in
    select p.n
    from json_to_recordset(payments)
      as p (n integer, document_id uuid, total bigint, paid_minor bigint, refunded_minor bigint, credited_minor bigint)
    where live[p.n] and not exists (
      select from money.balance b
      where b.document_id = p.document_id and b.is_open and not b.is_awaited and b.total = p.total and b.paid_minor = p.paid_minor
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
