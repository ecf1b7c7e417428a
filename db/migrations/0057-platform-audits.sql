-- A command may leave several audit entries: they are written in the order in which it gives them, as one by one.
create or replace function platform.audit_many(entries json, labels text[], commands json, live boolean[]) returns void
language sql as $$
  insert into platform.audit_entry (at, actor_kind, actor_id, actor_name, ip, agent, request_id, action, thing, thing_id,
    label, store_id, reason, authorised_by, before, after)
  select c.at, c.actor_kind, c.actor_id, c.actor_name, c.ip, c.agent, c.request_id, e.action, e.thing, e.thing_id,
    coalesce(labels[e.n], e.label), e.store_id, e.reason, e.authorised_by, nullif(e.before, 'null'),
    nullif(e.after, 'null')
  from rows from (json_to_recordset(entries) as (n integer, action text, thing text, thing_id text, label text,
    store_id uuid, reason text, authorised_by uuid, before jsonb, after jsonb)) with ordinality
    as e (n, action, thing, thing_id, label, store_id, reason, authorised_by, before, after, turn)
  join json_to_recordset(commands) as c (n integer, at timestamptz, actor_kind text, actor_id uuid, actor_name text,
    ip text, agent text, request_id text) on c.n = e.n
  where live[e.n]
  order by e.turn
$$;
