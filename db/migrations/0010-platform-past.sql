-- Facts and audit entries of a transaction that lives through a past (a demo, an import of old papers): each carries the
-- number of its moment, and a moment says when and who. Those without one belong to the first.
create function platform.record_past(moments jsonb, facts jsonb, entries jsonb) returns void language sql as $$
  insert into platform.fact (name, data, store_id, warehouse_id, actor_id, at)
  select f->>'name', f->'data', (f->'data'->>'store_id')::uuid, (f->'data'->>'warehouse_id')::uuid, m.id, m.at
  from jsonb_array_elements(facts) with ordinality as given (f, n)
  join rows from (jsonb_to_recordset(moments) as (at timestamptz, id uuid)) with ordinality as m (at, id, moment)
    on m.moment = coalesce((f->>'moment')::integer, 0) + 1
  order by n;

  insert into platform.audit_entry (at, actor_kind, actor_id, actor_name, ip, agent, request_id, action, thing, thing_id,
    label, store_id, reason, authorised_by, before, after)
  select m.at, m.kind, m.id, m.name, m.ip, m.agent, m.request_id, e->>'action', e->>'thing', e->>'thing_id', e->>'label',
    (e->>'store_id')::uuid, e->>'reason', (e->>'authorised_by')::uuid, nullif(e->'before', 'null'), nullif(e->'after', 'null')
  from jsonb_array_elements(entries) with ordinality as given (e, n)
  join rows from (
    jsonb_to_recordset(moments) as (at timestamptz, kind text, id uuid, name text, ip text, agent text, request_id text)
  ) with ordinality as m (at, kind, id, name, ip, agent, request_id, moment)
    on m.moment = coalesce((e->>'moment')::integer, 0) + 1
  order by n;
$$;

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant execute on function platform.record_past(jsonb, jsonb, jsonb) to mostrador_app;
  end if;
end $$;
