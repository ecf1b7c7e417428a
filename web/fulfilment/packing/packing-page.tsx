import { Printer } from 'lucide-react'
import { useState } from 'react'
import type { FulfilmentOut, LineOut } from '#fulfilment/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { useGo } from '../../shell/link.tsx'
import { HandFrame, HandQuery } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Plate } from '../../ui/plate.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useSlip } from '../order/use-slip.ts'
import { ScanLine } from '../scan-line.tsx'
import { ShipDialog } from '../shipments/ship-dialog.tsx'
import { usePacking } from './use-packing.ts'
import './packing.css'

/** `/bodega/embalar/{number}`: into the box, scan by scan, against what was picked. */
export function PackingPage({ params }: PageProps) {
  const t = useText().fulfilment
  const order = useAnswer('GET /api/fulfilments/:number', { params: { number: params.number ?? '' } })
  return (
    <HandQuery query={order} what={t.the_order} title={t.packing.title} back={to.packs()}>
      {(data) => <Packing order={data} />}
    </HandQuery>
  )
}

function Packing({ order }: { order: FulfilmentOut }) {
  const t = useText().fulfilment
  const words = t.packing
  const format = useFormat()
  const go = useGo()
  const may = useMay()
  const slip = useSlip(order.number)
  const packing = usePacking(order)
  const [shipping, setShipping] = useState(false)
  const isPacking = order.state === 'packing'
  const isFull = order.packed >= order.picked
  const seeOrder = () => go(to.fulfilment(order.number))
  return (
    <HandFrame
      title={t.title_of(order.number)}
      note={words.note(order.customer_name ?? t.nobody, t.products_units(order.lines, format.quantity(order.units)))}
      back={to.packs()}
      foot={
        !isPacking ? (
          <Button kind="primary" size="l" wide onClick={seeOrder}>
            {words.see_order}
          </Button>
        ) : isFull ? (
          <>
            <Button size="l" icon={Printer} busy={slip.busy} onClick={slip.run}>
              {t.order.slip}
            </Button>
            <Button kind="primary" size="l" wide disabled={!may('shipments.ship')} onClick={() => setShipping(true)}>
              {t.order.ship}
            </Button>
          </>
        ) : (
          <Button kind="primary" size="l" wide busy={packing.busy} onClick={packing.all}>
            {words.all}
          </Button>
        )
      }
    >
      {isPacking ? <Box order={order} packing={packing} /> : <p className="hand-pad">{words.is_shipped}</p>}
      {shipping && <ShipDialog order={order} onClose={() => setShipping(false)} onDone={seeOrder} />}
    </HandFrame>
  )
}

function Box({ order, packing }: { order: FulfilmentOut; packing: ReturnType<typeof usePacking> }) {
  const t = useText().fulfilment.packing
  const format = useFormat()
  const lines = order.items.filter(({ quantity }) => quantity > 0)
  const open = lines.filter(({ packed, picked }) => packed < picked)
  const full = lines.filter(({ packed, picked }) => packed >= picked)
  return (
    <>
      <div className="hand-pad">
        <Plate className="box-plate" label={t.in_box}>
          <span className="grow">
            <small>{t.in_box}</small>
            <b>{open.length === 0 ? t.ready : t.out_of_box}</b>
          </span>
          <output className="box-figure" aria-live="polite">
            {format.quantity(order.packed)} <small>/ {format.quantity(order.picked)}</small>
          </output>
        </Plate>
        {open.length === 0 ? (
          <p>{t.ready_text}</p>
        ) : (
          <ScanLine label={t.scan} onScan={packing.scan} echo={packing.echo} />
        )}
      </div>
      <Lines title={t.out_of_box} lines={open} onPut={packing.put} />
      <Lines title={t.in_box} lines={full} />
    </>
  )
}

type LinesProps = { title: string; lines: readonly LineOut[]; onPut?: (line: LineOut) => void }

function Lines({ title, lines, onPut }: LinesProps) {
  const t = useText().fulfilment
  const format = useFormat()
  if (lines.length === 0) return null
  return (
    <section className="hand-list" aria-label={title}>
      <h2 className="label">{title}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            <span className="grow">
              <b>{line.name}</b>
              <small className="code quiet">{line.sku}</small>
            </span>
            <span className="box-count">{t.done_of(format.quantity(line.packed), format.quantity(line.picked))}</span>
            {onPut && (
              <Button size="l" aria-label={`${t.packing.put_in}: ${line.name}`} onClick={() => onPut(line)}>
                {t.packing.put_in}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
