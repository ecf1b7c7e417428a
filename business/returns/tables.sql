-- Returns: goods that come back, where they go, and what the customer gets for them.
-- Lock order of every writer: balance and order → return → stock → money.

create schema if not exists returns;

create sequence returns.number;

create table returns.return (
  id uuid primary key,
  number bigint not null default nextval('returns.number') unique,
  order_id uuid not null constraint return_order references sales."order" (id),
  store_id uuid not null constraint return_store references company.store (id),
  warehouse_id uuid not null constraint return_warehouse references company.warehouse (id),
  state text not null,
  reason text not null,
  note text,
  value_minor bigint not null,
  requested_at timestamptz not null,
  requested_by uuid,
  requested_by_name text not null,
  received_at timestamptz,
  received_by uuid,
  settled_at timestamptz,
  settled_by uuid,
  rejected_at timestamptz,
  rejected_by uuid,
  reject_reason text,
  -- What was given for it: money, credit, or other goods.
  settled_as text,
  refunded_minor bigint,
  credited_minor bigint,
  credit_note_label text,
  exchange_order_id uuid constraint return_exchange references sales."order" (id),
  version integer not null default 1,
  constraint return_state check (state in ('requested', 'received', 'settled', 'rejected')),
  constraint return_reason check (reason in ('defective', 'wrong_item', 'not_wanted', 'damaged_in_transit', 'expired', 'other')),
  constraint return_value check (value_minor >= 0),
  constraint return_received check (state <> 'received' or received_at is not null),
  constraint return_settled check ((state = 'settled') = (settled_at is not null)),
  constraint return_rejected check ((state = 'rejected') = (rejected_at is not null) and (state <> 'rejected' or coalesce(reject_reason, '') ~ '\S')),
  constraint return_settled_as check (settled_as in ('original', 'store_credit', 'other_tender', 'exchange'))
);
create index return_order on returns.return (order_id);
create index return_store on returns.return (store_id, requested_at desc);
create index return_requested_at on returns.return (requested_at desc, id);
create index return_open on returns.return (state) where state in ('requested', 'received');
create index return_warehouse on returns.return (warehouse_id);
create index return_exchange on returns.return (exchange_order_id) where exchange_order_id is not null;

create table returns.line (
  id uuid primary key,
  return_id uuid not null constraint line_return references returns.return (id),
  order_line_id uuid not null,
  position integer not null,
  product_id uuid not null constraint line_product references catalog.product (id),
  sku text not null,
  name text not null,
  unit text not null,
  tracks_stock boolean not null,
  quantity numeric(14,3) not null,
  value_minor bigint not null,
  -- Decided when the goods arrive.
  disposition text,
  cost_minor bigint,
  -- Still waiting in quarantine: on hand, and promised to this return so that nobody sells it.
  quarantined numeric(14,3) not null default 0,
  constraint line_order_line unique (return_id, order_line_id),
  constraint line_quantity check (quantity > 0 and quarantined between 0 and quantity),
  constraint line_value check (value_minor >= 0),
  constraint line_disposition check (disposition in ('restock', 'quarantine', 'scrap', 'to_supplier'))
);
create index line_order_line_id on returns.line (order_line_id);
create index line_product on returns.line (product_id);

-- How much of each line sold has come back, or is about to: the row that two clerks queue for.
create table returns.taken (
  order_line_id uuid primary key,
  sold numeric(14,3) not null,
  returned numeric(14,3) not null,
  constraint taken_never_above_sold check (returned between 0 and sold)
);
