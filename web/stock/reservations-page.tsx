import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { State, type Tone } from '../ui/chip.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { ListFoot } from '../ui/list-foot.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../ui/list-tools.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { WarehouseSelect } from './choices.tsx'
import './inventory.css'

type Row = AnswerOf<'GET /api/stock-reservations'>['items'][number]

const start = { view: 'open', q: '', bodega: '' }
const views = ['open', 'pending', 'confirmed', 'consumed', 'released', 'expired'] as const
const tones: Record<Row['state'], Tone> = {
  pending: 'info',
  confirmed: 'ok',
  consumed: 'neutral',
  released: 'neutral',
  expired: 'warn',
}

/** `/inventario/reservas`: what is set aside, for whom, until when. */
export function ReservationsPage() {
  const t = useText()
  const words = t.stock.reservations
  const [list, setList] = useAddress(start)
  const [releasing, setReleasing] = useState<Row | null>(null)
  const view = views.find((one) => one === list.view) ?? 'open'
  const place = list.bodega ? { warehouse_id: list.bodega } : {}
  const reservations = useList('GET /api/stock-reservations', {
    query: {
      ...place,
      count: 'true',
      ...(list.q && { q: list.q }),
      ...(view === 'open' ? { open: 'true' } : { state: view }),
    },
  })
  const columns = useColumns(setReleasing)
  const total = reservations.first?.total
  return (
    <>
      <SavedViewTabs
        active={view}
        onPick={(next) => setList({ view: next })}
        views={views.map((key) => ({ key, name: words.views[key], count: key === view ? (total ?? null) : null }))}
      />
      <section className="sheet" aria-label={words.title}>
        <ListBar end={<Summary place={place} />}>
          <SearchField label={t.stock.alerts.search} value={list.q} onChange={(q) => setList({ q })} />
          <div className="list-filter">
            <WarehouseSelect
              size="s"
              hideLabel
              label={t.catalog.warehouse}
              none={t.catalog.any_warehouse}
              value={list.bodega}
              onChange={(bodega) => setList({ bodega })}
            />
          </div>
        </ListBar>
        {reservations.problem ? (
          <ErrorState
            title={t.shell.failure.title(words.the_reservations)}
            problem={reservations.problem}
            onRetry={reservations.retry}
          />
        ) : (
          <Table
            caption={words.title}
            columns={columns}
            rows={reservations.rows}
            rowKey={({ id }) => id}
            rowName={({ product }) => product.name}
            loading={reservations.loading}
            empty={
              list.q || view !== 'open' ? (
                <NothingFound title={words.nothing} />
              ) : (
                <EmptyState title={words.empty_title} text={words.empty_text} />
              )
            }
            foot={
              <ListFoot total={total} says={words.count} more={reservations.more} busy={reservations.loadingMore} />
            }
          />
        )}
      </section>
      {releasing && <ReleaseDialog reservation={releasing} onClose={() => setReleasing(null)} />}
    </>
  )
}

function Summary({ place }: { place: { warehouse_id?: string } }) {
  const words = useText().stock.reservations
  const format = useFormat()
  const summary = useAnswer('GET /api/stock-reservations/summary', { query: place })
  if (!summary.data || summary.data.reservations === 0) return null
  return <span className="quiet">{words.summary(format.quantity(summary.data.units), summary.data.expiring)}</span>
}

function useColumns(onRelease: (row: Row) => void): Column<Row>[] {
  const t = useText()
  const may = useMay()
  const words = t.stock.reservations
  const format = useFormat()
  return [
    {
      key: 'product',
      head: t.stock.alerts.product,
      card: 'title',
      cell: ({ product }) => <Link to={to.product(product.id)}>{product.name}</Link>,
    },
    { key: 'warehouse', head: t.stock.warehouse, cell: ({ warehouse }) => warehouse.name },
    {
      key: 'owner',
      head: words.owner,
      cell: ({ owner_kind, owner_id }) =>
        owner_kind === 'order' ? <Link to={to.order(owner_id)}>{words.owners.order}</Link> : words.owners[owner_kind],
    },
    { key: 'who', head: words.who, cell: ({ created_by_name }) => created_by_name },
    { key: 'since', head: words.since, cell: ({ created_at }) => format.moment(created_at) },
    {
      key: 'state',
      head: words.state,
      card: 'plain',
      cell: ({ state, is_expiring, expires_at }) => (
        <State tone={is_expiring ? 'warn' : tones[state]}>
          {state === 'pending' && expires_at ? words.until(format.time(expires_at)) : words.states[state]}
        </State>
      ),
    },
    {
      key: 'quantity',
      head: words.quantity,
      align: 'number',
      card: 'side',
      cell: ({ quantity }) => <b>{format.quantity(quantity)}</b>,
    },
    {
      key: 'act',
      head: words.act,
      card: 'plain',
      cell: (row) =>
        row.owner_kind === 'cart' && row.state === 'pending' && may('stock.reserve') ? (
          <Button size="s" onClick={() => onRelease(row)}>
            {words.release}
          </Button>
        ) : null,
    },
  ]
}

function ReleaseDialog({ reservation, onClose }: { reservation: Row; onClose: () => void }) {
  const t = useText()
  const words = t.stock.reservations
  const format = useFormat()
  const release = useCommand('POST /api/stock-reservations/:id/release', {
    refresh: ['GET /api/stock-reservations', 'GET /api/stock-reservations/summary'],
    onDone: () => {
      toast(words.released)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.release_title(format.quantity(reservation.quantity), reservation.product.name)}
      text={words.release_text}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button
            kind="danger-solid"
            busy={release.isPending}
            onClick={() => release.mutate({ params: { id: reservation.id }, body: {} })}
          >
            {words.release}
          </Button>
        </>
      }
    >
      <ProblemNote problem={release.error} />
    </Dialog>
  )
}
