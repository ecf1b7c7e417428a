-- Purchasing: who sells us what and at which price, what to order, what was ordered, what came, and what we owe for it.
-- Lock order of every writer: invoice → purchase order → reorder request → stock (its own order) → series.

create schema if not exists purchasing;

-- What was agreed with a supplier. A supplier without a row has no minimum, no freight and no usual lead time.
create table purchasing.terms (
  supplier_id uuid primary key constraint terms_supplier references contacts.party (id),
  -- Orders below this are not accepted; from `free_freight_minor` on the freight costs nothing.
  minimum_minor bigint not null default 0,
  freight_minor bigint not null default 0,
  free_freight_minor bigint,
  lead_time_days integer,
  order_email text,
  notes text,
  version integer not null default 1,
  updated_at timestamptz not null,
  constraint terms_amounts check (minimum_minor >= 0 and freight_minor >= 0 and coalesce(free_freight_minor, 0) >= 0),
  constraint terms_lead_time check (lead_time_days between 0 and 365)
);

-- One supplier's way of selling one product. The price is that of a pack, so that a box of twelve stays exact.
create table purchasing.offer (
  id uuid primary key,
  supplier_id uuid not null constraint offer_supplier references contacts.party (id),
  product_id uuid not null constraint offer_product references catalog.product (id),
  -- What the supplier calls it on price lists, delivery notes and invoices.
  supplier_code text,
  code_key text generated always as (lower(btrim(supplier_code))) stored,
  supplier_name text,
  pack_size numeric(14,3) not null default 1,
  pack_cost_minor bigint not null,
  minimum_quantity numeric(14,3) not null default 0,
  lead_time_days integer,
  is_preferred boolean not null default false,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  constraint offer_pack check (pack_size > 0 and pack_cost_minor >= 0),
  constraint offer_minimum check (minimum_quantity >= 0),
  constraint offer_lead_time check (lead_time_days between 0 and 365)
);
create unique index offer_once on purchasing.offer (supplier_id, product_id) where archived_at is null;
create unique index offer_code on purchasing.offer (supplier_id, code_key) where archived_at is null;
create unique index offer_preferred on purchasing.offer (product_id) where is_preferred and archived_at is null;
create index offer_supplier_id on purchasing.offer (supplier_id);
create index offer_product_id on purchasing.offer (product_id);

-- Every price a supplier has asked, and when: the drift of a supplier is read here.
create table purchasing.offer_price (
  id bigint generated always as identity primary key,
  offer_id uuid not null constraint offer_price_offer references purchasing.offer (id),
  pack_size numeric(14,3) not null,
  pack_cost_minor bigint not null,
  source text not null,
  at timestamptz not null,
  by_id uuid,
  constraint offer_price_source check (source in ('hand', 'import', 'receipt'))
);
create index offer_price_offer_id on purchasing.offer_price (offer_id, at);
create trigger offer_price_is_append_only before update or delete on purchasing.offer_price
  for each row execute function platform.refuse_change();

-- Lines of a supplier's price list that no product answers to yet. Once somebody says which, the code is known for ever.
create table purchasing.unknown_code (
  id uuid primary key,
  supplier_id uuid not null constraint unknown_code_supplier references contacts.party (id),
  supplier_code text not null,
  code_key text not null generated always as (lower(btrim(supplier_code))) stored,
  description text,
  pack_size numeric(14,3) not null,
  pack_cost_minor bigint not null,
  minimum_quantity numeric(14,3) not null,
  lead_time_days integer,
  run_id uuid,
  seen_at timestamptz not null,
  product_id uuid constraint unknown_code_product references catalog.product (id),
  resolved_at timestamptz,
  resolved_by uuid,
  is_ignored boolean not null default false,
  constraint unknown_code_resolved check ((resolved_at is not null) = (product_id is not null or is_ignored))
);
create unique index unknown_code_once on purchasing.unknown_code (supplier_id, code_key);
create index unknown_code_product_id on purchasing.unknown_code (product_id);
create index unknown_code_waiting on purchasing.unknown_code (supplier_id, seen_at) where resolved_at is null;

-- Somebody, or an alert, wants more of a product in a warehouse.
create table purchasing.reorder (
  id uuid primary key,
  number bigint generated always as identity unique,
  product_id uuid not null constraint reorder_product references catalog.product (id),
  warehouse_id uuid not null constraint reorder_warehouse references company.warehouse (id),
  store_id uuid not null,
  supplier_id uuid constraint reorder_supplier references contacts.party (id),
  quantity numeric(14,3) not null,
  received_quantity numeric(14,3) not null default 0,
  status text not null,
  source text not null,
  notes text,
  purchase_order_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  constraint reorder_status check (status in ('requested', 'ordered', 'received', 'cancelled')),
  constraint reorder_source check (source in ('hand', 'alert')),
  constraint reorder_quantity check (quantity > 0 and received_quantity >= 0)
);
-- One open request a product and warehouse: an alert that comes again asks for nothing twice.
create unique index reorder_open on purchasing.reorder (product_id, warehouse_id) where status in ('requested', 'ordered');
create index reorder_warehouse_id on purchasing.reorder (warehouse_id);
create index reorder_supplier_id on purchasing.reorder (supplier_id);
create index reorder_created_at on purchasing.reorder (created_at desc, id);
create index reorder_purchase_order_id on purchasing.reorder (purchase_order_id);

create table purchasing.reorder_step (
  id bigint generated always as identity primary key,
  reorder_id uuid not null constraint reorder_step_reorder references purchasing.reorder (id),
  from_status text,
  to_status text not null,
  notes text,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index reorder_step_reorder_id on purchasing.reorder_step (reorder_id, id);
create trigger reorder_step_is_append_only before update or delete on purchasing.reorder_step
  for each row execute function platform.refuse_change();

create table purchasing.purchase_order (
  id uuid primary key,
  number bigint generated always as identity unique,
  supplier_id uuid not null constraint purchase_order_supplier references contacts.party (id),
  -- As it was when the order was sent: the paper the supplier holds.
  supplier jsonb,
  supplier_name text not null,
  store_id uuid not null constraint purchase_order_store references company.store (id),
  warehouse_id uuid not null constraint purchase_order_warehouse references company.warehouse (id),
  status text not null,
  expected_on date,
  lines integer not null,
  goods_minor bigint not null,
  freight_minor bigint not null,
  total bigint not null,
  notes text,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  sent_at timestamptz,
  sent_by uuid,
  sent_to text,
  received_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by uuid,
  cancel_reason text,
  constraint purchase_order_status check (status in ('draft', 'sent', 'partially_received', 'received', 'cancelled')),
  constraint purchase_order_adds_up check (goods_minor + freight_minor = total and freight_minor >= 0),
  constraint purchase_order_sent check ((status in ('sent', 'partially_received', 'received')) <= (sent_at is not null)),
  constraint purchase_order_cancelled check ((status = 'cancelled') = (cancelled_at is not null))
);
create index purchase_order_supplier_id on purchasing.purchase_order (supplier_id, created_at desc);
create index purchase_order_warehouse_id on purchasing.purchase_order (warehouse_id);
create index purchase_order_store_id on purchasing.purchase_order (store_id, created_at desc);
create index purchase_order_created_at on purchasing.purchase_order (created_at desc, id);
create index purchase_order_open on purchasing.purchase_order (warehouse_id) where status in ('sent', 'partially_received');
alter table purchasing.reorder
  add constraint reorder_purchase_order foreign key (purchase_order_id) references purchasing.purchase_order (id);

create table purchasing.purchase_line (
  id uuid primary key,
  purchase_order_id uuid not null constraint purchase_line_order references purchasing.purchase_order (id),
  position integer not null,
  product_id uuid not null constraint purchase_line_product references catalog.product (id),
  sku text not null,
  name text not null,
  unit text not null,
  supplier_code text,
  quantity numeric(14,3) not null,
  pack_size numeric(14,3) not null,
  pack_cost_minor bigint not null,
  total bigint not null,
  received_quantity numeric(14,3) not null default 0,
  -- Nothing more is expected of this line, however much is missing.
  closed_at timestamptz,
  reorder_id uuid constraint purchase_line_reorder references purchasing.reorder (id),
  constraint purchase_line_position unique (purchase_order_id, position),
  constraint purchase_line_once unique (purchase_order_id, product_id),
  constraint purchase_line_quantity check (quantity > 0 and received_quantity >= 0 and pack_size > 0 and pack_cost_minor >= 0)
);
create index purchase_line_product_id on purchasing.purchase_line (product_id);
create index purchase_line_reorder_id on purchasing.purchase_line (reorder_id);

-- Goods that came, once, with the paper they came with. Never edited: a mistake is an adjustment or a return to the supplier.
create table purchasing.receipt (
  id uuid primary key,
  number bigint generated always as identity unique,
  purchase_order_id uuid constraint receipt_purchase_order references purchasing.purchase_order (id),
  supplier_id uuid not null constraint receipt_supplier references contacts.party (id),
  supplier_name text not null,
  store_id uuid not null,
  warehouse_id uuid not null constraint receipt_warehouse references company.warehouse (id),
  -- The supplier's delivery note.
  document_label text,
  fingerprint bytea not null,
  lines integer not null,
  units numeric(17,3) not null,
  cost_minor bigint not null,
  notes text,
  received_at timestamptz not null,
  received_by uuid,
  received_by_name text not null,
  day date not null,
  -- Freight and other charges of this delivery, over and above its goods: part of what they cost on the shelf.
  charges_minor bigint not null default 0 constraint receipt_charges check (charges_minor >= 0)
);
create index receipt_supplier_id on purchasing.receipt (supplier_id, received_at desc);
create index receipt_purchase_order_id on purchasing.receipt (purchase_order_id);
create index receipt_warehouse_id on purchasing.receipt (warehouse_id);
create index receipt_received_at on purchasing.receipt (received_at desc, id);
create trigger receipt_is_append_only before update or delete on purchasing.receipt
  for each row execute function platform.refuse_change();

create table purchasing.receipt_line (
  id uuid primary key,
  receipt_id uuid not null constraint receipt_line_receipt references purchasing.receipt (id),
  position integer not null,
  purchase_line_id uuid constraint receipt_line_purchase_line references purchasing.purchase_line (id),
  product_id uuid not null constraint receipt_line_product references catalog.product (id),
  sku text not null,
  name text not null,
  -- What went on the shelf, and what came broken and did not.
  quantity numeric(14,3) not null,
  damaged_quantity numeric(14,3) not null,
  pack_size numeric(14,3) not null,
  pack_cost_minor bigint not null,
  cost_minor bigint not null,
  -- How the line differs from what was ordered: over, under, unordered, damaged, price.
  differences text[] not null,
  -- Its share of the charges, by what it cost.
  charges_minor bigint not null default 0 constraint receipt_line_charges check (charges_minor >= 0),
  constraint receipt_line_position unique (receipt_id, position),
  constraint receipt_line_quantity check (quantity >= 0 and damaged_quantity >= 0 and quantity + damaged_quantity > 0),
  constraint receipt_line_differences check (differences <@ array['over', 'under', 'unordered', 'damaged', 'price'])
);
create index receipt_line_purchase_line_id on purchasing.receipt_line (purchase_line_id);
create index receipt_line_product_id on purchasing.receipt_line (product_id);
create trigger receipt_line_is_append_only before update or delete on purchasing.receipt_line
  for each row execute function platform.refuse_change();

-- In which lots the units of a line came. Units of no lot wait in the warehouse until somebody says which it is.
create table purchasing.receipt_lot (
  receipt_line_id uuid not null constraint receipt_lot_line references purchasing.receipt_line (id),
  position integer not null,
  code text not null,
  expires_on date,
  quantity numeric(14,3) not null constraint receipt_lot_quantity check (quantity > 0),
  primary key (receipt_line_id, position)
);
create trigger receipt_lot_is_append_only before update or delete on purchasing.receipt_lot
  for each row execute function platform.refuse_change();

-- The supplier's invoice and what of it is paid. Its lines are compared with order and receipt, never trusted alone.
create table purchasing.invoice (
  id uuid primary key,
  supplier_id uuid not null constraint invoice_supplier references contacts.party (id),
  supplier_name text not null,
  store_id uuid not null constraint invoice_store references company.store (id),
  purchase_order_id uuid constraint invoice_purchase_order references purchasing.purchase_order (id),
  document_label text not null,
  label_key text not null generated always as (lower(btrim(document_label))) stored,
  issued_on date not null,
  due_on date not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  total bigint not null,
  paid_minor bigint not null default 0,
  -- What goods and freight should have cost by our own papers, net; null when the invoice names no receipt.
  expected_net_minor bigint,
  status text not null,
  notes text,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  cancelled_at timestamptz,
  cancel_reason text,
  constraint invoice_status check (status in ('open', 'paid', 'cancelled')),
  constraint invoice_adds_up check (net_minor + tax_minor = total and net_minor >= 0 and tax_minor >= 0),
  constraint invoice_paid check (paid_minor between 0 and total),
  constraint invoice_is_paid check ((status = 'paid') <= (paid_minor = total)),
  constraint invoice_cancelled check ((status = 'cancelled') = (cancelled_at is not null))
);
create unique index invoice_once on purchasing.invoice (supplier_id, label_key) where status <> 'cancelled';
create index invoice_supplier_id on purchasing.invoice (supplier_id, due_on);
create index invoice_store_id on purchasing.invoice (store_id);
create index invoice_purchase_order_id on purchasing.invoice (purchase_order_id);
create index invoice_open on purchasing.invoice (due_on, id) where status = 'open';
create index invoice_created_at on purchasing.invoice (created_at desc, id);

-- Which receipts an invoice charges; a receipt is charged once.
create table purchasing.invoice_receipt (
  invoice_id uuid not null constraint invoice_receipt_invoice references purchasing.invoice (id),
  receipt_id uuid primary key constraint invoice_receipt_receipt references purchasing.receipt (id)
);
create index invoice_receipt_invoice_id on purchasing.invoice_receipt (invoice_id);

-- Which entry of the money ledger paid which part of which invoice.
create table purchasing.payment (
  entry_id uuid not null constraint payment_entry references money.entry (id),
  invoice_id uuid not null constraint payment_invoice references purchasing.invoice (id),
  amount bigint not null constraint payment_amount check (amount > 0),
  primary key (entry_id, invoice_id)
);
create index payment_invoice_id on purchasing.payment (invoice_id);
create trigger payment_is_append_only before update or delete on purchasing.payment
  for each row execute function platform.refuse_change();

-- Which rows of an import run changed which offer.
create table purchasing.imported (
  run_id uuid not null,
  row_number integer not null,
  offer_id uuid constraint imported_offer references purchasing.offer (id),
  unknown_code_id uuid constraint imported_unknown_code references purchasing.unknown_code (id),
  outcome text not null constraint imported_outcome check (outcome in ('created', 'changed', 'unchanged')),
  before jsonb,
  version integer,
  primary key (run_id, row_number)
);
create index imported_offer_id on purchasing.imported (offer_id);
create index imported_unknown_code_id on purchasing.imported (unknown_code_id);

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant usage on schema purchasing to mostrador_app;
    grant select, insert, update on all tables in schema purchasing to mostrador_app;
    grant delete on purchasing.purchase_line, purchasing.imported, purchasing.invoice_receipt to mostrador_app;
    grant usage on all sequences in schema purchasing to mostrador_app;
  end if;
end $$;
