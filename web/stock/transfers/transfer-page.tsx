import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import type { TransferOut } from '#stock/contract'
import type { Problem } from '../../api/problem.ts'
import { useMay } from '../../api/session-store.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { useGo } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { PageActions, PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Money } from '../../ui/money.tsx'
import { Plate } from '../../ui/plate.tsx'
import { Steps } from '../../ui/steps.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ReceiveSheet } from './receive-sheet.tsx'
import { transferRoutes } from './transfer-routes.ts'
import { TransferState } from './transfer-state.tsx'
import './transfers.css'

const steps: Record<TransferOut['status'], number> = { draft: 0, in_transit: 1, received: 3, cancelled: 0 }

/** `/bodega/traspasos/{id}`: where it goes, how far it is, and the next step for whoever stands at that end. */
export function TransferPage({ params }: PageProps) {
  const t = useText().warehouse.transfers
  const transfer = useAnswer('GET /api/stock-transfers/:id', { params: { id: params.id ?? '' } })
  const [receiving, setReceiving] = useState(false)
  return (
    <QueryState query={transfer} what={t.the_transfer}>
      {(data) => (
        <div className="transfer-page">
          <PageTitle title={t.title_of(data.number)} back={to.transfers()} />
          <Acts transfer={data} receiving={receiving} onReceive={() => setReceiving(true)} />
          <Way transfer={data} />
          {receiving && data.status === 'in_transit' ? (
            <ReceiveSheet transfer={data} onClose={() => setReceiving(false)} />
          ) : (
            <section className="sheet" aria-label={t.products}>
              <Lines transfer={data} />
            </section>
          )}
        </div>
      )}
    </QueryState>
  )
}

function Way({ transfer }: { transfer: TransferOut }) {
  const t = useText().warehouse.transfers
  const format = useFormat()
  const { status, from_warehouse, to_warehouse, note } = transfer
  return (
    <>
      <Plate className="transfer-plate" label={t.way}>
        <b>{from_warehouse.name}</b>
        <Icon of={ArrowRight} size="l" />
        <b>{to_warehouse.name}</b>
      </Plate>
      {status === 'cancelled' ? (
        <p className="row">
          <TransferState status={status} /> {transfer.cancelled_by_name}
          {transfer.cancelled_at && <span className="quiet">{format.moment(transfer.cancelled_at)}</span>}
          {transfer.cancel_reason && <span className="quiet">{transfer.cancel_reason}</span>}
        </p>
      ) : (
        <Steps across names={[t.states.draft, t.states.in_transit, t.states.received]} at={steps[status]} />
      )}
      <p className="quiet transfer-trace">
        {t.trace.created(transfer.created_by_name, format.moment(transfer.created_at))}
        {transfer.sent_at && ` · ${t.trace.sent(transfer.sent_by_name ?? '', format.moment(transfer.sent_at))}`}
        {transfer.received_at &&
          ` · ${t.trace.received(transfer.received_by_name ?? '', format.moment(transfer.received_at))}`}
      </p>
      {note && <p className="transfer-note">{note}</p>}
    </>
  )
}

type ActsProps = { transfer: TransferOut; receiving: boolean; onReceive: () => void }

function Acts({ transfer, receiving, onReceive }: ActsProps) {
  const t = useText()
  const words = t.warehouse.transfers
  const may = useMay()
  const go = useGo()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [cancelling, setCancelling] = useState(false)
  const params = { id: transfer.id }
  const send = useCommand('POST /api/stock-transfers/:id/send', {
    refresh: transferRoutes,
    onDone: () => toast(words.sent_done),
    onRefused: setProblem,
  })
  const can = (step: TransferOut['next'][number]) => transfer.next.includes(step) && may('stock.transfer')
  return (
    <>
      <PageActions>
        {can('cancel') && (
          <Button kind="quiet" onClick={() => setCancelling(true)}>
            {words.cancel}
          </Button>
        )}
        {can('edit') && <Button onClick={() => go(`${to.newTransfer()}?traspaso=${transfer.id}`)}>{words.edit}</Button>}
        {can('send') && (
          <Button kind="primary" hotkey="e" busy={send.isPending} onClick={() => send.mutate({ params, body: {} })}>
            {words.send}
          </Button>
        )}
        {can('receive') && !receiving && (
          <Button kind="primary" hotkey="r" onClick={onReceive}>
            {words.receive}
          </Button>
        )}
      </PageActions>
      <ShortNote problem={problem} transfer={transfer} />
      {cancelling && <CancelDialog transfer={transfer} onClose={() => setCancelling(false)} />}
    </>
  )
}

type ShortLine = { product_id: string; requested: number; available: number }

/** Each product that is not there, by name. */
function ShortNote({ problem, transfer }: { problem: Problem | null; transfer: TransferOut }) {
  const t = useText().warehouse.transfers
  if (!problem) return null
  const short = problem.members.short_lines
  if (!Array.isArray(short)) return <ProblemNote problem={problem} />
  const nameOf = (id: string) => transfer.items.find(({ product }) => product.id === id)?.product.name ?? ''
  return (
    <div className="transfer-short" role="alert">
      <b>{problem.title}</b>
      <ul>
        {(short as ShortLine[]).map((line) => (
          <li key={line.product_id}>{t.short_of(nameOf(line.product_id), line.available, line.requested)}</li>
        ))}
      </ul>
    </div>
  )
}

function CancelDialog({ transfer, onClose }: { transfer: TransferOut; onClose: () => void }) {
  const t = useText()
  const words = t.warehouse.transfers
  const cancel = useCommand('POST /api/stock-transfers/:id/cancel', {
    refresh: transferRoutes,
    onDone: () => {
      toast(words.cancelled_done)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.cancel_title(transfer.number)}
      text={words.cancel_text}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button
            kind="danger-solid"
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ params: { id: transfer.id }, body: {} })}
          >
            {words.cancel}
          </Button>
        </>
      }
    >
      <ProblemNote problem={cancel.error} />
    </Dialog>
  )
}

function Lines({ transfer }: { transfer: TransferOut }) {
  const t = useText()
  const words = t.warehouse.transfers
  const format = useFormat()
  type Item = TransferOut['items'][number]
  const isReceived = transfer.status === 'received'
  const columns: Column<Item>[] = [
    {
      key: 'code',
      head: words.code,
      width: '120px',
      cell: ({ product }) => <span className="code">{product.sku}</span>,
    },
    { key: 'name', head: words.product, card: 'title', cell: ({ product }) => product.name },
  ]
  if (transfer.status === 'draft') {
    columns.push({
      key: 'available',
      head: t.stock.available,
      align: 'number',
      cell: ({ available, quantity }) => (
        <span className={available !== null && available < quantity ? 'bad' : ''}>
          {format.quantity(available ?? 0)}
        </span>
      ),
    })
  }
  columns.push({
    key: 'quantity',
    head: words.sent,
    align: 'number',
    card: 'side',
    cell: ({ quantity }) => <b>{format.quantity(quantity)}</b>,
  })
  if (isReceived) {
    columns.push(
      { key: 'received', head: words.arrived, align: 'number', cell: ({ received }) => format.quantity(received ?? 0) },
      { key: 'reason', head: words.reason, cell: ({ reason }) => reason },
    )
  }
  if (transfer.items.some(({ cost_minor }) => cost_minor !== undefined && cost_minor !== null)) {
    columns.push({
      key: 'cost',
      head: words.cost,
      align: 'number',
      cell: ({ cost_minor }) => typeof cost_minor === 'number' && <Money minor={cost_minor} />,
    })
  }
  return (
    <Table
      caption={words.products}
      columns={columns}
      rows={transfer.items}
      rowKey={({ product }) => product.id}
      isHit={({ received, quantity }) => received !== null && received !== quantity}
      foot={<span>{words.sums(transfer.lines, format.quantity(transfer.units))}</span>}
    />
  )
}
