import { useState } from 'react'
import type { ReorderDetailOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/figure-fields.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Section } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { reorderRoutes } from '../stale-routes.ts'
import { SupplierPicker } from '../supplier-picker.tsx'
import { ReorderState } from './reorder-state.tsx'

/** One request: who wants how much of what, and every step with who and when. */
export function ReorderPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText().purchasing.reorders
  const reorder = useAnswer('GET /api/reorders/:id', { params: { id } })
  return (
    <Panel
      title={reorder.data?.product.name ?? t.the_reorder}
      codes={reorder.data && `${t.code(reorder.data.number)} · ${reorder.data.product.sku}`}
      onClose={onClose}
    >
      <QueryState query={reorder} what={t.the_reorder} small>
        {(data) => (
          <>
            <Facts reorder={data} />
            {data.status === 'requested' && data.purchase_order === null && (
              <Change key={data.version} reorder={data} />
            )}
            <History reorder={data} />
          </>
        )}
      </QueryState>
    </Panel>
  )
}

function Facts({ reorder }: { reorder: ReorderDetailOut }) {
  const t = useText()
  const words = t.purchasing.reorders
  const format = useFormat()
  const { purchase_order, supplier } = reorder
  const facts: [string, React.ReactNode][] = [
    [words.state, <ReorderState key="s" status={reorder.status} />],
    [words.quantity, format.quantity(reorder.quantity)],
    [words.received, reorder.received_quantity > 0 && format.quantity(reorder.received_quantity)],
    [t.purchasing.supplier, supplier ? supplier.name : words.no_supplier],
    [t.stock.warehouse, reorder.warehouse.name],
    [
      words.order,
      purchase_order && (
        <Link key="o" to={to.purchase(purchase_order.id)}>
          {t.purchasing.orders.code(purchase_order.number)}
        </Link>
      ),
    ],
    [words.source, words.sources[reorder.source]],
    [t.purchasing.orders.notes, reorder.notes],
  ]
  return (
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
  )
}

function Change({ reorder }: { reorder: ReorderDetailOut }) {
  const t = useText()
  const words = t.purchasing.reorders
  const may = useMay()
  const [quantity, setQuantity] = useState<number | null>(reorder.quantity)
  const [supplier, setSupplier] = useState(reorder.supplier)
  const [why, setWhy] = useState('')
  const change = useCommand('PATCH /api/reorders/:id', {
    refresh: reorderRoutes,
    onDone: ({ status }) => toast(status === 'cancelled' ? words.cancelled : words.saved),
  })
  if (!may('purchases.edit')) return null
  const params = { id: reorder.id }
  const { version } = reorder
  return (
    <Section title={words.change}>
      <div className="stack">
        <NumberField label={words.quantity} value={quantity} onChange={setQuantity} name="quantity" />
        <SupplierPicker picked={supplier} onPick={setSupplier} />
        <div className="row wrap">
          <Button
            kind="primary"
            busy={change.isPending}
            disabled={quantity === null || quantity <= 0}
            onClick={() =>
              change.mutate({
                params,
                body: { ...(quantity === null ? {} : { quantity }), supplier_id: supplier?.id ?? null },
                version,
              })
            }
          >
            {t.common.save}
          </Button>
        </div>
        <TextField label={words.why_not} optional value={why} onChange={setWhy} name="why" />
        <Button
          kind="danger"
          busy={change.isPending}
          onClick={() =>
            change.mutate({
              params,
              body: { status: 'cancelled', ...(why.trim() ? { notes: why.trim() } : {}) },
              version,
            })
          }
        >
          {words.cancel}
        </Button>
        <ProblemNote problem={change.error} />
      </div>
    </Section>
  )
}

function History({ reorder }: { reorder: ReorderDetailOut }) {
  const t = useText().purchasing.reorders
  const format = useFormat()
  return (
    <Section title={t.history}>
      <ul className="plain-rows">
        {reorder.history.map(({ to: status, at, by_name, notes }) => (
          <li key={`${status}${at}`}>
            <span className="grow">
              <ReorderState status={status} />
              {notes && <small className="quiet block">{notes}</small>}
            </span>
            <span className="quiet">
              {by_name} · {format.moment(at)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
