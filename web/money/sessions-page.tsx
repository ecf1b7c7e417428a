import type { TillSessionOut } from '#money/contract'
import { useList } from '../api/use-list.ts'
import { useWorkingStore } from '../api/working-store.ts'
import { to } from '../paths.ts'
import { useGo } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { useText } from '../text/text.ts'
import { ListFoot } from '../ui/list-foot.tsx'
import { SavedViewTabs } from '../ui/list-tools.tsx'
import { Money } from '../ui/money.tsx'
import { Panel, WithPanel } from '../ui/panel.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { useTillName } from './names.ts'
import { SessionCount } from './session-count.tsx'
import { SessionState } from './session-state.tsx'

const start = { view: 'all', ficha: '' }
const states = ['open', 'under_review', 'closed', 'settled'] as const

/** `/caja/turnos`: every shift of every till, what was counted, and what is still to be explained. */
export function SessionsPage() {
  const t = useText()
  const go = useGo()
  const words = t.money.sessions
  const store_id = useWorkingStore() ?? undefined
  const [list, setList] = useAddress(start)
  const state = states.find((one) => one === list.view)
  const sessions = useList('GET /api/till-sessions', { query: { store_id, ...(state && { state }), count: 'true' } })
  const columns = useColumns()
  const nameOf = useTillName()
  const total = sessions.first?.total
  const open = sessions.rows.find(({ id }) => id === list.ficha)
  const panel = open && (
    <Panel
      key={open.id}
      title={nameOf(open.till_id)}
      codes={open.holder_name}
      onClose={() => setList({ ficha: '' })}
      onExpand={() => go(to.tillSession(open.id))}
    >
      <SessionCount session={open} level={3} />
    </Panel>
  )
  return (
    <WithPanel
      panel={panel}
      list={
        <>
          <SavedViewTabs
            active={list.view}
            onPick={(view) => setList({ view, ficha: '' })}
            views={(['all', ...states] as const).map((key) => ({
              key,
              name: words.views[key],
              count: key === list.view ? (total ?? null) : null,
            }))}
          />
          <section className="sheet" aria-label={words.title}>
            {sessions.problem ? (
              <ErrorState
                title={t.shell.failure.title(words.the_sessions)}
                problem={sessions.problem}
                onRetry={sessions.retry}
              />
            ) : (
              <Table
                caption={words.title}
                columns={columns}
                rows={sessions.rows}
                rowKey={({ id }) => id}
                rowName={({ till_id }) => nameOf(till_id)}
                loading={sessions.loading}
                openKey={list.ficha}
                onOpen={({ id }) => setList({ ficha: id })}
                empty={
                  state ? (
                    <NothingFound title={words.nothing} />
                  ) : (
                    <EmptyState title={words.empty_title} text={words.empty_text} />
                  )
                }
                foot={<ListFoot total={total} says={words.count} more={sessions.more} busy={sessions.loadingMore} />}
              />
            )}
          </section>
        </>
      }
    />
  )
}

function useColumns(): Column<TillSessionOut>[] {
  const words = useText().money.sessions
  const format = useFormat()
  const nameOf = useTillName()
  return [
    { key: 'opened', head: words.opened, cell: ({ opened_at }) => format.moment(opened_at) },
    { key: 'till', head: words.till, card: 'title', cell: ({ till_id }) => <b>{nameOf(till_id)}</b> },
    { key: 'who', head: words.holder, cell: ({ holder_name }) => holder_name },
    { key: 'closed', head: words.closed, cell: ({ closed_at }) => closed_at && format.moment(closed_at) },
    { key: 'state', head: words.state, card: 'plain', cell: (session) => <SessionState session={session} /> },
    {
      key: 'difference',
      head: words.difference,
      align: 'number',
      card: 'side',
      cell: ({ difference_minor }) => difference_minor !== null && <Money minor={difference_minor} bad blankZero />,
    },
  ]
}
