-- The fastest form we can write of what the program does, without the program: one call and one commit an order, ids
-- given by the database, nothing looked up twice, no idempotency, no permission, no fact, no audit entry. The same
-- tables, indexes, constraints, locks and durability. It is what the product is measured against.

create schema bench;
create table bench.place as select $store$STORE$store$::uuid as store_id, $w$WAREHOUSE$w$::uuid as warehouse_id;
create table bench.product (no integer primary key, id uuid not null);
create table bench.draft (no bigint primary key, id uuid not null);
create sequence bench.next_draft;

-- Drafts of three lines each, as POST /api/orders leaves them. `hot`: of the first three products only.
create function bench.make_drafts(count integer, products integer) returns void language plpgsql as $$
declare
  first bigint := (select coalesce(max(no), 0) from bench.draft);
begin
  create temp table made on commit drop as
  select first + n as no, uuidv7() as id, ((n * 7919) % products) as a from generate_series(1, count) as n;
  insert into sales."order" (id, status, store_id, warehouse_id, channel, fulfilment, document_kind, subtotal_minor,
    discount_minor, net_minor, tax_minor, exempt_minor, total, lines, units, receipt_token, day, created_at, created_by_name)
  select m.id, 'draft', p.store_id, p.warehouse_id, 'in_store', 'pickup', 'boleta', 3570, 0, 3000, 570, 0, 3570, 3, 3,
    m.id::text, current_date, now(), 'bench'
  from made m, bench.place p;
  insert into sales.line (id, order_id, position, product_id, sku, name, unit, tracks_stock, quantity, unit_price,
    list_price, discount_minor, order_discount_minor, tax_class, tax_basis_points, net_minor, tax_minor, total)
  select uuidv7(), m.id, k + 1, p.id, p.sku, p.name, p.unit, true, 1, 1190, 1190, 0, 0, p.tax_class, 1900, 1000, 190, 1190
  from made m
  cross join generate_series(0, 2) as k
  join bench.product b on b.no = (m.a + k * (products / 3)) % products
  join catalog.product p on p.id = b.id;
  insert into money.balance (document_id, document_kind, store_id, total, updated_at)
  select m.id, 'order', p.store_id, 3570, now() from made m, bench.place p;
  insert into bench.draft select no, id from made;
end $$;

-- Confirm and pay the next draft.
create function bench.confirm_and_pay() returns bigint language plpgsql as $$
declare
  turn bigint := nextval('bench.next_draft');
  the_order uuid := (select id from bench.draft where no = turn);
  place record;
begin
  select * into place from bench.place;
  perform from money.balance b where b.document_id = the_order for update;
  update sales."order" set status = 'confirmed', confirmed_at = now(), version = version + 1
  where id = the_order and status = 'draft';
  if not found then
    raise exception 'draft % is not there', turn;
  end if;
  with wanted as (
    select l.product_id, l.quantity from sales.line l where l.order_id = the_order
  ), held as (
    select v.product_id, w.quantity
    from stock.level v join wanted w on w.product_id = v.product_id
    where v.warehouse_id = place.warehouse_id and v.on_hand - v.reserved >= w.quantity
    order by v.product_id
    for update of v
  ), moved as (
    update stock.level v set reserved = v.reserved + h.quantity
    from held h where v.product_id = h.product_id and v.warehouse_id = place.warehouse_id
  )
  insert into stock.reservation (id, owner_kind, owner_id, product_id, warehouse_id, quantity, state, created_by_name,
    created_at, confirmed_at)
  select uuidv7(), 'order', the_order, h.product_id, place.warehouse_id, h.quantity, 'confirmed', 'bench', now(), now()
  from held h;
  update money.balance set paid_minor = 3570, updated_at = now() where document_id = the_order;
  insert into money.entry (id, kind, method, amount, document_kind, document_id, store_id, day, created_at, created_by_name)
  values (uuidv7(), 'charge', 'debit', 3570, 'order', the_order, place.store_id, current_date, now(), 'bench');
  return turn;
end $$;

-- A counter sale of three lines, its gap-free number taken last.
create function bench.sell(a integer, b integer, c integer) returns bigint language plpgsql as $$
declare
  the_order uuid := uuidv7();
  place record;
  taken bigint;
begin
  select * into place from bench.place;
  perform from stock.level l
  where l.product_id in (select id from bench.product where no in (a, b, c)) and l.warehouse_id = place.warehouse_id
  order by l.product_id
  for update;
  with held as (
    select v.product_id, v.quantity, v.value_minor
    from stock.valuation v
    where v.product_id in (select id from bench.product where no in (a, b, c))
    order by v.product_id
    for update
  ), costed as (
    select h.*, round(h.value_minor / h.quantity)::bigint as cost from held h
  ), valued as (
    update stock.valuation v set quantity = k.quantity - 1, value_minor = k.value_minor - k.cost
    from costed k where v.product_id = k.product_id
  ), moved as (
    update stock.level l set on_hand = l.on_hand - 1, sequence = l.sequence + 1
    from costed k where l.product_id = k.product_id and l.warehouse_id = place.warehouse_id
    returning l.product_id, l.on_hand, l.sequence
  )
  insert into stock.movement (product_id, warehouse_id, sequence, kind, quantity, cost_minor, balance_after,
    product_quantity_after, product_value_after_minor, cause_kind, cause_id, actor_name, at)
  select k.product_id, place.warehouse_id, m.sequence, 'sale', -1, -k.cost, m.on_hand, k.quantity - 1,
    k.value_minor - k.cost, 'sale', the_order, 'bench', now()
  from costed k join moved m on m.product_id = k.product_id;
  insert into money.balance (document_id, document_kind, store_id, total, paid_minor, updated_at)
  values (the_order, 'sale', place.store_id, 3570, 3570, now());
  insert into money.entry (id, kind, method, amount, document_kind, document_id, store_id, day, created_at, created_by_name)
  values (uuidv7(), 'charge', 'debit', 3570, 'sale', the_order, place.store_id, current_date, now(), 'bench');
  taken := company.next_number(place.store_id, 'boleta');
  insert into money.issued_document (id, kind, number, label, store_id, document_kind, document_id, net_minor, tax_minor,
    exempt_minor, total, taxes, day, issued_at, issued_by_name)
  values (uuidv7(), 'boleta', taken, 'B-' || taken, place.store_id, 'sale', the_order, 3000, 570, 0, 3570, '[]',
    current_date, now(), 'bench');
  insert into sales."order" (id, status, store_id, warehouse_id, channel, fulfilment, document_kind, document_label,
    subtotal_minor, discount_minor, net_minor, tax_minor, exempt_minor, total, cost_minor, lines, units, receipt_token, day,
    created_at, created_by_name, confirmed_at, handed_over_at, completed_at)
  values (the_order, 'completed', place.store_id, place.warehouse_id, 'in_store', 'takeaway', 'boleta', 'B-' || taken, 3570, 0,
    3000, 570, 0, 3570, 1800, 3, 3, the_order::text, current_date, now(), 'bench', now(), now(), now());
  insert into sales.line (id, order_id, position, product_id, sku, name, unit, tracks_stock, quantity, unit_price,
    list_price, discount_minor, order_discount_minor, tax_class, tax_basis_points, net_minor, tax_minor, total, cost_minor)
  select uuidv7(), the_order, row_number() over (), p.id, p.sku, p.name, p.unit, true, 1, 1190, 1190, 0, 0, p.tax_class, 1900,
    1000, 190, 1190, 600
  from catalog.product p
  where p.id in (select id from bench.product where no in (a, b, c));
  return taken;
end $$;

grant usage on schema bench to mostrador_app;
grant select on all tables in schema bench to mostrador_app;
grant usage on all sequences in schema bench to mostrador_app;
grant execute on all functions in schema bench to mostrador_app;
