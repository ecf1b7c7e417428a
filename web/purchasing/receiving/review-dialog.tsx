import { useState } from 'react'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Segmented } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { receiptRoutes } from '../stale-routes.ts'
import type { PickedSupplier } from '../supplier-picker.tsx'
import { bodyOf, type ToReceive, type Verdict } from './came.ts'
import type { Receiving } from './receiving-task.tsx'

type ReviewProps = {
  order: ToReceive | null
  supplier: PickedSupplier
  warehouse_id: string
  receiving: Receiving
  verdict: Verdict
  onClose: () => void
}

/** What differs, in figures, before it is written: an excess and a stranger only on purpose. */
export function ReviewDialog({ order, supplier, warehouse_id, receiving, verdict, onClose }: ReviewProps) {
  const t = useText()
  const words = t.receiving
  const go = useGo()
  const may = useMay()
  const [label, setLabel] = useState('')
  const [charges, setCharges] = useState<number | null>(null)
  const [agreed, setAgreed] = useState(false)
  const [rest, setRest] = useState<'later' | 'never'>('later')
  const [takesExpired, setTakesExpired] = useState(false)
  const receive = useCommand('POST /api/goods-receipts', {
    refresh: receiptRoutes,
    onDone: ({ id, number }) => {
      receiving.forget()
      toast(words.received(t.purchasing.receipts.code(number)))
      go(to.receiptOfGoods(id), { replace: true })
    },
  })
  const isExpired = receive.error?.code === 'goods_receipt.expired'
  const needsYes = verdict.over.length > 0 || verdict.unordered.length > 0
  const submit = () =>
    receive.mutate({
      body: {
        id: receiving.receipt_id,
        ...(order ? { purchase_order_id: order.id } : { supplier_id: supplier.id }),
        ...(!order && warehouse_id ? { warehouse_id } : {}),
        document_label: label.trim() || null,
        lines: receiving.came.map(bodyOf),
        ...(charges ? { charges_minor: charges } : {}),
        accept_over: agreed && verdict.over.length > 0,
        accept_unordered: agreed && verdict.unordered.length > 0,
        accept_expired: takesExpired,
        close_order: order !== null && verdict.missing.length > 0 && rest === 'never',
      },
    })
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.review_title(supplier.name)}
      actions={
        <>
          <Button size="l" onClick={onClose}>
            {t.common.back}
          </Button>
          <Button
            kind="primary"
            size="l"
            busy={receive.isPending}
            disabled={(needsYes && !agreed) || (isExpired && !takesExpired)}
            onClick={submit}
          >
            {words.receive}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Differences verdict={verdict} />
        {needsYes && <Checkbox checked={agreed} onChange={setAgreed} label={words.agree} help={words.agree_help} />}
        {isExpired && <Checkbox checked={takesExpired} onChange={setTakesExpired} label={words.take_expired} />}
        {order && verdict.missing.length > 0 && (
          <Segmented
            label={words.rest(verdict.missing.length)}
            value={rest}
            onChange={setRest}
            options={[
              { value: 'later', label: words.rest_later },
              { value: 'never', label: words.rest_never },
            ]}
            help={words.rest_help[rest]}
          />
        )}
        <TextField
          size="l"
          label={words.paper}
          optional
          value={label}
          onChange={setLabel}
          help={words.paper_help}
          name="paper"
        />
        {may('costs.see') && (
          <MoneyField
            size="l"
            label={words.charges}
            optional
            value={charges}
            onChange={setCharges}
            help={words.charges_help}
            name="charges"
          />
        )}
        <ProblemNote problem={receive.error} />
      </div>
    </Dialog>
  )
}

function Differences({ verdict }: { verdict: Verdict }) {
  const t = useText().receiving
  const format = useFormat()
  const { over, unordered, damaged, lotless, dearer } = verdict
  const says = [
    ...over.map(({ line, open }) => t.says.over(line.name, format.quantity(line.quantity), format.quantity(open))),
    ...unordered.map(({ name, quantity }) => t.says.unordered(name, format.quantity(quantity))),
    ...damaged.map((line) => t.says.damaged(line.name, format.quantity(line.damaged))),
    ...dearer.map(({ name, pack_cost_minor }) => t.says.price(name, format.money(pack_cost_minor ?? 0))),
    ...lotless.map(({ name }) => t.says.lotless(name)),
  ]
  if (says.length === 0) return <p className="receiving-all">{t.as_ordered}</p>
  return (
    <ul className="receiving-says">
      {says.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  )
}
