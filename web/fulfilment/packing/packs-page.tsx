import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { PageTitle } from '../../shell/slots.tsx'
import { ListFoot } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { WorkRow } from '../work-row.tsx'

/** `/bodega/embalar`: what was picked and waits for its box, the most urgent first. */
export function PacksPage() {
  const t = useText()
  const words = t.fulfilment.packing
  const list = useList('GET /api/fulfilments', { query: { state: 'packing', sort: 'due_at' } })
  return (
    <div className="work">
      <PageTitle title={words.title} back={to.warehouseTasks()} />
      <section className="sheet" aria-label={words.title}>
        {list.problem ? (
          <ErrorState title={t.shell.failure.title(words.the_list)} problem={list.problem} onRetry={list.retry} />
        ) : list.loading ? (
          <Skeleton rows={6} label={words.the_list} />
        ) : list.rows.length === 0 ? (
          <EmptyState small title={words.empty_title} text={words.empty_text} />
        ) : (
          <ul className="work-list">
            {list.rows.map((order) => (
              <WorkRow key={order.id} order={order} href={to.packing(order.number)} />
            ))}
          </ul>
        )}
        {list.more && (
          <div className="work-more">
            <ListFoot says={null} more={list.more} busy={list.loadingMore} />
          </div>
        )}
      </section>
    </div>
  )
}
