-- The platform's own tables: facts, audit, idempotency keys, files, settings of the installation.
-- Facts and audit entries are append-only; their order is given after commit by platform.seal().

create schema if not exists platform;

-- Both are trusted extensions: the owner of a database may create them.
create extension if not exists unaccent with schema public;
create extension if not exists pg_trgm with schema public;

-- Text as people search it: without case and accents. Immutable because the dictionary is named.
create function platform.fold(given text) returns text language sql immutable strict parallel safe as $$
  select lower(public.unaccent('public.unaccent'::regdictionary, given))
$$;

-- Refuses to change what is written for ever. Grants forbid it too; the trigger also stops the owner's own mistakes.
create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: write a counter-entry', tg_table_schema || '.' || tg_table_name
    using errcode = 'restrict_violation';
end $$;

-- What happened, for the live feed, webhooks and reactions of other modules.
create table platform.fact (
  id bigint generated always as identity primary key,
  name text not null,
  data jsonb not null,
  store_id uuid,
  warehouse_id uuid,
  actor_id uuid,
  at timestamptz not null,
  -- The writing transaction: lets the sealer tell which facts can no longer be overtaken by a late commit. A logical
  -- restore writes '0' here, because transaction numbers of another server mean nothing.
  xid xid8 not null default pg_current_xact_id()
);
-- The sealer's way to what comes next. Both columns only rise, so the insert touches the last page.
create index fact_order on platform.fact (xid, id);
create trigger fact_is_append_only before update or delete on platform.fact
  for each row execute function platform.refuse_change();

-- The feed's order: dense, rising, given only when no earlier transaction can still commit. Clients resume from it.
create table platform.fact_position (
  position bigint primary key,
  fact_id bigint not null unique references platform.fact (id)
);

-- Who did what, before and after.
create table platform.audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  ip text not null,
  agent text not null,
  request_id text not null,
  action text not null,
  thing text not null,
  thing_id text not null,
  label text,
  store_id uuid,
  reason text,
  authorised_by uuid,
  before jsonb,
  after jsonb,
  xid xid8 not null default pg_current_xact_id()
);
create index audit_entry_thing on platform.audit_entry (thing, thing_id, id desc);
create index audit_entry_actor on platform.audit_entry (actor_id, id desc);
create index audit_entry_action on platform.audit_entry (action, id desc);
create index audit_entry_at on platform.audit_entry (at, id);
create index audit_entry_order on platform.audit_entry (xid, id);
create trigger audit_entry_is_append_only before update or delete on platform.audit_entry
  for each row execute function platform.refuse_change();

-- The hash chain over the audit entries, in the order of their commits.
create table platform.audit_seal (
  position bigint primary key,
  entry_id bigint not null unique references platform.audit_entry (id),
  hash bytea not null
);
create trigger audit_seal_is_append_only before update or delete on platform.audit_seal
  for each row execute function platform.refuse_change();

-- What one entry contributes to the chain. Separators cannot occur in jsonb text, so no two entries share a text.
create function platform.audit_text(e platform.audit_entry) returns text language sql stable as $$
  select jsonb_build_array(
    e.id, to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor_kind, e.actor_id, e.actor_name, e.ip,
    e.agent, e.request_id, e.action, e.thing, e.thing_id, e.label, e.store_id, e.reason, e.authorised_by, e.before,
    e.after)::text
$$;

-- Writes the facts and audit entries of one transaction in one call.
create function platform.record(at timestamptz, who jsonb, facts jsonb, entries jsonb) returns void language sql as $$
  insert into platform.fact (name, data, store_id, warehouse_id, actor_id, at)
  select f->>'name', f->'data', (f->'data'->>'store_id')::uuid, (f->'data'->>'warehouse_id')::uuid, (who->>'id')::uuid, at
  from jsonb_array_elements(facts) with ordinality as given (f, n)
  order by n;

  insert into platform.audit_entry (at, actor_kind, actor_id, actor_name, ip, agent, request_id, action, thing, thing_id,
    label, store_id, reason, authorised_by, before, after)
  select at, who->>'kind', (who->>'id')::uuid, who->>'name', who->>'ip', who->>'agent', who->>'request_id',
    e->>'action', e->>'thing', e->>'thing_id', e->>'label', (e->>'store_id')::uuid, e->>'reason',
    (e->>'authorised_by')::uuid, nullif(e->'before', 'null'), nullif(e->'after', 'null')
  from jsonb_array_elements(entries) with ordinality as given (e, n)
  order by n;
$$;

-- Gives committed facts their position and committed audit entries their seal. The order is (xid, id): every
-- transaction below the horizon has ended, so nothing can still appear before what was placed, and the last placed row
-- is a complete memory of what is done. One caller at a time (advisory lock); positions have no gaps.
-- `waiting`: something committed is held up by an older open transaction, or the batch was full: call again soon.
create function platform.seal(batch integer, out placed integer, out sealed integer, out waiting boolean)
language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off as $$
declare
  horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
  last_fact record;
  last_seal record;
  entry platform.audit_entry;
  link bytea;
  ids bigint[] := '{}';
  links bytea[] := '{}';
begin
  placed := 0;
  sealed := 0;
  waiting := false;
  if not pg_try_advisory_xact_lock(hashtext('platform.seal')) then
    waiting := true;
    return;
  end if;

  select p.position, f.xid, f.id into last_fact
  from platform.fact_position p join platform.fact f on f.id = p.fact_id
  order by p.position desc limit 1;
  if not found then
    select 0::bigint as position, '0'::xid8 as xid, 0::bigint as id into last_fact;
  end if;

  insert into platform.fact_position (position, fact_id)
  select last_fact.position + row_number() over (order by f.xid, f.id), f.id
  from (
    select f.xid, f.id
    from platform.fact f
    where (f.xid, f.id) > (last_fact.xid, last_fact.id) and f.xid < horizon
    order by f.xid, f.id
    limit batch
  ) f;
  get diagnostics placed = row_count;

  select s.position, s.hash, e.xid, e.id into last_seal
  from platform.audit_seal s join platform.audit_entry e on e.id = s.entry_id
  order by s.position desc limit 1;
  if not found then
    select 0::bigint as position, '\x'::bytea as hash, '0'::xid8 as xid, 0::bigint as id into last_seal;
  end if;

  link := last_seal.hash;
  for entry in
    select e.*
    from platform.audit_entry e
    where (e.xid, e.id) > (last_seal.xid, last_seal.id) and e.xid < horizon
    order by e.xid, e.id
    limit batch
  loop
    link := sha256(link || convert_to(platform.audit_text(entry), 'UTF8'));
    ids := ids || entry.id;
    links := links || link;
  end loop;
  sealed := cardinality(ids);
  insert into platform.audit_seal (position, entry_id, hash)
  select last_seal.position + given.n, given.id, given.hash
  from unnest(ids, links) with ordinality as given (id, hash, n);

  if placed > 0 then
    perform pg_notify('mostrador_facts', (last_fact.position + placed)::text);
  end if;
  waiting := placed = batch or sealed = batch
    or exists (
      select from platform.fact f
      where (f.xid, f.id) > (last_fact.xid, last_fact.id)
        and not exists (select from platform.fact_position p where p.fact_id = f.id))
    or exists (
      select from platform.audit_entry e
      where (e.xid, e.id) > (last_seal.xid, last_seal.id)
        and not exists (select from platform.audit_seal s where s.entry_id = e.id));
end $$;

-- The first link of the audit chain, from a position on, that does not follow from the stored one before it, or null.
-- Pairwise, so it needs no loop: when every link follows from its neighbour, the whole chain holds.
create function platform.first_broken_seal(first bigint, last bigint)
returns table (broken_position bigint, broken_entry bigint, why text) language sql stable as $$
  select c.position, c.entry_id, c.why
  from (
    select s.position, s.entry_id,
      case
        when s.position <> coalesce(lag(s.position) over w, 0) + 1 then 'missing'
        when e.id is null then 'entry_missing'
        when s.hash <> sha256(coalesce(lag(s.hash) over w, '\x') || convert_to(platform.audit_text(e), 'UTF8')) then 'changed'
      end as why
    from platform.audit_seal s left join platform.audit_entry e on e.id = s.entry_id
    where s.position between first - 1 and last
    window w as (order by s.position)
  ) c
  where c.why is not null and c.position >= first
  order by c.position
  limit 1
$$;

-- The first answer to a command that carried an Idempotency-Key; written in the command's own transaction.
create table platform.idempotency (
  actor text not null,
  key text not null,
  fingerprint bytea not null,
  status integer,
  body jsonb,
  headers jsonb,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);
create index idempotency_created_at on platform.idempotency (created_at);

-- Files of the business: checked and re-encoded before they are written. Content lies in the files folder by hash.
create table platform.file (
  id uuid primary key,
  kind text not null,
  media_type text not null,
  bytes integer not null,
  width integer,
  height integer,
  sha256 bytea not null,
  created_by uuid,
  created_at timestamptz not null default now()
);

-- Facts of the installation itself: demo loaded, version, one row a name.
create table platform.note (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- Each run of a job, for the page that shows them. A running row is also the worker's lease: `seen_at` is renewed while
-- it lives, and whoever finds it stale takes the job back.
create table platform.job_run (
  id uuid primary key,
  job text not null,
  status text not null check (status in ('running', 'completed', 'failed')),
  attempt integer not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  duration_ms integer,
  error text,
  queue_id bigint not null,
  worker text not null,
  seen_at timestamptz not null default now()
);
create index job_run_started_at on platform.job_run (started_at desc);
create index job_run_job on platform.job_run (job, started_at desc);
create index job_run_running on platform.job_run (queue_id) where status = 'running';

-- Effects that must happen once, however often a job is tried: written in the effect's own transaction.
create table platform.processed (
  consumer text not null,
  key text not null,
  at timestamptz not null default now(),
  primary key (consumer, key)
);

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant usage on schema platform to mostrador_app;
    grant select, insert on platform.fact, platform.fact_position, platform.audit_entry, platform.audit_seal to mostrador_app;
    grant select, insert, update, delete on platform.idempotency, platform.file, platform.note, platform.job_run,
      platform.processed to mostrador_app;
    grant execute on all functions in schema platform to mostrador_app;
    grant usage on all sequences in schema platform to mostrador_app;
  end if;
end $$;
