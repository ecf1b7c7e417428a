import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { TransferOut } from '#stock/contract'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { ProductPicker } from '../../catalog/parts.tsx'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Select } from '../../ui/choice-fields.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { QuantityStepper } from '../../ui/quantity-stepper.tsx'
import { TextField } from '../../ui/text-field.tsx'
import './transfers.css'

type Item = { product_id: string; name: string; sku: string; decimals: number; quantity: number }

const start = { traspaso: '', producto: '' }
const placesMax = '200'

/** `/bodega/traspasos/nuevo`: from where, to where, what. Also changes a draft (`?traspaso=`). */
export function TransferFormPage() {
  const t = useText().warehouse.transfers
  const [{ traspaso }] = useAddress(start)
  const draft = useAnswer('GET /api/stock-transfers/:id', { params: { id: traspaso } }, { enabled: traspaso !== '' })
  return (
    <>
      <PageTitle
        title={traspaso ? t.edit_title : t.new_title}
        back={traspaso ? to.transfer(traspaso) : to.transfers()}
      />
      {traspaso ? (
        <QueryState query={draft} what={t.the_transfer}>
          {(data) => <TransferForm draft={data} />}
        </QueryState>
      ) : (
        <TransferForm draft={null} />
      )}
    </>
  )
}

const itemsOf = (draft: TransferOut | null): Item[] =>
  (draft?.items ?? []).map(({ product, decimals, quantity }) => ({
    product_id: product.id,
    name: product.name,
    sku: product.sku,
    decimals,
    quantity,
  }))

function TransferForm({ draft }: { draft: TransferOut | null }) {
  const t = useText()
  const words = t.warehouse.transfers
  const go = useGo()
  const [id] = useState(() => draft?.id ?? crypto.randomUUID())
  const [from, setFrom] = useState(draft?.from_warehouse.id ?? '')
  const [until, setUntil] = useState(draft?.to_warehouse.id ?? '')
  const [note, setNote] = useState(draft?.note ?? '')
  const [items, setItems] = useState(() => itemsOf(draft))
  const done = { onDone: () => go(to.transfer(id)) }
  const create = useCommand('POST /api/stock-transfers', done)
  const change = useCommand('PATCH /api/stock-transfers/:id', done)
  const busy = create.isPending || change.isPending
  const save = () => {
    const lines = items.map(({ product_id, quantity }) => ({ product_id, quantity }))
    if (draft) return change.mutate({ params: { id }, body: { items: lines, note: note.trim() || null } })
    const noted = note.trim() ? { note: note.trim() } : {}
    create.mutate({ body: { id, from_warehouse_id: from, to_warehouse_id: until, items: lines, ...noted } })
  }
  const isWhole = from !== '' && until !== '' && from !== until && items.length > 0
  return (
    <section className="sheet sheet-pad transfer-form" aria-label={words.new_title}>
      <Ends from={from} until={until} onFrom={setFrom} onUntil={setUntil} fixed={draft} />
      <ProductPicker
        label={words.add}
        onPick={({ id: product_id, name, sku, decimals }) =>
          setItems((now) => added(now, { product_id, name, sku, decimals, quantity: 1 }))
        }
      />
      <Lines items={items} onChange={setItems} warehouse_id={from} />
      <TextField label={words.note} optional value={note} onChange={setNote} name="note" />
      <ProblemNote problem={create.error ?? change.error} />
      <div className="dialog-actions">
        <span className="quiet">{items.length === 0 ? words.no_lines : ''}</span>
        <span className="grow" />
        <Button kind="primary" size="l" disabled={!isWhole} busy={busy} onClick={save}>
          {words.save}
        </Button>
      </div>
    </section>
  )
}

function added(items: Item[], item: Item): Item[] {
  const known = items.find(({ product_id }) => product_id === item.product_id)
  return known ? items.map((one) => (one === known ? { ...one, quantity: one.quantity + 1 } : one)) : [...items, item]
}

type EndsProps = {
  from: string
  until: string
  onFrom: (id: string) => void
  onUntil: (id: string) => void
  /** A draft keeps its ends. */
  fixed: TransferOut | null
}

function Ends({ from, until, onFrom, onUntil, fixed }: EndsProps) {
  const t = useText()
  const words = t.warehouse.transfers
  const places = useAnswer('GET /api/warehouses', { query: { limit: placesMax } })
  const options = (places.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const choose = { value: '', label: words.choose }
  return (
    <>
      <div className="transfer-ends">
        <Select
          label={words.from}
          value={from}
          onChange={onFrom}
          disabled={fixed !== null}
          options={[choose, ...options]}
          name="from"
        />
        <Select
          label={words.to}
          value={until}
          onChange={onUntil}
          disabled={fixed !== null}
          options={[choose, ...options]}
          error={from !== '' && from === until ? words.same_place : undefined}
          name="to"
        />
      </div>
      {places.data && options.length < 2 && <p className="quiet">{words.one_place}</p>}
    </>
  )
}

type LinesProps = { items: Item[]; onChange: (items: Item[]) => void; warehouse_id: string }

function Lines({ items, onChange, warehouse_id }: LinesProps) {
  const t = useText()
  const words = t.warehouse.transfers
  const available = useAvailable(items, warehouse_id)
  const set = (product_id: string, quantity: number) =>
    onChange(
      items.flatMap((one) => (one.product_id !== product_id ? [one] : quantity > 0 ? [{ ...one, quantity }] : [])),
    )
  return (
    <ul className="transfer-lines">
      {items.map((item) => {
        const left = available.get(item.product_id)
        const isShort = left !== undefined && left < item.quantity
        return (
          <li key={item.product_id}>
            <span className="grow">
              <b>{item.name}</b>
              <small className={isShort ? 'bad' : 'quiet'}>
                <span className="code">{item.sku}</span>
                {left !== undefined && ` · ${isShort ? words.short(left, item.quantity) : words.left(left)}`}
              </small>
            </span>
            <QuantityStepper
              label={item.name}
              value={item.quantity}
              min={0}
              onChange={(quantity) => set(item.product_id, quantity)}
            />
            <IconButton
              icon={Trash2}
              label={`${t.common.remove}: ${item.name}`}
              onClick={() => set(item.product_id, 0)}
            />
          </li>
        )
      })}
    </ul>
  )
}

/** What is free where it would leave from, so that one need not send to learn it is too much. */
function useAvailable(items: readonly Item[], warehouse_id: string): Map<string, number> {
  const ids = items.map(({ product_id }) => product_id).join(',')
  const totals = useAnswer(
    'GET /api/stock-totals',
    { query: { product_ids: ids, warehouse_id } },
    { enabled: ids !== '' && warehouse_id !== '' },
  )
  if (warehouse_id === '' || !totals.data) return new Map()
  const known = new Map(totals.data.items.map(({ product_id, available }) => [product_id, available]))
  return new Map(items.map(({ product_id }) => [product_id, known.get(product_id) ?? 0]))
}
