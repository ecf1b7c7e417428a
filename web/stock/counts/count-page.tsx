import { ScanBarcode } from 'lucide-react'
import { useState } from 'react'
import type { CountOut } from '#stock/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { useGo } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { PageActions, PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { Figures } from '../../ui/section.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { CloseDialog, DropDialog, PostDialog } from './count-dialogs.tsx'
import { CountLines } from './count-lines.tsx'
import { countRoutes } from './count-routes.ts'
import { CountState } from './count-state.tsx'
import { scopeName } from './scope-name.ts'
import './counts.css'

/** `/bodega/conteos/{id}`: how far it is, what differs, and the next step. */
export function CountPage({ params }: PageProps) {
  const t = useText()
  const words = t.warehouse.counts
  const format = useFormat()
  const count = useAnswer('GET /api/stock-counts/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={count} what={words.the_count}>
      {(data) => (
        <div className="count-page">
          <PageTitle title={words.title_of(data.number)} back={to.counts()} />
          <Acts count={data} />
          <section className="sheet sheet-pad" aria-label={words.summary}>
            <p className="row wrap">
              <b>{scopeName(t, data)}</b> <span className="quiet">{data.warehouse.name}</span>
              <span className="grow" />
              <CountState status={data.status} />
            </p>
            <Summary count={data} />
            {data.needs_another && <p className="count-warn">{words.needs_another}</p>}
            <p className="quiet">
              {words.trace.opened(data.created_by_name, format.moment(data.created_at))}
              {data.closed_at && ` · ${words.trace.closed(data.closed_by_name ?? '', format.moment(data.closed_at))}`}
              {data.posted_at && ` · ${words.trace.posted(data.posted_by_name ?? '', format.moment(data.posted_at))}`}
            </p>
            {data.note && <p>{data.note}</p>}
          </section>
          <CountLines count={data} />
        </div>
      )}
    </QueryState>
  )
}

function Summary({ count }: { count: CountOut }) {
  const words = useText().warehouse.counts
  const format = useFormat()
  const { counted, lines, differences } = count
  const figures = [{ name: words.counted, value: words.of(format.quantity(counted), format.quantity(lines)) }]
  if (!differences) return <Figures figures={figures} />
  const { over, under, value_minor } = differences
  return (
    <Figures
      figures={[
        ...figures,
        { name: words.different, value: format.quantity(differences.lines) },
        { name: words.over, value: format.movement(over) || '0' },
        { name: words.under, value: format.movement(-under) || '0' },
        ...(value_minor === undefined ? [] : [{ name: words.worth, value: <Money minor={value_minor} /> }]),
      ]}
    />
  )
}

function Acts({ count }: { count: CountOut }) {
  const words = useText().warehouse.counts
  const may = useMay()
  const go = useGo()
  const [open, setOpen] = useState<'close' | 'post' | 'drop' | null>(null)
  const recount = useCommand('POST /api/stock-counts/:id/recount', {
    refresh: countRoutes,
    onDone: () => go(to.counting(count.id)),
  })
  const can = (act: CountOut['next'][number], permission: string) => count.next.includes(act) && may(permission)
  const close = () => setOpen(null)
  return (
    <>
      <PageActions>
        {can('cancel', 'stock.count') && (
          <Button kind="quiet" onClick={() => setOpen('drop')}>
            {words.cancel}
          </Button>
        )}
        {can('close', 'stock.count') && <Button onClick={() => setOpen('close')}>{words.close}</Button>}
        {can('recount', 'stock.count') && (
          <Button busy={recount.isPending} onClick={() => recount.mutate({ params: { id: count.id }, body: {} })}>
            {words.recount}
          </Button>
        )}
        {can('count', 'stock.count') && (
          <Button kind="primary" icon={ScanBarcode} hotkey="c" onClick={() => go(to.counting(count.id))}>
            {words.go_count}
          </Button>
        )}
        {can('post', 'stock.post_counts') && !count.needs_another && (
          <Button kind="primary" hotkey="r" onClick={() => setOpen('post')}>
            {words.post}
          </Button>
        )}
      </PageActions>
      {open === 'close' && <CloseDialog count={count} onClose={close} />}
      {open === 'post' && <PostDialog count={count} onClose={close} />}
      {open === 'drop' && <DropDialog count={count} onClose={close} />}
    </>
  )
}
