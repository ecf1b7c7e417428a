-- What the planner knows of each table, brought up to date at once: after a demo or an import has filled a database, the
-- server would only notice a minute later, and until then plan for empty tables. The owner's right, lent to the program.
create function platform.refresh_statistics() returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  filled regclass;
begin
  for filled in
    select c.oid
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relowner = (select oid from pg_roles where rolname = current_user)
      and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
    order by c.oid
  loop
    execute format('analyze %s', filled);
  end loop;
end $$;
revoke execute on function platform.refresh_statistics() from public;

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant execute on function platform.refresh_statistics() to mostrador_app;
  end if;
end $$;
