-- Everybody the shop deals with: one record per person or company, whatever they are to the shop.

create schema contacts;

create table contacts.party (
  id uuid primary key,
  -- A short code that people and older systems know the party by.
  code text,
  kind text not null constraint party_kind check (kind in ('person', 'company')),
  name text not null,
  -- How `tax_id` reads: the country's number with its check digit, a passport, or another paper.
  document_kind text not null constraint party_document_kind check (document_kind in ('tax_id', 'passport', 'other')),
  tax_id text,
  activity text,
  email text,
  phone text,
  -- The phone's digits with country prefix, for searching; `phone` stays as it was typed.
  phone_digits text,
  contact_name text,
  job_title text,
  notes text,
  is_customer boolean not null default false,
  is_supplier boolean not null default false,
  is_employee boolean not null default false,
  is_rep boolean not null default false,
  -- The user with which an employee signs in.
  user_id uuid constraint party_user references people."user" (id),
  -- The supplier that a sales representative works for.
  represents_id uuid constraint party_represents references contacts.party (id),
  -- How much the customer may owe; zero sells nothing on credit.
  credit_limit_minor bigint not null default 0 constraint party_credit_limit check (credit_limit_minor >= 0),
  payment_days integer not null default 0 constraint party_payment_days check (payment_days between 0 and 365),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  archived_by uuid,
  -- A duplicate that was merged points at the record that stays.
  merged_into_id uuid constraint party_merged_into references contacts.party (id),
  -- All that a person may type to find this party, folded, numbers without punctuation.
  search_text text not null generated always as (
    platform.fold(name) || ' ' || coalesce(platform.fold(email), '') || ' ' || coalesce(platform.fold(code), '')
    || ' ' || coalesce(lower(translate(tax_id, '.-/ ', '')), '') || ' ' || coalesce(phone_digits, '')
    || ' ' || coalesce(platform.fold(contact_name), '')
  ) stored,
  constraint party_has_a_role check (is_customer or is_supplier or is_employee or is_rep),
  constraint party_merged_is_archived check (merged_into_id is null or archived_at is not null)
);
-- Unique among those in use: an archived record does not block a new one.
create unique index party_code on contacts.party (lower(code)) where archived_at is null;
create unique index party_email on contacts.party (email) where archived_at is null;
create unique index party_tax_id on contacts.party (document_kind, tax_id) where archived_at is null;
create unique index party_user_id on contacts.party (user_id) where archived_at is null;
create index party_user_any on contacts.party (user_id);
create index party_represents_id on contacts.party (represents_id);
create index party_merged_into_id on contacts.party (merged_into_id);
create index party_name on contacts.party (name, id);
-- A short pending list (kB): searches read it whole, and with the usual 4 MB the planner shuns the index (measured:
-- 370 ms against 0.2 ms among 20,000 parties).
create index party_search_text on contacts.party using gin (search_text public.gin_trgm_ops)
  with (gin_pending_list_limit = 64);

create table contacts.address (
  id uuid primary key,
  party_id uuid not null constraint address_party references contacts.party (id),
  label text,
  line text,
  commune text,
  city text,
  region text,
  postal_code text,
  country text,
  -- The first one is where letters and invoices go.
  position integer not null constraint address_position check (position >= 0),
  constraint address_order unique (party_id, position) deferrable initially deferred
);

-- What somebody agreed to and when; a withdrawal is a new row. The latest row of a purpose is the one that holds.
create table contacts.consent (
  id bigint generated always as identity primary key,
  party_id uuid not null constraint consent_party references contacts.party (id),
  purpose text not null constraint consent_purpose check (purpose in ('marketing_email', 'marketing_phone', 'messages', 'data_processing')),
  is_granted boolean not null,
  -- How it was given: paper, counter, web form.
  source text not null,
  at timestamptz not null,
  recorded_by uuid
);
create index consent_party_id on contacts.consent (party_id, purpose, id desc);

-- What happened with a party, written by the modules that know it.
create table contacts.timeline (
  id bigint generated always as identity primary key,
  party_id uuid not null constraint timeline_party references contacts.party (id),
  at timestamptz not null,
  kind text not null,
  thing_id uuid not null,
  label text not null,
  amount_minor bigint,
  constraint timeline_once unique (kind, thing_id)
);
create index timeline_party_id on contacts.timeline (party_id, at desc, id desc);

-- Sums of the timeline, apart from the party: they change with each sale and must not touch its search index.
create table contacts.tally (
  party_id uuid primary key constraint tally_party references contacts.party (id),
  order_count integer not null default 0,
  spent_minor bigint not null default 0,
  last_order_at timestamptz
);

-- Which rows of an import run made or changed which party: a resumed run repeats nothing, an undo knows what to take back.
create table contacts.imported (
  run_id uuid not null,
  row_number integer not null,
  party_id uuid not null constraint imported_party references contacts.party (id),
  outcome text not null constraint imported_outcome check (outcome in ('created', 'changed')),
  before jsonb,
  -- The version that the import left; a later edit by hand is not overwritten by an undo.
  version integer not null,
  primary key (run_id, row_number)
);
create index imported_party_id on contacts.imported (party_id);

-- Writes what happened and its sums in one round trip; a thing that was told before is not counted again. What is told
-- of a duplicate goes to the record it was merged into: the lock waits for a merge that is under way.
create function contacts.write_timeline(entries jsonb) returns integer language sql as $$
  with entry as (
    select *
    from jsonb_to_recordset(entries) as e (party_id uuid, at timestamptz, kind text, thing_id uuid, label text, amount_minor bigint)
  ), party as materialized (
    select p.id, coalesce(p.merged_into_id, p.id) as stays
    from contacts.party p
    where p.id in (select e.party_id from entry e)
    order by p.id
    for key share
  ), told as (
    insert into contacts.timeline (party_id, at, kind, thing_id, label, amount_minor)
    select p.stays, e.at, e.kind, e.thing_id, e.label, e.amount_minor
    from entry e
    join party p on p.id = e.party_id
    on conflict (kind, thing_id) do nothing
    returning party_id, at, kind, amount_minor
  ), summed as (
    select
      party_id,
      coalesce(sum(case kind when 'order' then 1 when 'order_cancelled' then -1 end), 0)::integer as orders,
      coalesce(sum(case when kind = 'order' then amount_minor when kind in ('order_cancelled', 'refund') then -amount_minor end), 0)::bigint as spent,
      max(at) filter (where kind = 'order') as last_at
    from told
    group by party_id
    having bool_or(kind in ('order', 'order_cancelled', 'refund'))
    order by party_id
  ), counted as (
    insert into contacts.tally as tally (party_id, order_count, spent_minor, last_order_at)
    select party_id, orders, spent, last_at from summed
    on conflict (party_id) do update set
      order_count = tally.order_count + excluded.order_count,
      spent_minor = tally.spent_minor + excluded.spent_minor,
      last_order_at = greatest(tally.last_order_at, excluded.last_order_at)
  )
  select count(*)::integer from told
$$;

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant usage on schema contacts to mostrador_app;
    grant select, insert, update on contacts.party, contacts.timeline, contacts.tally, contacts.consent to mostrador_app;
    grant select, insert, update, delete on contacts.address, contacts.imported to mostrador_app;
    grant usage on all sequences in schema contacts to mostrador_app;
    grant execute on all functions in schema contacts to mostrador_app;
  end if;
end $$;
