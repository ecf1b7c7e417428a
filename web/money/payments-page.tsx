import type { EntryOut } from '#money/contract'
import { useMay } from '../api/session-store.ts'
import { urlOf } from '../api/url.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useList } from '../api/use-list.ts'
import { useWorkingStore } from '../api/working-store.ts'
import { useAddress } from '../shell/location.ts'
import { useText } from '../text/text.ts'
import { Select } from '../ui/choice-fields.tsx'
import { ExportMenu } from '../ui/export-menu.tsx'
import { ListFoot } from '../ui/list-foot.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../ui/list-tools.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { Table } from '../ui/table.tsx'
import { useEntryColumns } from './entry-rows.tsx'
import { PeriodFields } from './period-fields.tsx'

const start = { view: 'all', q: '', medio: '', desde: '', hasta: '' }
const kinds = ['charge', 'deposit', 'refund'] as const

/** `/pagos`: what came in and what was given back, by any way of paying. */
export function PaymentsPage() {
  const t = useText()
  const may = useMay()
  const words = t.money.payments
  const store_id = useWorkingStore() ?? undefined
  const [list, setList] = useAddress(start)
  const kind = kinds.find((one): one is (typeof kinds)[number] & EntryOut['kind'] => one === list.view)
  const query = {
    store_id,
    ...(kind && { kind }),
    ...(list.q && { q: list.q }),
    ...(list.medio && { method: list.medio }),
    ...(list.desde && { from: list.desde }),
    ...(list.hasta && { to: list.hasta }),
  }
  const payments = useList('GET /api/payments', { query: { ...query, count: 'true' } })
  const methods = useAnswer('GET /api/payment-methods', { query: {} })
  const columns = useEntryColumns()
  const total = payments.first?.total
  const isFiltered = Object.keys(query).some((name) => name !== 'store_id')
  return (
    <>
      <SavedViewTabs
        active={list.view}
        onPick={(view) => setList({ view })}
        views={(['all', ...kinds] as const).map((key) => ({
          key,
          name: words.views[key],
          count: key === list.view ? (total ?? null) : null,
        }))}
      />
      <section className="sheet" aria-label={words.title}>
        <ListBar
          end={
            may('payments.export') && (
              <ExportMenu
                label={words.export}
                addressOf={(format) => urlOf('/api/payments/export', { query: { ...query, format } })}
              />
            )
          }
        >
          <SearchField label={words.search} value={list.q} onChange={(q) => setList({ q })} />
          <Select
            label={t.money.entries.method}
            hideLabel
            size="s"
            value={list.medio}
            onChange={(medio) => setList({ medio })}
            options={[
              { value: '', label: words.any_method },
              ...(methods.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
          <PeriodFields
            from={list.desde}
            to={list.hasta}
            onChange={({ from, to }) =>
              setList({ ...(from !== undefined && { desde: from }), ...(to !== undefined && { hasta: to }) })
            }
          />
        </ListBar>
        {payments.problem ? (
          <ErrorState
            title={t.shell.failure.title(words.the_payments)}
            problem={payments.problem}
            onRetry={payments.retry}
          />
        ) : (
          <Table
            caption={words.title}
            columns={columns}
            rows={payments.rows}
            rowKey={({ id }) => id}
            loading={payments.loading}
            empty={
              isFiltered ? (
                <NothingFound title={words.nothing} />
              ) : (
                <EmptyState title={words.empty_title} text={words.empty_text} />
              )
            }
            foot={
              <ListFoot total={total} says={t.money.entries.count} more={payments.more} busy={payments.loadingMore} />
            }
          />
        )}
      </section>
    </>
  )
}
