import { useState } from 'react'
import { useSession } from '../../api/session-store.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice-fields.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { PlateTotal } from '../../ui/plate.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { invoiceRoutes } from '../stale-routes.ts'
import { type PickedSupplier, SupplierPicker } from '../supplier-picker.tsx'
import '../../styles/sheets.css'
import '../purchasing.css'

const start = { proveedor: '', recepcion: '' }
const wholeBasis = 10_000

/** `/compras/facturas/nueva`: whose, for which receipts, how much; compared while one writes. */
export function NewInvoicePage() {
  const t = useText().purchasing
  const [{ proveedor, recepcion }] = useAddress(start)
  const supplier = useAnswer('GET /api/suppliers/:id', { params: { id: proveedor } }, { enabled: proveedor !== '' })
  return (
    <>
      <PageTitle title={t.invoices.new_title} back={to.supplierInvoices()} />
      {proveedor === '' ? (
        <InvoiceForm supplier={null} receipt_id="" />
      ) : (
        <QueryState query={supplier} what={t.suppliers.the_supplier}>
          {({ id, name }) => <InvoiceForm supplier={{ id, name }} receipt_id={recepcion} />}
        </QueryState>
      )}
    </>
  )
}

function InvoiceForm({ supplier: given, receipt_id }: { supplier: PickedSupplier | null; receipt_id: string }) {
  const t = useText()
  const words = t.purchasing.invoices
  const go = useGo()
  const [supplier, setSupplier] = useState(given)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(receipt_id ? [receipt_id] : []))
  const waiting = useWaiting(supplier)
  const came = waiting.rows.filter(({ id }) => chosen.has(id))
  const expected = came.reduce((sum, { cost_minor }) => sum + (cost_minor ?? 0), 0)
  const form = useForm({
    document_label: '',
    issued_on: new Date().toLocaleDateString('en-CA'),
    due_on: '',
    net_minor: null as number | null,
    tax_minor: null as number | null,
  })
  const taxOf = useUsualTax()
  const net = form.values.net_minor ?? (came.length > 0 ? expected : null)
  const tax = form.values.tax_minor ?? (net === null ? null : taxOf(net))
  const record = useCommand('POST /api/supplier-invoices', {
    refresh: invoiceRoutes,
    onDone: ({ id }) => {
      toast(words.recorded_done)
      go(to.supplierInvoice(id), { replace: true })
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const submit = () => {
    const { document_label, issued_on, due_on } = form.values
    const isWhole = form.judge({
      document_label: document_label.trim() === '' && t.common.required,
      net_minor: net === null && t.common.required,
      issued_on: issued_on === '' && t.common.required,
    })
    if (!isWhole || !supplier || net === null) return
    record.mutate({
      body: {
        supplier_id: supplier.id,
        document_label: document_label.trim(),
        issued_on,
        ...(due_on ? { due_on } : {}),
        net_minor: net,
        tax_minor: tax ?? 0,
        total: net + (tax ?? 0),
        receipt_ids: came.map(({ id }) => id),
      },
    })
  }
  return (
    <Form problem={record.error} onSubmit={submit} className="purchase-page">
      <div className="stack">
        <section className="sheet sheet-pad stack" aria-label={words.new_title}>
          <SupplierPicker
            size="l"
            picked={supplier}
            onPick={(next) => {
              setSupplier(next)
              setChosen(new Set())
            }}
          />
          <div className="supplier-grid">
            <TextField label={words.document} help={words.document_help} {...form.field('document_label')} />
            <TextField type="date" label={words.issued} {...form.field('issued_on')} />
            <TextField type="date" label={words.due_on} optional help={words.due_on_help} {...form.field('due_on')} />
            <MoneyField label={words.net} {...form.field('net_minor')} value={net} />
            <MoneyField label={words.tax} {...form.field('tax_minor')} value={tax} />
          </div>
        </section>
        {supplier && <Waiting receipts={waiting.rows} chosen={chosen} onChange={setChosen} />}
      </div>
      <aside className="stack">
        <PlateTotal
          name={words.total}
          note={came.length > 0 ? <Compared net={net ?? 0} expected={expected} /> : words.no_receipt}
          minor={(net ?? 0) + (tax ?? 0)}
          live
        />
        <Button kind="primary" size="l" wide type="submit" keys="Enter" disabled={!supplier} busy={record.isPending}>
          {words.record}
        </Button>
      </aside>
    </Form>
  )
}

/** Goods that came of this supplier and that no invoice charges yet. */
const useWaiting = (supplier: PickedSupplier | null) =>
  useList(
    'GET /api/goods-receipts',
    { query: { supplier_id: supplier?.id ?? '', to_invoice: 'true', limit: '50' } },
    { enabled: supplier !== null },
  )

/** The tax of most goods of the country: a first guess that one may write over. */
function useUsualTax(): (net_minor: number) => number {
  const { business } = useSession()
  const basis_points = business?.tax_classes[0]?.basis_points ?? 0
  return (net_minor) => Math.round((net_minor * basis_points) / wholeBasis)
}

function Compared({ net, expected }: { net: number; expected: number }) {
  const t = useText().purchasing.invoices
  const format = useFormat()
  if (net === expected) return <>{t.matches}</>
  return <>{net > expected ? t.dearer(format.money(net - expected)) : t.cheaper(format.money(expected - net))}</>
}

type WaitingProps = {
  receipts: ReturnType<typeof useWaiting>['rows']
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

function Waiting({ receipts, chosen, onChange }: WaitingProps) {
  const t = useText().purchasing
  const format = useFormat()
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    onChange(next)
  }
  return (
    <section className="sheet sheet-pad stack" aria-label={t.invoices.receipts}>
      <h2 className="section-title">{t.invoices.receipts}</h2>
      {receipts.length === 0 && <p className="quiet">{t.invoices.no_waiting}</p>}
      <ul className="plain-rows">
        {receipts.map(({ id, number, document_label, received_at, cost_minor }) => (
          <li key={id}>
            <span className="grow">
              <Checkbox
                checked={chosen.has(id)}
                onChange={(on) => toggle(id, on)}
                label={[t.receipts.code(number), document_label].filter(Boolean).join(' · ')}
                help={format.nearDay(received_at)}
              />
            </span>
            {cost_minor !== undefined && <b>{format.money(cost_minor)}</b>}
          </li>
        ))}
      </ul>
    </section>
  )
}
