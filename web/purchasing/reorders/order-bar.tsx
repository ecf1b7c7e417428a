import { ShoppingBasket } from 'lucide-react'
import { useState } from 'react'
import type { ReorderOut } from '#purchasing/contract'
import { useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { BulkBar } from '../../ui/list-tools.tsx'
import { toast } from '../../ui/toast.tsx'
import { reorderRoutes } from '../stale-routes.ts'

/** The chosen requests as they would be ordered: one order for each supplier and warehouse. */
export function OrderBar({ chosen, onDrop }: { chosen: readonly ReorderOut[]; onDrop: () => void }) {
  const t = useText().purchasing.reorders
  const [asking, setAsking] = useState(false)
  return (
    <>
      <BulkBar count={chosen.length} onDrop={onDrop}>
        <Button kind="on-plate" icon={ShoppingBasket} onClick={() => setAsking(true)}>
          {t.make_orders}
        </Button>
      </BulkBar>
      {asking && <OrdersDialog chosen={chosen} onClose={() => setAsking(false)} onDone={onDrop} />}
    </>
  )
}

type DialogProps = { chosen: readonly ReorderOut[]; onClose: () => void; onDone: () => void }

function OrdersDialog({ chosen, onClose, onDone }: DialogProps) {
  const t = useText()
  const words = t.purchasing.reorders
  const go = useGo()
  const ready = chosen.filter(({ supplier }) => supplier !== null)
  const homeless = chosen.filter(({ supplier }) => supplier === null)
  const groups = groupsOf(ready)
  const order = useCommand('POST /api/reorders/order', {
    refresh: reorderRoutes,
    onDone: ({ purchase_orders }) => {
      onDone()
      onClose()
      toast(words.orders_made(purchase_orders.length))
      const [only, ...more] = purchase_orders
      go(only && more.length === 0 ? to.purchase(only.id) : to.draftPurchases())
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.order_title(groups.length)}
      text={words.order_text}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button
            kind="primary"
            busy={order.isPending}
            disabled={ready.length === 0}
            onClick={() => order.mutate({ body: { reorder_ids: ready.map(({ id }) => id) } })}
          >
            {words.make_orders}
          </Button>
        </>
      }
    >
      <ul className="plain-rows">
        {groups.map(({ key, name, place, many }) => (
          <li key={key}>
            <span className="grow">
              <b>{name}</b> <span className="quiet">{place}</span>
            </span>
            {t.purchasing.orders.lines(many)}
          </li>
        ))}
      </ul>
      {homeless.length > 0 && (
        <p className="warn">{words.without_supplier(homeless.map(({ product }) => product.name).join(', '))}</p>
      )}
      <ProblemNote problem={order.error} />
    </Dialog>
  )
}

type Group = { key: string; name: string; place: string; many: number }

function groupsOf(reorders: readonly ReorderOut[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { supplier, warehouse } of reorders) {
    if (!supplier) continue
    const key = `${supplier.id} ${warehouse.id}`
    const known = groups.get(key) ?? { key, name: supplier.name, place: warehouse.name, many: 0 }
    groups.set(key, { ...known, many: known.many + 1 })
  }
  return [...groups.values()]
}
