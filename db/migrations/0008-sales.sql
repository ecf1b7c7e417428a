-- Sales: orders and counter sales, quotes, held carts. Never deleted; an order ends completed or cancelled.

create schema if not exists sales;

-- What people call an order and a quote. Gaps are allowed here; issued documents have their own gap-free series.
create sequence sales.order_number;
create sequence sales.quote_number;

create table sales."order" (
  id uuid primary key,
  number bigint not null default nextval('sales.order_number') unique,
  status text not null,
  store_id uuid not null,
  warehouse_id uuid not null,
  till_session_id uuid,
  customer_id uuid,
  -- Frozen when confirmed; the living record stays linked by customer_id.
  customer jsonb,
  customer_name text,
  channel text not null,
  fulfilment text not null,
  delivery_address text,
  document_kind text not null,
  document_label text,
  notes text,
  discount_basis_points integer,
  -- The order's own discount as an amount; `discount_minor` sums it with those of the lines.
  order_discount_minor bigint not null default 0,
  subtotal_minor bigint not null,
  discount_minor bigint not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  exempt_minor bigint not null,
  total bigint not null,
  cost_minor bigint,
  lines integer not null,
  units numeric(14,3) not null,
  quote_id uuid,
  receipt_token text not null unique,
  -- Of a counter sale: what was asked, so that a replay is told from another sale with the same id.
  fingerprint bytea,
  -- The import that brought it in, so that it can be taken back.
  import_run_id uuid,
  day date not null,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  confirmed_at timestamptz,
  confirmed_by uuid,
  handed_over_at timestamptz,
  handed_over_by uuid,
  completed_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by uuid,
  cancel_reason text,
  version integer not null default 1,
  constraint order_status check (status in ('draft', 'confirmed', 'completed', 'cancelled')),
  constraint order_channel check (channel in ('in_store', 'online', 'phone')),
  constraint order_fulfilment check (fulfilment in ('takeaway', 'pickup', 'delivery')),
  constraint order_adds_up check (net_minor + tax_minor + exempt_minor = total),
  constraint order_not_negative check (total >= 0 and discount_minor >= 0),
  constraint order_confirmed check (status not in ('confirmed', 'completed') or confirmed_at is not null),
  constraint order_completed check (
    (status = 'completed') = (completed_at is not null) and (completed_at is null or handed_over_at is not null)),
  constraint order_cancelled check ((status = 'cancelled') = (cancelled_at is not null)),
  constraint order_cancelled_before_hand_over check (status <> 'cancelled' or handed_over_at is null)
);
create index order_created_at on sales."order" (created_at desc, id);
create index order_store on sales."order" (store_id, created_at desc);
create index order_day on sales."order" (day, store_id) where status in ('confirmed', 'completed');
create index order_customer on sales."order" (customer_id, created_at desc) where customer_id is not null;
create index order_open on sales."order" (status, store_id) where status in ('draft', 'confirmed');
create index order_till_session on sales."order" (till_session_id) where till_session_id is not null;
create index order_quote on sales."order" (quote_id) where quote_id is not null;
create index order_import_run on sales."order" (import_run_id) where import_run_id is not null;
create index order_document_label on sales."order" (document_label);
create index order_customer_name on sales."order" using gin (platform.fold(customer_name) public.gin_trgm_ops);

create table sales.line (
  id uuid primary key,
  order_id uuid not null references sales."order" (id),
  position integer not null,
  product_id uuid not null,
  sku text not null,
  name text not null,
  unit text not null,
  tracks_stock boolean not null,
  quantity numeric(14,3) not null,
  unit_price bigint not null,
  list_price bigint not null,
  -- The price was set by a person who may, or by a quote: the catalogue no longer moves it.
  is_own_price boolean not null default false,
  discount_basis_points integer,
  discount_minor bigint not null,
  order_discount_minor bigint not null,
  tax_class text not null,
  tax_basis_points integer not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  total bigint not null,
  cost_minor bigint,
  note text,
  constraint line_position unique (order_id, position),
  constraint line_quantity check (quantity > 0),
  constraint line_adds_up check (net_minor + tax_minor = total),
  constraint line_not_negative check (unit_price >= 0 and discount_minor >= 0 and order_discount_minor >= 0 and total >= 0)
);
create index line_product on sales.line (product_id);

create table sales.quote (
  id uuid primary key,
  number bigint not null default nextval('sales.quote_number') unique,
  status text not null,
  store_id uuid not null,
  warehouse_id uuid not null,
  customer_id uuid,
  customer jsonb,
  customer_name text,
  order_id uuid,
  notes text,
  discount_basis_points integer,
  order_discount_minor bigint not null default 0,
  subtotal_minor bigint not null,
  discount_minor bigint not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  exempt_minor bigint not null,
  total bigint not null,
  valid_until date not null,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  sent_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  decline_reason text,
  version integer not null default 1,
  constraint quote_status check (status in ('draft', 'sent', 'accepted', 'declined', 'expired')),
  constraint quote_adds_up check (net_minor + tax_minor + exempt_minor = total)
);
create index quote_created_at on sales.quote (created_at desc, id);
create index quote_store on sales.quote (store_id, created_at desc);
create index quote_customer on sales.quote (customer_id, created_at desc) where customer_id is not null;
create index quote_waiting on sales.quote (valid_until) where status = 'sent';

create table sales.quote_line (
  id uuid primary key,
  quote_id uuid not null references sales.quote (id),
  position integer not null,
  product_id uuid not null,
  sku text not null,
  name text not null,
  unit text not null,
  quantity numeric(14,3) not null,
  unit_price bigint not null,
  list_price bigint not null,
  discount_basis_points integer,
  discount_minor bigint not null,
  order_discount_minor bigint not null,
  tax_class text not null,
  tax_basis_points integer not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  total bigint not null,
  note text,
  constraint quote_line_position unique (quote_id, position),
  constraint quote_line_quantity check (quantity > 0),
  constraint quote_line_adds_up check (net_minor + tax_minor = total)
);
create index quote_line_product on sales.quote_line (product_id);

-- A cart set aside at one till for any till of the store. Ends recalled, sold or discarded, once.
create table sales.held_cart (
  id uuid primary key,
  store_id uuid not null,
  warehouse_id uuid not null,
  customer_id uuid,
  label text,
  items jsonb not null,
  discount_basis_points integer,
  discount_minor bigint,
  total bigint not null,
  is_reserved boolean not null,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  ended_at timestamptz,
  ended_by uuid,
  ended_as text,
  constraint held_cart_ended check ((ended_at is null) = (ended_as is null)),
  constraint held_cart_ended_as check (ended_as in ('recalled', 'sold', 'discarded'))
);
create index held_cart_waiting on sales.held_cart (store_id, created_at) where ended_at is null;

-- Takes the id of a counter sale until the transaction ends. Whoever sends the same id meanwhile waits here, and then
-- sees what the first one wrote, because each statement of a function has its own snapshot. Null: nobody has it yet.
create function sales.claim(sale_id uuid) returns bytea language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(sale_id::text, 11));
  return (select coalesce(o.fingerprint, '\x') from sales."order" o where o.id = sale_id);
end $$;

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant usage on schema sales to mostrador_app;
    grant select, insert, update on sales."order", sales.quote, sales.held_cart to mostrador_app;
    grant select, insert, update, delete on sales.line, sales.quote_line to mostrador_app;
    grant usage on all sequences in schema sales to mostrador_app;
    grant execute on all functions in schema sales to mostrador_app;
  end if;
end $$;
