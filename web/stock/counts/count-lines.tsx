import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { CountLine, CountOut } from '#stock/contract'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useList } from '../../api/use-list.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { BulkBar, ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { Money } from '../../ui/money.tsx'
import { ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ListFoot } from '../list-foot.tsx'
import { countRoutes } from './count-routes.ts'

type Show = 'all' | 'counted' | 'uncounted' | 'different'
const nothing: ReadonlySet<string> = new Set()

/** The lines; in the review the exceptions first, and the way to have them counted again. */
export function CountLines({ count }: { count: CountOut }) {
  const t = useText()
  const words = t.warehouse.counts
  const may = useMay()
  const isReview = count.status === 'review'
  const isKnown = isReview || count.status === 'posted'
  const views: readonly Show[] = isKnown
    ? ['different', 'counted', 'uncounted', 'all']
    : ['all', 'counted', 'uncounted']
  const [picked, setPicked] = useState<Show | null>(null)
  const show = picked ?? (isKnown && count.differences && count.differences.lines > 0 ? 'different' : 'all')
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState(nothing)
  const list = useList('GET /api/stock-counts/:id/lines', {
    params: { id: count.id },
    query: { show, count: 'true', sort: show === 'different' ? '-difference' : 'name', ...(q ? { q } : {}) },
  })
  const columns = useColumns(count)
  const recount = useCommand('POST /api/stock-counts/:id/recount', {
    refresh: countRoutes,
    onDone: () => {
      setChosen(nothing)
      toast(words.recount_done)
    },
  })
  return (
    <div>
      <SavedViewTabs
        active={show}
        onPick={(next) => setPicked(views.find((one) => one === next) ?? 'all')}
        views={views.map((key) => ({
          key,
          name: words.show[key],
          count: key === show ? (list.first?.total ?? null) : null,
        }))}
      />
      <section className="sheet" aria-label={words.lines}>
        <ListBar>
          <SearchField label={words.search} value={q} onChange={setQ} />
        </ListBar>
        {list.problem ? (
          <ErrorState
            title={t.shell.failure.title(words.the_lines)}
            problem={list.problem}
            onRetry={list.retry}
            small
          />
        ) : (
          <Table
            caption={words.lines}
            columns={columns}
            rows={list.rows}
            rowKey={({ product }) => product.id}
            rowName={({ product }) => product.name}
            loading={list.loading}
            {...(isReview && may('stock.count') && { chosen, onChoose: setChosen })}
            empty={<NothingFound title={words.no_lines[show]} />}
            foot={
              <ListFoot
                says={list.first?.total === undefined ? null : words.products(list.first.total)}
                more={list.more}
                busy={list.loadingMore}
              />
            }
          />
        )}
      </section>
      {chosen.size > 0 && (
        <BulkBar count={chosen.size} onDrop={() => setChosen(nothing)}>
          <Button
            kind="on-plate"
            icon={RotateCcw}
            busy={recount.isPending}
            onClick={() => recount.mutate({ params: { id: count.id }, body: { product_ids: [...chosen] } })}
          >
            {words.recount_these}
          </Button>
        </BulkBar>
      )}
    </div>
  )
}

function useColumns(count: CountOut): Column<CountLine>[] {
  const t = useText().warehouse.counts
  const format = useFormat()
  const isKnown = count.status === 'review' || count.status === 'posted'
  const columns: Column<CountLine>[] = [
    { key: 'code', head: t.code, width: '110px', cell: ({ product }) => <span className="code">{product.sku}</span> },
    {
      key: 'name',
      head: t.product,
      card: 'title',
      cell: ({ product, moved_meanwhile, is_found }) => (
        <span className="count-name">
          {product.name}
          {moved_meanwhile && (
            <Chip tone="warn" title={t.moved_help}>
              {t.moved}
            </Chip>
          )}
          {is_found && <Chip tone="info">{t.found}</Chip>}
        </span>
      ),
    },
    { key: 'bin', head: t.bin, cell: ({ bin }) => bin && <span className="code">{bin}</span> },
  ]
  if (isKnown || !count.is_blind) {
    columns.push({
      key: 'expected',
      head: t.expected,
      align: 'number',
      cell: ({ expected }) => expected !== null && format.quantity(expected),
    })
  }
  columns.push({
    key: 'counted',
    head: t.counted,
    align: 'number',
    card: 'side',
    cell: ({ counted }) =>
      counted === null ? <span className="quiet">{t.not_yet}</span> : <b>{format.quantity(counted)}</b>,
  })
  if (!isKnown) return columns
  columns.push({
    key: 'difference',
    head: t.difference,
    align: 'number',
    margin: true,
    cell: ({ difference }) =>
      difference !== null && (
        <b className={difference < 0 ? 'bad' : difference > 0 ? 'good' : 'quiet'}>{format.movement(difference)}</b>
      ),
  })
  if (count.differences?.value_minor !== undefined) {
    columns.push({
      key: 'worth',
      head: t.worth,
      align: 'number',
      cell: ({ difference_minor }) =>
        typeof difference_minor === 'number' && difference_minor !== 0 && <Money minor={difference_minor} />,
    })
  }
  columns.push({
    key: 'when',
    head: t.when,
    cell: ({ counted_at, counted_by_name }) =>
      counted_at && (
        <>
          {format.moment(counted_at)} <small className="quiet">{counted_by_name}</small>
        </>
      ),
  })
  return columns
}
