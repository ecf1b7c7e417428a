import { PackageCheck, ScanBarcode } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { to } from '../../paths.ts'
import { HandFrame } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Plate } from '../../ui/plate.tsx'
import { useScanner } from '../../ui/scanner.ts'
import { useFormat } from '../../ui/use-format.ts'
import type { PickedSupplier } from '../supplier-picker.tsx'
import { type Came, judge, type ToReceive, unitsOf, type Verdict } from './came.ts'
import { CameList } from './came-list.tsx'
import { ExpectedList } from './expected-list.tsx'
import { LineDialog } from './line-dialog.tsx'
import { ReviewDialog } from './review-dialog.tsx'
import { useReceiving } from './use-receiving.ts'

export type Receiving = ReturnType<typeof useReceiving>
type TaskProps = { place: string; order: ToReceive | null; supplier: PickedSupplier; warehouse_id: string }

/** Scan or touch what comes; at the end what differs is said before it is written. */
export function ReceivingTask({ place, order, supplier, warehouse_id }: TaskProps) {
  const t = useText()
  const words = t.receiving
  const format = useFormat()
  const receiving = useReceiving(place, order)
  const [opened, setOpened] = useState<string | null>(null)
  const [reviewing, setReviewing] = useState(false)
  const verdict = judge(order, receiving.came)
  const line = receiving.came.find(({ product_id }) => product_id === opened)
  const units = unitsOf(receiving.came)
  return (
    <HandFrame
      title={supplier.name}
      note={order ? `${t.purchasing.orders.code(order.number)} · ${order.warehouse.name}` : words.without_order}
      back={to.receiving()}
      foot={
        <Button
          kind="primary"
          size="l"
          wide
          icon={PackageCheck}
          disabled={receiving.came.length === 0}
          onClick={() => setReviewing(true)}
        >
          {words.receive_units(units, format.quantity(units))}
        </Button>
      }
    >
      <Scanning receiving={receiving} verdict={verdict} order={order} />
      <CameList receiving={receiving} verdict={verdict} onOpen={setOpened} />
      {order && <ExpectedList order={order} receiving={receiving} verdict={verdict} />}
      {line && (
        <LineDialog
          line={line}
          expected={order?.items.find(({ product_id }) => product_id === line.product_id)}
          warehouse_id={warehouse_id}
          onChange={receiving.set}
          onClose={() => setOpened(null)}
        />
      )}
      {reviewing && (
        <ReviewDialog
          order={order}
          supplier={supplier}
          warehouse_id={warehouse_id}
          receiving={receiving}
          verdict={verdict}
          onClose={() => setReviewing(false)}
        />
      )}
    </HandFrame>
  )
}

type ScanningProps = { receiving: Receiving; verdict: Verdict; order: ToReceive | null }

function Scanning({ receiving, verdict, order }: ScanningProps) {
  const t = useText().receiving
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  useScanner(
    (code) => void receiving.scan(code),
    () => field.current,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void receiving.scan(typed)
    setTyped('')
  }
  return (
    <div className="hand-pad">
      <Last line={receiving.last} verdict={verdict} order={order} />
      <form onSubmit={submit}>
        <label className="hand-scan">
          <Icon of={ScanBarcode} size="l" />
          <span className="only-read">{t.scan}</span>
          <input
            ref={field}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder={t.scan}
            autoComplete="off"
            autoCapitalize="off"
            enterKeyHint="done"
            spellCheck={false}
          />
        </label>
      </form>
      {receiving.unknown && (
        <p className="receiving-warn" role="alert">
          {t.unknown(receiving.unknown)}
        </p>
      )}
      <ProblemNote problem={receiving.problem} />
    </div>
  )
}

/** What was scanned last, readable from two metres, against what is expected of it. */
function Last({ line, verdict, order }: { line: Came | null; verdict: Verdict; order: ToReceive | null }) {
  const t = useText().receiving
  const format = useFormat()
  const expected = order?.items.find(({ product_id }) => product_id === line?.product_id)
  const isOver = verdict.over.some((one) => one.line.product_id === line?.product_id)
  if (!line) return <Plate className="receiving-plate">{t.nothing_scanned}</Plate>
  return (
    <Plate className="receiving-plate" label={t.last}>
      <span className="grow">
        <small className="code">
          {line.sku}
          {expected?.bin && ` · ${t.goes_to(expected.bin.code)}`}
        </small>
        <b>{line.name}</b>
        {isOver && <small className="receiving-over">{t.over}</small>}
        {order && !expected && <small className="receiving-over">{t.unordered}</small>}
      </span>
      <output className="receiving-figure" aria-live="polite">
        {format.quantity(line.quantity)}
        {expected && <small>{t.of(format.quantity(expected.open))}</small>}
      </output>
    </Plate>
  )
}
