import { PackageCheck } from 'lucide-react'
import { useRef, useState } from 'react'
import type { PurchaseSummaryOut } from '#purchasing/contract'
import { call } from '../../api/call.ts'
import { type Problem, problemFrom } from '../../api/problem.ts'
import { useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { BulkBar } from '../../ui/list-tools.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { receiptRoutes } from '../stale-routes.ts'
import '../../styles/sheets.css'

const ordersMax = 20
type BatchProps = { orders: readonly PurchaseSummaryOut[]; onDrop: () => void }

/** Several orders on one lorry: all that is expected of them came, or nothing is written. */
export function BatchBar({ orders, onDrop }: BatchProps) {
  const t = useText().receiving
  const [asking, setAsking] = useState(false)
  return (
    <>
      <BulkBar count={orders.length} onDrop={onDrop}>
        <Button
          kind="on-plate"
          icon={PackageCheck}
          disabled={orders.length > ordersMax}
          onClick={() => setAsking(true)}
        >
          {t.all_came}
        </Button>
      </BulkBar>
      {asking && <BatchDialog orders={orders} onClose={() => setAsking(false)} onDone={onDrop} />}
    </>
  )
}

type DialogProps = { orders: readonly PurchaseSummaryOut[]; onClose: () => void; onDone: () => void }

function BatchDialog({ orders, onClose, onDone }: DialogProps) {
  const t = useText()
  const words = t.receiving
  const go = useGo()
  const [label, setLabel] = useState('')
  const [reading, setReading] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  // Each receipt keeps its id while one tries again, so that the goods come once.
  const ids = useRef(new Map(orders.map(({ id }) => [id, crypto.randomUUID()])))
  const receive = useCommand('POST /api/goods-receipts/batch', {
    refresh: receiptRoutes,
    onDone: ({ items }) => {
      toast(words.batch_done(items.length))
      onDone()
      onClose()
      go(to.goodsReceipts())
    },
  })
  const submit = async () => {
    setReading(true)
    setProblem(null)
    try {
      const expected = await Promise.all(
        orders.map(({ id }) => call('GET /api/purchase-orders/:id/to-receive', { params: { id } })),
      )
      const receipts = expected.map(({ id, items }) => ({
        id: ids.current.get(id),
        purchase_order_id: id,
        document_label: label.trim() || null,
        lines: items.flatMap(({ product_id, open }) => (open > 0 ? [{ product_id, quantity: open }] : [])),
      }))
      receive.mutate({ body: { receipts } })
    } catch (error) {
      setProblem(problemFrom(error))
    } finally {
      setReading(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.batch_title(orders.length)}
      text={words.batch_text}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button kind="primary" icon={PackageCheck} busy={reading || receive.isPending} onClick={() => void submit()}>
            {words.receive_all}
          </Button>
        </>
      }
    >
      <ul className="plain-rows">
        {orders.map(({ id, number, supplier, lines }) => (
          <li key={id}>
            <span className="grow">
              <b>{supplier.name}</b> <span className="code quiet">{t.purchasing.orders.code(number)}</span>
            </span>
            {t.purchasing.orders.lines(lines)}
          </li>
        ))}
      </ul>
      <TextField label={words.paper} optional value={label} onChange={setLabel} name="paper" />
      <ProblemNote problem={problem ?? receive.error} />
    </Dialog>
  )
}
