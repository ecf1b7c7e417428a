import { useState } from 'react'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { HandFrame, HandQuery, WarehouseSelect } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { type PickedSupplier, SupplierPicker } from '../supplier-picker.tsx'
import { ReceivingTask } from './receiving-task.tsx'
import './receiving.css'

/** `/bodega/recibir/{id}`: for a phone or a scanner in one hand: scan, and it has come. */
export function ReceivePage({ params }: PageProps) {
  const t = useText().receiving
  const id = params.id ?? ''
  const order = useAnswer('GET /api/purchase-orders/:id/to-receive', { params: { id } })
  return (
    <HandQuery query={order} what={t.the_order} title={t.title} back={to.receiving()}>
      {(data) => <ReceivingTask place={id} order={data} supplier={data.supplier} warehouse_id={data.warehouse.id} />}
    </HandQuery>
  )
}

/** `/bodega/recibir/sin-orden`: goods that nobody ordered on paper; first of whom they are. */
export function ReceiveLoosePage() {
  const t = useText()
  const words = t.receiving
  const [supplier, setSupplier] = useState<PickedSupplier | null>(null)
  const [warehouse_id, setWarehouse] = useState('')
  const [isReady, setReady] = useState(false)
  if (supplier && isReady) {
    return <ReceivingTask place={`loose.${supplier.id}`} order={null} supplier={supplier} warehouse_id={warehouse_id} />
  }
  return (
    <HandFrame
      title={words.without_order}
      back={to.receiving()}
      foot={
        <Button kind="primary" size="l" wide disabled={!supplier} onClick={() => setReady(true)}>
          {words.begin}
        </Button>
      }
    >
      <div className="hand-pad">
        <p className="second">{words.without_order_text}</p>
        <SupplierPicker size="l" picked={supplier} onPick={setSupplier} />
        <WarehouseSelect
          size="l"
          label={t.stock.warehouse}
          none={t.purchasing.orders.usual_warehouse}
          value={warehouse_id}
          onChange={setWarehouse}
        />
      </div>
    </HandFrame>
  )
}
