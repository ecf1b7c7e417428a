import { Plus } from 'lucide-react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { Link, useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions } from '../../shell/slots.tsx'
import { ListFoot } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { Money } from '../../ui/money.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import '../../styles/sheets.css'
import '../purchasing.css'

type Row = AnswerOf<'GET /api/suppliers'>['items'][number]
type Summary = AnswerOf<'GET /api/supplier-summaries'>['items'][number]

const start = { q: '', sort: 'name', view: 'all' }
const pageRows = '100'

/** `/proveedores`: of whom the shop buys, what is on its way and what is owed. */
export function SuppliersPage() {
  const t = useText()
  const words = t.purchasing.suppliers
  const may = useMay()
  const go = useGo()
  const [list, setList] = useAddress(start)
  const isArchived = list.view === 'archived'
  const suppliers = useList('GET /api/suppliers', {
    query: {
      sort: list.sort,
      limit: pageRows,
      count: 'true',
      ...(list.q ? { q: list.q } : {}),
      ...(isArchived ? { archived: 'true' } : {}),
    },
  })
  const columns = useColumns(useSummaries(suppliers.rows))
  const total = suppliers.first?.total
  return (
    <>
      <PageActions>
        {may('suppliers.change') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => go(to.newSupplier())}>
            {t.purchasing.supplier}
          </Button>
        )}
      </PageActions>
      <SavedViewTabs
        active={list.view}
        onPick={(view) => setList({ view })}
        views={[
          { key: 'all', name: words.views.all, count: isArchived ? null : (total ?? null) },
          { key: 'archived', name: words.views.archived },
        ]}
      />
      <section className="sheet" aria-label={words.title}>
        <ListBar>
          <SearchField label={words.search} value={list.q} onChange={(q) => setList({ q })} />
        </ListBar>
        {suppliers.problem ? (
          <ErrorState
            title={t.shell.failure.title(words.the_list)}
            problem={suppliers.problem}
            onRetry={suppliers.retry}
          />
        ) : (
          <Table
            caption={words.title}
            columns={columns}
            rows={suppliers.rows}
            rowKey={({ id }) => id}
            rowName={({ name }) => name}
            sort={list.sort}
            onSort={(sort) => setList({ sort })}
            loading={suppliers.loading}
            onOpen={({ id }) => go(to.supplier(id))}
            empty={<NoSuppliers q={list.q} archived={isArchived} />}
            foot={
              <ListFoot
                says={total === undefined ? null : words.count(total)}
                more={suppliers.more}
                busy={suppliers.loadingMore}
              />
            }
          />
        )}
      </section>
    </>
  )
}

const askMax = 200

/** What buying knows of those on the screen; the list itself is of the contacts. */
function useSummaries(rows: readonly Row[]): ReadonlyMap<string, Summary> {
  const ids = rows.slice(-askMax).map(({ id }) => id)
  const summaries = useAnswer(
    'GET /api/supplier-summaries',
    { query: { supplier_ids: ids.join(',') } },
    { enabled: ids.length > 0 },
  )
  return new Map((summaries.data?.items ?? []).map((one) => [one.supplier_id, one]))
}

function useColumns(known: ReadonlyMap<string, Summary>): Column<Row>[] {
  const t = useText()
  const words = t.purchasing.suppliers
  const format = useFormat()
  const may = useMay()
  const columns: Column<Row>[] = [
    { key: 'name', head: t.contacts.name, sort: 'name', card: 'title', cell: ({ name }) => <b>{name}</b> },
    {
      key: 'tax_id',
      head: t.contacts.tax_id,
      width: '130px',
      cell: ({ tax_id_text }) => tax_id_text && <span className="code">{tax_id_text}</span>,
    },
    {
      key: 'contact',
      head: words.contact,
      cell: ({ contact_name, phone }) => [contact_name, phone].filter(Boolean).join(' · '),
    },
    {
      key: 'offers',
      head: words.offers,
      align: 'number',
      cell: ({ id }) => blankZero(known.get(id)?.offers, format.quantity),
    },
    {
      key: 'open',
      head: words.open_orders,
      align: 'number',
      cell: ({ id }) => blankZero(known.get(id)?.open_orders, format.quantity),
    },
    {
      key: 'last',
      head: words.last_order,
      align: 'number',
      cell: ({ id }) => {
        const at = known.get(id)?.last_order_at
        return at && format.nearDay(at)
      },
    },
  ]
  if (may('purchases.invoices')) {
    columns.push({
      key: 'due',
      head: words.owed,
      align: 'number',
      card: 'side',
      cell: ({ id }) => <Owed summary={known.get(id)} />,
    })
  }
  return columns
}

const blankZero = (count: number | undefined, write: (count: number) => string) => (count ? write(count) : null)

function Owed({ summary }: { summary: Summary | undefined }) {
  const t = useText().purchasing.suppliers
  const format = useFormat()
  if (!summary?.due_minor) return null
  return (
    <span className="supplier-owed">
      <Money minor={summary.due_minor} />
      {!!summary.overdue_minor && <small className="bad">{t.overdue_of(format.money(summary.overdue_minor))}</small>}
    </span>
  )
}

function NoSuppliers({ q, archived }: { q: string; archived: boolean }) {
  const t = useText()
  const words = t.purchasing.suppliers
  const may = useMay()
  if (q) return <NothingFound title={words.nothing} />
  if (archived) return <EmptyState small title={words.empty_archived} />
  return (
    <EmptyState
      title={words.empty_title}
      text={words.empty_text}
      actions={
        may('suppliers.change') && (
          <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.newSupplier()}>
            {words.create}
          </Link>
        )
      }
      link={may('imports.run') && <Link to={to.importKind('price_list')}>{words.import_prices}</Link>}
    />
  )
}
