-- The business itself: its settings, stores, warehouses, tills, document numbers and feature switches.

create schema company;

-- One row: the business of this database.
create table company.business (
  only_one boolean primary key default true constraint business_is_one check (only_one),
  name text not null,
  legal_name text,
  tax_id text,
  activity text,
  address text,
  commune text,
  city text,
  phone text,
  email text,
  country text not null,
  currency text not null constraint business_currency check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  language text not null constraint business_language check (language in ('es', 'en')),
  prices_include_tax boolean not null,
  -- What cash totals are rounded to: 10 in Chile, where the smallest coin is ten pesos; 0 or 1 rounds nothing.
  cash_rounding_minor integer not null constraint business_cash_rounding check (cash_rounding_minor between 0 and 100000),
  sell_short text not null default 'never' constraint business_sell_short check (sell_short in ('never', 'allowed')),
  quote_days integer not null default 15 constraint business_quote_days check (quote_days between 1 and 365),
  reservation_minutes integer not null default 15
    constraint business_reservation_minutes check (reservation_minutes between 1 and 1440),
  logo_file_id uuid constraint business_logo references platform.file (id),
  receipt_footer text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index business_logo_file_id on company.business (logo_file_id);

create table company.store (
  id uuid primary key,
  code text not null constraint store_code unique,
  name text not null,
  address text,
  commune text,
  city text,
  phone text,
  email text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  archived_by uuid
);

-- Where goods lie. Each store sells from one warehouse unless told otherwise: its default.
create table company.warehouse (
  id uuid primary key,
  store_id uuid not null constraint warehouse_store references company.store (id),
  code text not null constraint warehouse_code unique,
  name text not null,
  location text,
  description text,
  -- In the unit the shop thinks in (pallets, shelves, cubic metres): a figure to look at, not a rule.
  capacity numeric(14, 3) constraint warehouse_capacity check (capacity > 0),
  is_default boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  archived_by uuid,
  constraint warehouse_default_is_open check (not is_default or archived_at is null)
);
create index warehouse_store_id on company.warehouse (store_id);
create unique index warehouse_one_default on company.warehouse (store_id) where is_default;

-- A register: it belongs to a store and takes goods from a warehouse.
create table company.till (
  id uuid primary key,
  store_id uuid not null constraint till_store references company.store (id),
  warehouse_id uuid not null constraint till_warehouse references company.warehouse (id),
  name text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  archived_by uuid,
  constraint till_name unique (store_id, name)
);
create index till_warehouse_id on company.till (warehouse_id);

-- The last number given in each series of documents. The row is the lock: who takes a number holds the series until
-- the transaction ends, so a rolled-back document leaves no gap.
create table company.document_series (
  store_id uuid not null constraint document_series_store references company.store (id),
  kind text not null constraint document_series_kind check (kind ~ '^[a-z][a-z0-9_]{1,39}$'),
  last_number bigint not null constraint document_series_last_number check (last_number >= 0),
  primary key (store_id, kind)
);

-- The next number of a series. Call it as late as possible: others wait for the same series until commit.
create function company.next_number(store uuid, document_kind text) returns bigint language sql as $$
  insert into company.document_series as series (store_id, kind, last_number)
  values (store, document_kind, 1)
  on conflict (store_id, kind) do update set last_number = series.last_number + 1
  returning last_number
$$;

-- Parts of the program that a shop switched on or off; one that has no row stands as it was delivered.
create table company.feature (
  name text primary key,
  is_on boolean not null,
  changed_at timestamptz not null,
  changed_by uuid
);

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant usage on schema company to mostrador_app;
    grant select, insert, update on all tables in schema company to mostrador_app;
    grant execute on all functions in schema company to mostrador_app;
  end if;
end $$;
