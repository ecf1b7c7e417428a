-- A past of counter sales, many in one statement: orders, lines, movements, entries, balances and documents, as bench.sell
-- leaves them, with every constraint and trigger on. Three lines each, evenly over all products and the last two years.

create function bench.make_past(count integer, products integer) returns void language plpgsql as $$
declare
  place record;
  last_number bigint;
begin
  select * into place from bench.place;
  insert into company.document_series as series (store_id, kind, last_number)
  values (place.store_id, 'boleta', count)
  on conflict (store_id, kind) do update set last_number = series.last_number + count
  returning series.last_number into last_number;
  create temp table made on commit drop as
  select n, uuidv7() as id, last_number - count + n as number, ((n * 7919) % products) as a,
    now() - (count - n) * (interval '730 days' / count) as at
  from generate_series(1, count) as n;
  create temp table sold on commit drop as
  select m.n, m.id, m.at, k, b.id as product_id,
    row_number() over (partition by b.id order by m.n, k) as turn, count(*) over (partition by b.id) as turns
  from made m
  cross join generate_series(0, 2) as k
  join bench.product b on b.no = (m.a + k * (products / 3)) % products;

  insert into stock.movement (product_id, warehouse_id, sequence, kind, quantity, cost_minor, balance_after,
    product_quantity_after, product_value_after_minor, cause_kind, cause_id, actor_name, at)
  select s.product_id, place.warehouse_id, l.sequence + s.turn, 'sale', -1, -600, l.on_hand - s.turn, v.quantity - s.turn,
    v.value_minor - 600 * s.turn, 'sale', s.id, 'bench', s.at
  from sold s
  join stock.level l on l.product_id = s.product_id and l.warehouse_id = place.warehouse_id
  join stock.valuation v on v.product_id = s.product_id
  order by s.n, s.k;
  update stock.level l set on_hand = l.on_hand - s.turns, sequence = l.sequence + s.turns
  from sold s where s.turn = 1 and l.product_id = s.product_id and l.warehouse_id = place.warehouse_id;
  update stock.valuation v set quantity = v.quantity - s.turns, value_minor = v.value_minor - 600 * s.turns
  from sold s where s.turn = 1 and v.product_id = s.product_id;

  insert into sales."order" (id, status, store_id, warehouse_id, channel, fulfilment, document_kind, document_label,
    subtotal_minor, discount_minor, net_minor, tax_minor, exempt_minor, total, cost_minor, lines, units, receipt_token, day,
    created_at, created_by_name, confirmed_at, handed_over_at, completed_at)
  select m.id, 'completed', place.store_id, place.warehouse_id, 'in_store', 'takeaway', 'boleta', 'B-' || m.number, 3570, 0,
    3000, 570, 0, 3570, 1800, 3, 3, m.id::text, m.at::date, m.at, 'bench', m.at, m.at, m.at
  from made m;
  insert into sales.line (id, order_id, position, product_id, sku, name, unit, tracks_stock, quantity, unit_price,
    list_price, discount_minor, order_discount_minor, tax_class, tax_basis_points, net_minor, tax_minor, total, cost_minor)
  select uuidv7(), s.id, s.k + 1, p.id, p.sku, p.name, p.unit, true, 1, 1190, 1190, 0, 0, p.tax_class, 1900, 1000, 190, 1190,
    600
  from sold s join catalog.product p on p.id = s.product_id;
  insert into money.balance (document_id, document_kind, store_id, total, paid_minor, updated_at)
  select m.id, 'sale', place.store_id, 3570, 3570, m.at from made m;
  insert into money.entry (id, kind, method, amount, document_kind, document_id, store_id, day, created_at, created_by_name)
  select uuidv7(), 'charge', 'debit', 3570, 'sale', m.id, place.store_id, m.at::date, m.at, 'bench' from made m;
  insert into money.issued_document (id, kind, number, label, store_id, document_kind, document_id, net_minor, tax_minor,
    exempt_minor, total, taxes, day, issued_at, issued_by_name)
  select uuidv7(), 'boleta', m.number, 'B-' || m.number, place.store_id, 'sale', m.id, 3000, 570, 0, 3570, '[]', m.at::date,
    m.at, 'bench'
  from made m;
end $$;
