import type { Check } from '../law.ts'

const receipts = ['purchasing.receipt', 'purchasing.receipt_line']

/** What was bought came as the ledgers say: goods on the shelf once, orders that know what came, invoices paid by entries. */
export const purchaseChecks: readonly Check[] = [
  {
    name: 'received-goods-came',
    says: {
      es: 'Lo recibido entró a bodega con su costo y su parte del flete: ni más, ni menos, ni dos veces.',
      en: 'What was received came to the warehouse at its cost and its share of the freight: no more, no less, not twice.',
    },
    needs: [...receipts, 'stock.movement'],
    sql: `
      select receipt_id, product_id, coalesce(r.quantity, 0) as received, coalesce(m.quantity, 0) as moved,
        coalesce(r.cost, 0) as cost, coalesce(m.cost, 0) as moved_cost
      from (
        select receipt_id, product_id, sum(quantity) as quantity, sum(cost_minor + charges_minor) as cost
        from purchasing.receipt_line
        where quantity > 0
        group by 1, 2
      ) r
      full join (
        select cause_id as receipt_id, product_id, sum(quantity) as quantity, sum(cost_minor) as cost
        from stock.movement
        where cause_kind = 'goods_receipt' and kind = 'receipt'
        group by 1, 2
      ) m using (receipt_id, product_id)
      where coalesce(r.quantity, 0) <> coalesce(m.quantity, 0) or coalesce(r.cost, 0) <> coalesce(m.cost, 0)`,
  },
  {
    name: 'receipt-has-its-lines',
    says: {
      es: 'Cada recepción tiene las líneas, unidades y costo que dice.',
      en: 'Each receipt has the lines, units and cost it says.',
    },
    needs: receipts,
    sql: `
      select r.id, r.number, r.lines, coalesce(l.count, 0) as lines_found, r.cost_minor, coalesce(l.cost, 0) as cost_found
      from purchasing.receipt r
      left join (
        select receipt_id, count(*), sum(quantity) as units, sum(cost_minor) as cost, sum(charges_minor) as charges
        from purchasing.receipt_line group by receipt_id
      ) l on l.receipt_id = r.id
      where r.lines <> coalesce(l.count, 0) or r.units <> coalesce(l.units, 0) or r.cost_minor <> coalesce(l.cost, 0)
        or r.charges_minor <> coalesce(l.charges, 0)`,
  },
  {
    name: 'purchase-order-knows-what-came',
    says: {
      es: 'Cada orden de compra sabe cuánto llegó de cada línea, y suma lo que dice.',
      en: 'Each purchase order knows how much came of each line, and adds up to what it says.',
    },
    needs: ['purchasing.purchase_order', 'purchasing.purchase_line', ...receipts],
    sql: `
      select o.id, o.number, l.sku, l.received_quantity, coalesce(c.quantity, 0) as came
      from purchasing.purchase_line l
      join purchasing.purchase_order o on o.id = l.purchase_order_id
      left join (select purchase_line_id, sum(quantity) as quantity from purchasing.receipt_line group by 1) c
        on c.purchase_line_id = l.id
      where l.received_quantity <> coalesce(c.quantity, 0)
      union all
      select o.id, o.number, null, o.goods_minor, coalesce(l.total, 0)
      from purchasing.purchase_order o
      left join (select purchase_order_id, count(*), sum(total) as total from purchasing.purchase_line group by 1) l
        on l.purchase_order_id = o.id
      where o.goods_minor <> coalesce(l.total, 0) or o.lines <> coalesce(l.count, 0)`,
  },
  {
    name: 'invoice-is-paid-by-entries',
    says: {
      es: 'Lo pagado de cada factura de proveedor son pagos del libro de dinero, y ninguno pagó dos veces.',
      en: 'What is paid of each supplier’s invoice are entries of the money ledger, none of which paid twice.',
    },
    needs: ['purchasing.invoice', 'purchasing.payment', 'money.entry'],
    sql: `
      select i.id, i.document_label as label, i.paid_minor, coalesce(p.paid, 0) as paid
      from purchasing.invoice i
      left join (select invoice_id, sum(amount) as paid from purchasing.payment group by 1) p on p.invoice_id = i.id
      where i.paid_minor <> coalesce(p.paid, 0)
      union all
      select e.id, e.reference, -e.amount, coalesce(p.paid, 0)
      from money.entry e
      left join (select entry_id, sum(amount) as paid from purchasing.payment group by 1) p on p.entry_id = e.id
      where e.kind = 'supplier_payment' and -e.amount <> coalesce(p.paid, 0)`,
  },
  {
    name: 'incoming-is-what-was-ordered',
    says: {
      es: 'Lo que figura por llegar de órdenes de compra es lo que falta de las órdenes enviadas.',
      en: 'What counts as incoming from purchase orders is what is missing of the orders that were sent.',
    },
    needs: ['purchasing.purchase_order', 'purchasing.purchase_line', 'stock.incoming'],
    sql: `
      select coalesce(n.cause_id, o.id) as order_id, coalesce(n.product_id, o.product_id) as product_id, n.quantity,
        o.missing
      from (select * from stock.incoming where cause_kind = 'purchase_order') n
      full join (
        select p.id, l.product_id, p.warehouse_id, sum(l.quantity - l.received_quantity) as missing
        from purchasing.purchase_order p
        join purchasing.purchase_line l on l.purchase_order_id = p.id
        where p.status in ('sent', 'partially_received') and l.closed_at is null and l.received_quantity < l.quantity
        group by 1, 2, 3
      ) o on o.id = n.cause_id and o.product_id = n.product_id and o.warehouse_id = n.warehouse_id
      where n.quantity is distinct from o.missing`,
  },
  {
    name: 'receipt-lots-fit-their-line',
    says: {
      es: 'Los lotes de cada línea recibida no suman más que lo que llegó.',
      en: 'The lots of each received line add up to no more than what came.',
    },
    needs: ['purchasing.receipt_line', 'purchasing.receipt_lot'],
    sql: `
      select l.id, l.sku, l.quantity, sum(t.quantity) as in_lots
      from purchasing.receipt_lot t
      left join purchasing.receipt_line l on l.id = t.receipt_line_id
      group by l.id, l.sku, l.quantity
      having l.id is null or sum(t.quantity) > l.quantity`,
  },
]
