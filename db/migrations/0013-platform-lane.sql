-- What a batch of commands shares, whatever the commands are: keys claimed, answers kept, facts and audit entries
-- written. `commands` is one row a command: its number in the batch, who sent it, when, and its key. `live` says by that
-- number which commands are still being served.

-- Takes the keys of a batch until its transaction ends. Gives those that cannot be served here: `running`, because the
-- same key is at work elsewhere, and `known`, with the answer that it had.
create function platform.claim_many(commands json) returns table (n integer, status text, data jsonb)
language plpgsql as $$
#variable_conflict use_column
declare
  held integer[];
begin
  select array_agg(c.n) into held
  from json_to_recordset(commands) as c (n integer, actor text, key text)
  where pg_try_advisory_xact_lock(hashtextextended(c.actor || E'\n' || c.key, 7));

  return query
  select c.n, 'running', null::jsonb
  from json_to_recordset(commands) as c (n integer, key text)
  where c.key is not null and c.n <> all (coalesce(held, '{}'));
  if held is null then
    return;
  end if;

  return query
  select c.n, 'known', jsonb_build_object('fingerprint', encode(i.fingerprint, 'hex'), 'status', i.status, 'body', i.body,
    'headers', i.headers)
  from json_to_recordset(commands) as c (n integer, actor text, key text)
  join platform.idempotency i on i.actor = c.actor and i.key = c.key
  where c.n = any (held);
end $$;

-- Keeps the first answers under their keys. `patches` adds to a body what was known only after the command: its numbers.
create function platform.keep_many(answers json, patches jsonb[], live boolean[]) returns void language sql as $$
  insert into platform.idempotency (actor, key, fingerprint, status, body, headers)
  select a.actor, a.key, decode(a.fingerprint, 'hex'), a.status, a.body || coalesce(patches[a.n], '{}'), a.headers
  from json_to_recordset(answers)
    as a (n integer, actor text, key text, fingerprint text, status integer, body jsonb, headers jsonb)
  where live[a.n]
  order by a.n
$$;

-- Writes the facts of a batch, given column by column, in the order given.
create function platform.tell_many(ns integer[], names text[], datas jsonb[], commands json) returns void
language sql as $$
  insert into platform.fact (name, data, store_id, warehouse_id, actor_id, at)
  select f.name, f.data, (f.data->>'store_id')::uuid, (f.data->>'warehouse_id')::uuid, c.actor_id, c.at
  from unnest(ns, names, datas) with ordinality as f (n, name, data, turn)
  join json_to_recordset(commands) as c (n integer, actor_id uuid, at timestamptz) on c.n = f.n
  order by f.turn
$$;

-- Writes the audit entries of a batch; `labels` replaces the label of those that were named only now.
create function platform.audit_many(entries json, labels text[], commands json, live boolean[]) returns void
language sql as $$
  insert into platform.audit_entry (at, actor_kind, actor_id, actor_name, ip, agent, request_id, action, thing, thing_id,
    label, store_id, reason, authorised_by, before, after)
  select c.at, c.actor_kind, c.actor_id, c.actor_name, c.ip, c.agent, c.request_id, e.action, e.thing, e.thing_id,
    coalesce(labels[e.n], e.label), e.store_id, e.reason, e.authorised_by, nullif(e.before, 'null'),
    nullif(e.after, 'null')
  from json_to_recordset(entries) as e (n integer, action text, thing text, thing_id text, label text, store_id uuid,
    reason text, authorised_by uuid, before jsonb, after jsonb)
  join json_to_recordset(commands) as c (n integer, at timestamptz, actor_kind text, actor_id uuid, actor_name text,
    ip text, agent text, request_id text) on c.n = e.n
  where live[e.n]
  order by e.n
$$;

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant execute on all functions in schema platform to mostrador_app;
  end if;
end $$;
