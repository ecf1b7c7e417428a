-- The catalogue: what the shop sells, how it is found, what it costs and what it cost before.

create schema if not exists catalog;

-- The text that search reads: folded, once with punctuation as spaces ("10w 40") and, where that differs, once
-- without it ("10w40"), so both spellings of a grade or a code are found. ASCII punctuation is named one by one:
-- character classes would depend on the server's locale and drop Cyrillic names under "C".
create function catalog.search_text(sku text, name text) returns text language sql immutable strict parallel safe as $$
  select ' ' || split || case when split = joined then '' else ' ' || joined end
  from (
    select regexp_replace(folded, '[\s!-/:-@\[-`{-~]+', ' ', 'g') as split,
      regexp_replace(regexp_replace(folded, '[!-/:-@\[-`{-~]+', '', 'g'), '\s+', ' ', 'g') as joined
    from (select platform.fold(name || ' ' || sku) as folded) given
  ) forms
$$;

-- One spelling per code: a UPC-A read with 12 digits and the same one read as EAN-13 or GTIN-14 are one code.
create function catalog.code_key(code text) returns text language sql immutable strict parallel safe as $$
  select case when code ~ '^([0-9]{8}|[0-9]{12,14})$' then lpad(code, 14, '0') else lower(code) end
$$;

create table catalog.category (
  id uuid primary key,
  parent_id uuid constraint category_parent_exists references catalog.category (id),
  name text not null,
  name_key text collate "C" generated always as (platform.fold(name)) stored,
  description text,
  version integer not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz
);
create unique index category_name on catalog.category (parent_id, name_key) nulls not distinct where archived_at is null;
create index category_parent on catalog.category (parent_id);

-- Products that differ only in options (size, colour, viscosity): each variant is a product of its own.
create table catalog.family (
  id uuid primary key,
  name text not null,
  name_key text collate "C" generated always as (platform.fold(name)) stored,
  option_names text[] not null constraint family_option_names_count check (cardinality(option_names) between 1 and 3),
  version integer not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz
);
create index family_name on catalog.family (name_key, id);

create table catalog.product (
  id uuid primary key,
  sku text not null,
  sku_key text collate "C" generated always as (lower(sku)) stored,
  name text not null,
  name_key text collate "C" generated always as (platform.fold(name)) stored,
  search text not null generated always as (catalog.search_text(sku, name)) stored,
  description text,
  kind text not null constraint product_kind check (kind in ('good', 'service')),
  category_id uuid constraint product_category_exists references catalog.category (id),
  family_id uuid constraint product_family_exists references catalog.family (id),
  -- The variant's values, in the order of family.option_names.
  option_values text[],
  unit text not null,
  decimals smallint not null constraint product_decimals check (decimals between 0 and 3),
  price_minor bigint not null constraint product_price check (price_minor >= 0),
  -- The reference cost a person or an import gave, without tax; null is unknown, which is not zero.
  cost_minor bigint constraint product_cost check (cost_minor >= 0),
  tax_class text not null,
  status text not null constraint product_status check (status in ('active', 'inactive', 'discontinued')),
  image_file_id uuid constraint product_image_exists references platform.file (id),
  supplier_id uuid constraint product_supplier_exists references contacts.party (id),
  min_stock numeric(14,3) constraint product_min_stock check (min_stock >= 0),
  max_stock numeric(14,3) constraint product_max_stock check (max_stock >= coalesce(min_stock, 0)),
  reorder_quantity numeric(14,3) constraint product_reorder_quantity check (reorder_quantity > 0),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  constraint product_variant_has_values check ((family_id is null) = (option_values is null))
);
-- Archived products keep their code: what an old receipt names must mean one thing for ever.
create unique index product_sku on catalog.product (sku_key);
create unique index product_variant on catalog.product (family_id, option_values) where archived_at is null;
create index product_name on catalog.product (name_key, id) where archived_at is null;
create index product_price on catalog.product (price_minor, id) where archived_at is null;
create index product_category on catalog.product (category_id, name_key, id);
create index product_supplier on catalog.product (supplier_id) where supplier_id is not null;
create index product_image on catalog.product (image_file_id) where image_file_id is not null;
create index product_archived on catalog.product (name_key, id) where archived_at is not null;
-- A short pending list: an import pays a third of what it pays without one, and a search never reads more than 512 kB.
create index product_search on catalog.product using gin (search public.gin_trgm_ops)
  with (gin_pending_list_limit = 512);

create table catalog.barcode (
  key text collate "C" generated always as (catalog.code_key(code)) stored primary key,
  code text not null,
  product_id uuid not null constraint barcode_product_exists references catalog.product (id),
  -- How many units one scan means: 1 for the piece, 12 for the box.
  pack_quantity numeric(14,3) not null default 1 constraint barcode_pack_quantity check (pack_quantity > 0),
  position smallint not null default 0
);
create index barcode_product on catalog.barcode (product_id, position);

-- Numbers for the codes the shop makes itself; a sequence, so two people at once never get the same one.
create sequence catalog.internal_code;

-- Each price with its period [valid_from, valid_to); the open period is the present price, from the first one on.
create table catalog.price_history (
  product_id uuid not null constraint price_history_product_exists references catalog.product (id),
  amount_minor bigint not null,
  valid_from timestamptz not null,
  valid_to timestamptz constraint price_history_period check (valid_to > valid_from),
  author_id uuid,
  author_name text not null,
  primary key (product_id, valid_from)
);
create unique index price_history_open on catalog.price_history (product_id) where valid_to is null;

create table catalog.cost_history (
  product_id uuid not null constraint cost_history_product_exists references catalog.product (id),
  amount_minor bigint not null,
  valid_from timestamptz not null,
  valid_to timestamptz constraint cost_history_period check (valid_to > valid_from),
  author_id uuid,
  author_name text not null,
  primary key (product_id, valid_from)
);
create unique index cost_history_open on catalog.cost_history (product_id) where valid_to is null;

-- Levels of one product in one warehouse, where they differ from the product's own.
create table catalog.level_rule (
  product_id uuid not null constraint level_rule_product_exists references catalog.product (id),
  warehouse_id uuid not null constraint level_rule_warehouse_exists references company.warehouse (id),
  min_stock numeric(14,3) constraint level_rule_min_stock check (min_stock >= 0),
  max_stock numeric(14,3) constraint level_rule_max_stock check (max_stock >= coalesce(min_stock, 0)),
  reorder_quantity numeric(14,3) constraint level_rule_reorder_quantity check (reorder_quantity > 0),
  primary key (product_id, warehouse_id)
);
create index level_rule_warehouse on catalog.level_rule (warehouse_id);

-- The words that names are made of: what a mistyped word is compared with. Few thousand, however many products there
-- are; words with digits are left out, since a mistyped code should not find another code.
-- Not unique on purpose: two imports that meet the same new word must not wait for each other; a double is harmless.
create table catalog.word (
  word text collate "C" not null
);
create index word_word on catalog.word (word);
create index word_similar on catalog.word using gin (word public.gin_trgm_ops);

create function catalog.learn_words() returns trigger language plpgsql as $$
begin
  insert into catalog.word (word)
  select distinct w
  from written p, string_to_table(p.search, ' ') w
  where length(w) between 3 and 40 and w !~ '[0-9]'
    and not exists (select from catalog.word known where known.word = w);
  return null;
end $$;
create trigger product_inserted after insert on catalog.product
  referencing new table as written for each statement execute function catalog.learn_words();
create trigger product_renamed after update on catalog.product
  referencing new table as written for each statement execute function catalog.learn_words();

-- Device models that the workshop meets, learned as people type them.
create table catalog.device_model (
  id uuid primary key,
  device_type text not null,
  brand text not null,
  name text not null,
  created_at timestamptz not null,
  -- Two spellings that people found to be one: the row stays for what points at it.
  merged_into_id uuid constraint device_model_merged_exists references catalog.device_model (id)
);
create index device_model_merged on catalog.device_model (merged_into_id) where merged_into_id is not null;
create index device_model_name on catalog.device_model (device_type, brand, name, id);

-- Every spelling met, reduced to letters and digits, and the model it means.
create table catalog.device_spelling (
  key text collate "C" primary key,
  device_model_id uuid not null constraint device_spelling_model_exists references catalog.device_model (id)
);
create index device_spelling_model on catalog.device_spelling (device_model_id);

-- What each row of an import did, so that it is done once and can be taken back.
create table catalog.import_row (
  run_id uuid not null,
  row_number integer not null,
  product_id uuid not null constraint import_row_product_exists references catalog.product (id),
  outcome text not null constraint import_row_outcome check (outcome in ('created', 'changed')),
  -- The values that a change replaced; and the version it left, to see whether somebody changed the product since.
  before jsonb,
  version_after integer not null,
  undone_at timestamptz,
  primary key (run_id, row_number)
);
create index import_row_product on catalog.import_row (product_id);
