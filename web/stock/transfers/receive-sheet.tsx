import { useState } from 'react'
import type { TransferOut } from '#stock/contract'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { QuantityStepper } from '../../ui/quantity-stepper.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { transferRoutes } from './transfer-routes.ts'

type Arrived = Record<string, { quantity: number; reason: string }>

/** What came through the door, line by line; only a difference asks for words. */
export function ReceiveSheet({ transfer, onClose }: { transfer: TransferOut; onClose: () => void }) {
  const t = useText()
  const words = t.warehouse.transfers
  const [arrived, setArrived] = useState<Arrived>(() =>
    Object.fromEntries(transfer.items.map(({ product, quantity }) => [product.id, { quantity, reason: '' }])),
  )
  const [told, setTold] = useState(false)
  const receive = useCommand('POST /api/stock-transfers/:id/receive', {
    refresh: transferRoutes,
    onDone: () => {
      toast(words.received_done)
      onClose()
    },
  })
  const change = (id: string, part: Partial<Arrived[string]>) =>
    setArrived((now) => ({ ...now, [id]: { quantity: 0, reason: '', ...now[id], ...part } }))
  const lines = transfer.items.map((item) => {
    const { quantity, reason } = arrived[item.product.id] ?? { quantity: item.quantity, reason: '' }
    return { item, quantity, reason, differs: quantity !== item.quantity }
  })
  const isUnexplained = lines.some(({ differs, reason }) => differs && reason.trim() === '')
  const submit = () => {
    setTold(true)
    if (isUnexplained) return
    const items = lines
      .filter(({ differs }) => differs)
      .map(({ item, quantity, reason }) => ({ product_id: item.product.id, quantity, reason: reason.trim() }))
    receive.mutate({ params: { id: transfer.id }, body: { items } })
  }
  return (
    <section className="sheet sheet-pad" aria-label={words.receive_title}>
      <h2 className="section-title">{words.receive_title}</h2>
      <ul className="transfer-lines">
        {lines.map(({ item, quantity, reason, differs }) => (
          <li key={item.product.id} className={differs ? 'differs' : undefined}>
            <span className="grow">
              <b>{item.product.name}</b>
              <small className="quiet">
                <span className="code">{item.product.sku}</span> · {words.left_there(item.quantity)}
              </small>
            </span>
            <QuantityStepper
              label={item.product.name}
              value={quantity}
              onChange={(next) => change(item.product.id, { quantity: next })}
            />
            {differs && (
              <TextField
                className="transfer-why"
                label={words.why(item.product.name)}
                value={reason}
                onChange={(next) => change(item.product.id, { reason: next })}
                error={told && reason.trim() === '' ? words.why_missing : undefined}
                help={words.why_help}
              />
            )}
          </li>
        ))}
      </ul>
      <ProblemNote problem={receive.error} />
      <div className="dialog-actions">
        <Button onClick={onClose}>{t.common.back}</Button>
        <span className="grow" />
        <Button kind="primary" size="l" busy={receive.isPending} onClick={submit}>
          {lines.some(({ differs }) => differs) ? words.receive_with_differences : words.receive_all}
        </Button>
      </div>
    </section>
  )
}
