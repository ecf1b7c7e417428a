import { FilePlus } from 'lucide-react'
import type { GoodsReceiptOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { Link, useGo } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { PageActions, PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { Plate, PlateTotal } from '../../ui/plate.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { DifferenceNames } from './difference-names.tsx'
import { PriceHints } from './price-hints.tsx'
import '../../styles/sheets.css'
import '../purchasing.css'

/** `/compras/recepciones/{id}`: what came, how it differed, and the prices one may want to change. */
export function ReceiptPage({ params }: PageProps) {
  const t = useText().purchasing.receipts
  const receipt = useAnswer('GET /api/goods-receipts/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={receipt} what={t.the_receipt}>
      {(data) => (
        <div className="purchase-page">
          <PageTitle title={t.title_of(data.number)} back={to.goodsReceipts()} />
          <Acts receipt={data} />
          <div className="stack">
            <Head receipt={data} />
            <PriceHints receipt={data} />
            <section className="sheet" aria-label={t.what_came}>
              <Lines receipt={data} />
            </section>
          </div>
          <FactsSheet receipt={data} />
        </div>
      )}
    </QueryState>
  )
}

function Acts({ receipt }: { receipt: GoodsReceiptOut }) {
  const t = useText().purchasing
  const may = useMay()
  const go = useGo()
  if (receipt.invoice_id !== null || !may('purchases.invoices')) return null
  const of = { supplier_id: receipt.supplier.id, receipt_id: receipt.id }
  return (
    <PageActions>
      <Button kind="primary" icon={FilePlus} hotkey="n" onClick={() => go(to.newSupplierInvoice(of))}>
        {t.invoices.new_one}
      </Button>
    </PageActions>
  )
}

function Head({ receipt }: { receipt: GoodsReceiptOut }) {
  const t = useText().purchasing
  const format = useFormat()
  const note = t.receipts.sums(receipt.lines, format.quantity(receipt.units))
  if (receipt.cost_minor !== undefined)
    return <PlateTotal name={receipt.supplier.name} note={note} minor={receipt.cost_minor} />
  return (
    <Plate className="purchase-plate" label={receipt.supplier.name}>
      <b>{receipt.supplier.name}</b>
      <p>{note}</p>
    </Plate>
  )
}

function FactsSheet({ receipt }: { receipt: GoodsReceiptOut }) {
  const t = useText()
  const words = t.purchasing.receipts
  const format = useFormat()
  const may = useMay()
  const { purchase_order, invoice_id } = receipt
  const facts: [string, React.ReactNode][] = [
    [
      words.order,
      purchase_order ? (
        <Link key="o" to={to.purchase(purchase_order.id)}>
          {t.purchasing.orders.code(purchase_order.number)}
        </Link>
      ) : (
        words.no_order
      ),
    ],
    [words.paper, receipt.document_label],
    [words.charges, receipt.charges_minor ? <Money key="c" minor={receipt.charges_minor} /> : null],
    [t.stock.warehouse, receipt.warehouse.name],
    [words.when, format.moment(receipt.received_at)],
    [words.who, receipt.received_by_name],
    [
      words.invoice,
      invoice_id && may('purchases.invoices') ? (
        <Link key="i" to={to.supplierInvoice(invoice_id)}>
          {words.see_invoice}
        </Link>
      ) : invoice_id ? (
        words.invoiced
      ) : (
        words.to_invoice
      ),
    ],
    [t.purchasing.orders.notes, receipt.notes],
  ]
  return (
    <aside className="sheet sheet-pad" aria-label={words.facts}>
      <dl className="name-facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </aside>
  )
}

type Item = GoodsReceiptOut['items'][number]

function Lines({ receipt }: { receipt: GoodsReceiptOut }) {
  const t = useText().purchasing
  const words = t.receipts
  const format = useFormat()
  const columns: Column<Item>[] = [
    { key: 'code', head: t.orders.code_head, width: '120px', cell: ({ sku }) => <span className="code">{sku}</span> },
    {
      key: 'name',
      head: t.orders.product,
      card: 'title',
      cell: ({ name, product_id }) => <Link to={to.product(product_id)}>{name}</Link>,
    },
    {
      key: 'differs',
      head: words.differs,
      card: 'plain',
      cell: ({ differences }) => <DifferenceNames differences={differences} />,
    },
  ]
  if (receipt.items.some(({ lots }) => lots.length > 0)) {
    columns.push({
      key: 'lot',
      head: words.lot,
      cell: ({ lots }) =>
        lots.map(({ code, expires_on }) => (
          <span key={code} className="block">
            <span className="code">{code}</span> {expires_on && words.expires(format.day(expires_on))}
          </span>
        )),
    })
  }
  columns.push({
    key: 'quantity',
    head: words.on_shelf,
    align: 'number',
    card: 'side',
    cell: ({ quantity }) => <b>{format.quantity(quantity)}</b>,
  })
  if (receipt.items.some(({ damaged_quantity }) => damaged_quantity > 0)) {
    columns.push({
      key: 'damaged',
      head: words.damaged,
      align: 'number',
      cell: ({ damaged_quantity }) => damaged_quantity > 0 && format.quantity(damaged_quantity),
    })
  }
  if (receipt.cost_minor !== undefined) {
    columns.push({
      key: 'cost',
      head: t.orders.net,
      align: 'number',
      cell: ({ cost_minor }) => cost_minor !== undefined && <Money minor={cost_minor} />,
    })
  }
  return (
    <Table
      caption={words.what_came}
      columns={columns}
      rows={receipt.items}
      rowKey={({ id }) => id}
      isHit={({ differences }) => differences.length > 0}
      foot={<span>{words.sums(receipt.lines, format.quantity(receipt.units))}</span>}
    />
  )
}
