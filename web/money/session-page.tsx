import { Printer } from 'lucide-react'
import type { TillSessionOut } from '#money/contract'
import { useAnswer } from '../api/use-answer.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { PageActions, PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ListFoot } from '../ui/list-foot.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { Table } from '../ui/table.tsx'
import { useEntryColumns } from './entry-rows.tsx'
import { useTillName } from './names.ts'
import { SessionCount } from './session-count.tsx'

/** `/caja/turnos/{id}`: one shift with its count and every entry of its day list. */
export function SessionPage({ params }: PageProps) {
  const t = useText()
  const nameOf = useTillName()
  const session = useAnswer('GET /api/till-sessions/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={session} what={t.money.sessions.the_session}>
      {(data) => (
        <>
          <PageTitle title={nameOf(data.till_id)} back={to.tillSessions()} />
          <PageActions>
            <Button icon={Printer} onClick={() => window.print()}>
              {t.money.print}
            </Button>
          </PageActions>
          <div className="money-sheets">
            <section className="sheet" aria-label={t.money.sessions.count_title}>
              <SessionCount session={data} level={2} />
            </section>
            <DayList session={data} />
          </div>
        </>
      )}
    </QueryState>
  )
}

function DayList({ session }: { session: TillSessionOut }) {
  const t = useText()
  const words = t.money.entries
  const columns = useEntryColumns()
  const entries = useList('GET /api/till-sessions/:id/entries', {
    params: { id: session.id },
    query: { count: 'true' },
  })
  return (
    <section className="sheet" aria-label={t.money.sessions.day_list}>
      {entries.problem ? (
        <ErrorState
          small
          title={t.shell.failure.title(t.money.sessions.day_list)}
          problem={entries.problem}
          onRetry={entries.retry}
        />
      ) : (
        <Table
          caption={t.money.sessions.day_list}
          density="ledger"
          columns={columns}
          rows={entries.rows}
          rowKey={({ id }) => id}
          loading={entries.loading}
          empty={<EmptyState small title={words.empty} />}
          foot={
            <ListFoot total={entries.first?.total} says={words.count} more={entries.more} busy={entries.loadingMore} />
          }
        />
      )}
    </section>
  )
}
