import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Lot } from '#stock/contract'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions, PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { State, type Tone } from '../../ui/chip.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { WarehouseSelect } from '../choices.tsx'
import { ListFoot } from '../list-foot.tsx'
import { LotDialog } from './lot-dialog.tsx'
import './places.css'

export type Loose = AnswerOf<'GET /api/stock-lots/loose'>['items'][number]

const start = { q: '', view: 'all', bodega: '' }
const views = ['all', 'expired', 'expires_soon'] as const
type View = (typeof views)[number]
const tones: Record<Lot['state'], Tone> = { fine: 'ok', expires_soon: 'warn', expired: 'bad' }

/** `/bodega/lotes`: what expires first stands first, as it leaves. */
export function LotsPage() {
  const t = useText()
  const words = t.warehouse.lots
  const may = useMay()
  const [shown, setShown] = useAddress(start)
  const [putting, setPutting] = useState<Loose | 'any' | null>(null)
  const view: View = views.find((one) => one === shown.view) ?? 'all'
  const place = shown.bodega ? { warehouse_id: shown.bodega } : {}
  const columns = useColumns(shown.bodega === '')
  const list = useList('GET /api/stock-lots', {
    query: {
      count: 'true',
      ...place,
      ...(shown.q ? { q: shown.q } : {}),
      ...(view === 'all' ? {} : { state: view }),
    },
  })
  const loose = useAnswer('GET /api/stock-lots/loose', { query: place })
  const total = list.first?.total
  return (
    <>
      <PageTitle title={words.title} back={to.warehouseTasks()} />
      <PageActions>
        {may('lots.edit') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => setPutting('any')}>
            {words.new_one}
          </Button>
        )}
      </PageActions>
      {(loose.data?.items.length ?? 0) > 0 && may('lots.edit') && (
        <LooseSheet items={loose.data?.items ?? []} onPick={setPutting} />
      )}
      <SavedViewTabs
        active={view}
        onPick={(next) => setShown({ view: next })}
        views={views.map((key) => ({ key, name: words.views[key], count: key === view ? (total ?? null) : null }))}
      />
      <section className="sheet" aria-label={words.title}>
        <ListBar>
          <SearchField label={words.search} value={shown.q} onChange={(q) => setShown({ q })} />
          <div className="list-filter">
            <WarehouseSelect
              size="s"
              hideLabel
              label={t.stock.warehouse}
              none={t.catalog.any_warehouse}
              value={shown.bodega}
              onChange={(bodega) => setShown({ bodega })}
            />
          </div>
        </ListBar>
        {list.problem ? (
          <ErrorState title={t.shell.failure.title(words.the_lots)} problem={list.problem} onRetry={list.retry} />
        ) : (
          <Table
            caption={words.title}
            columns={columns}
            rows={list.rows}
            rowKey={({ id, warehouse }) => id + warehouse.id}
            loading={list.loading}
            empty={
              shown.q || view !== 'all' ? (
                <NothingFound title={words.nothing} />
              ) : (
                <EmptyState title={words.empty_title} text={words.empty_text} />
              )
            }
            foot={
              <ListFoot
                says={total === undefined ? null : words.count(total)}
                more={list.more}
                busy={list.loadingMore}
              />
            }
          />
        )}
      </section>
      {putting && <LotDialog loose={putting === 'any' ? null : putting} onClose={() => setPutting(null)} />}
    </>
  )
}

/** Units kept by lot that nobody has put into one yet. */
function LooseSheet({ items, onPick }: { items: readonly Loose[]; onPick: (loose: Loose) => void }) {
  const t = useText().warehouse.lots
  const format = useFormat()
  return (
    <section className="sheet sheet-pad lots-loose" aria-label={t.loose}>
      <h2 className="section-title">{t.loose}</h2>
      <ul className="bin-products">
        {items.map((one) => (
          <li key={one.product.id + one.warehouse.id}>
            <span className="grow">
              <b>{one.product.name}</b> <small className="quiet">{one.warehouse.name}</small>
            </span>
            <b>{format.quantity(one.quantity)}</b>
            <Button size="s" onClick={() => onPick(one)} aria-label={`${t.put}: ${one.product.name}`}>
              {t.put}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function useColumns(several: boolean): Column<Lot>[] {
  const t = useText()
  const words = t.warehouse.lots
  const format = useFormat()
  return [
    { key: 'code', head: words.code, width: '120px', cell: ({ code }) => <b className="code">{code}</b> },
    {
      key: 'product',
      head: words.product,
      card: 'title',
      cell: ({ product }) => <Link to={to.product(product.id)}>{product.name}</Link>,
    },
    ...(several ? [{ key: 'warehouse', head: t.stock.warehouse, cell: ({ warehouse }: Lot) => warehouse.name }] : []),
    {
      key: 'expires',
      head: words.expires,
      cell: ({ expires_on }) => (expires_on ? format.day(`${expires_on}T12:00:00`) : words.never),
    },
    {
      key: 'state',
      head: words.state,
      card: 'plain',
      cell: ({ state, days_left }) => (
        <State tone={tones[state]}>{days_left === null ? words.fine : words.days(days_left)}</State>
      ),
    },
    {
      key: 'on_hand',
      head: t.stock.on_hand,
      align: 'number',
      card: 'side',
      cell: ({ on_hand }) => <b>{format.quantity(on_hand)}</b>,
    },
  ]
}
