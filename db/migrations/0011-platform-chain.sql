-- The same text as before, to the byte, put together directly: building a jsonb array first copied `before` and `after`
-- twice. Parallel safe, so that verifying a long chain may use every core.
create or replace function platform.audit_text(e platform.audit_entry) returns text language sql stable parallel safe as $$
  select
    '[' || e.id || ', "' || to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '", '
    || coalesce(to_json(e.actor_kind)::text, 'null') || ', ' || coalesce('"' || e.actor_id || '"', 'null') || ', '
    || coalesce(to_json(e.actor_name)::text, 'null') || ', ' || coalesce(to_json(e.ip)::text, 'null') || ', '
    || coalesce(to_json(e.agent)::text, 'null') || ', ' || coalesce(to_json(e.request_id)::text, 'null') || ', '
    || coalesce(to_json(e.action)::text, 'null') || ', ' || coalesce(to_json(e.thing)::text, 'null') || ', '
    || coalesce(to_json(e.thing_id)::text, 'null') || ', ' || coalesce(to_json(e.label)::text, 'null') || ', '
    || coalesce('"' || e.store_id || '"', 'null') || ', ' || coalesce(to_json(e.reason)::text, 'null') || ', '
    || coalesce('"' || e.authorised_by || '"', 'null') || ', ' || coalesce(e.before::text, 'null') || ', '
    || coalesce(e.after::text, 'null') || ']'
$$;

-- The first link of the audit chain, from a position on, that does not follow from the stored one before it, or null.
-- Each link is held against its neighbour by a join: no order is needed, so the parts can be computed side by side.
create or replace function platform.first_broken_seal(first bigint, last bigint)
returns table (broken_position bigint, broken_entry bigint, why text) language sql stable parallel safe as $$
  select c.position, c.entry_id, c.why
  from (
    select s.position, s.entry_id,
      case
        when before.position is null and s.position <> 1 then 'missing'
        when e.id is null then 'entry_missing'
        when s.hash <> sha256(coalesce(before.hash, '\x') || convert_to(platform.audit_text(e), 'UTF8')) then 'changed'
      end as why
    from platform.audit_seal s
    left join platform.audit_seal before on before.position = s.position - 1 and before.position between first - 1 and last
    left join platform.audit_entry e on e.id = s.entry_id
    where s.position between first and last
  ) c
  where c.why is not null
  order by c.position
  limit 1
$$;
