import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { ExpenseOut } from '#money/contract'
import { useMay } from '../api/session-store.ts'
import { urlOf } from '../api/url.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useList } from '../api/use-list.ts'
import { useWorkingStore } from '../api/working-store.ts'
import { useAddress } from '../shell/location.ts'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/choice-fields.tsx'
import { ExportMenu } from '../ui/export-menu.tsx'
import { ListFoot } from '../ui/list-foot.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../ui/list-tools.tsx'
import { Money } from '../ui/money.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { useExpenseColumns } from './expense-columns.tsx'
import { ExpenseDialog } from './expense-dialog.tsx'
import { monthOf } from './months.ts'
import { useTillName } from './names.ts'
import { PeriodFields } from './period-fields.tsx'
import { ReverseExpenseDialog } from './reverse-expense-dialog.tsx'
import { SpentOn } from './spent-on.tsx'
import './money.css'

const start = { view: 'month', q: '', categoria: '', caja: '', desde: '', hasta: '' }
const views = ['month', 'last_month', 'all'] as const

/** `/gastos`: what the shop spent, on what, from which till, and what it comes to. */
export function ExpensesPage() {
  const t = useText()
  const words = t.money.expenses
  const may = useMay()
  const store_id = useWorkingStore() ?? undefined
  const { shop } = useFormat()
  const [list, setList] = useAddress(start)
  const [writing, setWriting] = useState(false)
  const view = views.find((one) => one === list.view) ?? 'all'
  const month = view === 'all' ? null : monthOf(new Date(), shop.time_zone, view === 'month' ? 0 : 1)
  const { from, to } = month ?? { from: list.desde, to: list.hasta }
  const query = {
    store_id,
    ...(list.q && { q: list.q }),
    ...(list.categoria && { category: list.categoria }),
    ...(list.caja && { till_id: list.caja }),
    ...(from && { from }),
    ...(to && { to }),
  }
  const expenses = useList('GET /api/expenses', { query: { ...query, count: 'true' } })
  const [reversing, setReversing] = useState<ExpenseOut | null>(null)
  const columns = useExpenseColumns(setReversing)
  const isNarrowed = Boolean(list.q || list.categoria || list.caja) || (view !== 'month' && Boolean(from || to))
  const write = (size: 'm' | 'l') => (
    <Button
      kind="primary"
      icon={Plus}
      size={size}
      {...(size === 'm' && { hotkey: 'n' })}
      onClick={() => setWriting(true)}
    >
      {size === 'm' ? words.new_one : words.record}
    </Button>
  )
  return (
    <>
      <PageActions>{may('expenses.record') && write('m')}</PageActions>
      <SavedViewTabs
        active={view}
        onPick={(next) => setList({ view: next, desde: '', hasta: '' })}
        views={views.map((key) => ({
          key,
          name: words.views[key],
          count: key === view ? (expenses.first?.total ?? null) : null,
        }))}
      />
      <div className="expense-sheets">
        <section className="sheet" aria-label={words.title}>
          <ListBar
            end={
              may('payments.export') && (
                <ExportMenu
                  label={words.export}
                  addressOf={(format) => urlOf('/api/expenses/export', { query: { ...query, format } })}
                />
              )
            }
          >
            <SearchField label={words.search} value={list.q} onChange={(q) => setList({ q })} />
            <TillSelect value={list.caja} onChange={(caja) => setList({ caja })} />
            <PeriodFields
              from={from}
              to={to}
              onChange={(change) => setList({ view: 'all', desde: change.from ?? from, hasta: change.to ?? to })}
            />
          </ListBar>
          {expenses.problem ? (
            <ErrorState
              title={t.shell.failure.title(words.the_expenses)}
              problem={expenses.problem}
              onRetry={expenses.retry}
            />
          ) : (
            <Table
              caption={words.title}
              columns={columns}
              rows={expenses.rows}
              rowKey={({ id }) => id}
              loading={expenses.loading}
              empty={
                isNarrowed ? (
                  <NothingFound title={words.nothing} />
                ) : (
                  <EmptyState
                    title={view === 'month' ? words.empty_month : words.empty_title}
                    text={words.empty_text}
                    actions={may('expenses.record') && write('l')}
                  />
                )
              }
              foot={
                <ListFoot
                  total={expenses.first?.total}
                  says={words.count}
                  sum={<Sum query={query} />}
                  more={expenses.more}
                  busy={expenses.loadingMore}
                />
              }
            />
          )}
        </section>
        <SpentOn query={query} category={list.categoria} onPick={(categoria) => setList({ categoria })} />
      </div>
      {writing && <ExpenseDialog onClose={() => setWriting(false)} />}
      {reversing && <ReverseExpenseDialog expense={reversing} onClose={() => setReversing(null)} />}
    </>
  )
}

function Sum({ query }: { query: { store_id: string | undefined } }) {
  const sums = useAnswer('GET /api/expenses/summary', { query })
  if (!sums.data) return null
  return (
    <b>
      <Money minor={sums.data.amount} />
    </b>
  )
}

/** Shown where there is more than one till to choose from. */
function TillSelect({ value, onChange }: { value: string; onChange: (till_id: string) => void }) {
  const words = useText().money.expenses
  const may = useMay()
  const nameOf = useTillName()
  const tills = useAnswer('GET /api/tills', { query: { limit: '200' } }, { enabled: may('tills.see') })
  const items = tills.data?.items ?? []
  if (items.length < 2) return null
  return (
    <Select
      label={words.till}
      hideLabel
      size="s"
      value={value}
      onChange={onChange}
      options={[{ value: '', label: words.any_till }, ...items.map(({ id }) => ({ value: id, label: nameOf(id) }))]}
    />
  )
}
