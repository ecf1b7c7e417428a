import type { IssuedDocumentOut } from '#money/contract'
import { useSession } from '../api/session-store.ts'
import { useList } from '../api/use-list.ts'
import { useWorkingStore } from '../api/working-store.ts'
import { to } from '../paths.ts'
import { useGo } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { useText } from '../text/text.ts'
import { ListFoot } from '../ui/list-foot.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../ui/list-tools.tsx'
import { Money } from '../ui/money.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { nameOfDocument } from './document-paper.tsx'
import { PeriodFields } from './period-fields.tsx'

const start = { view: 'all', q: '', sort: '-issued_at', desde: '', hasta: '' }

/** `/documentos`: every boleta, factura and nota de crédito, by its number. */
export function DocumentsPage() {
  const t = useText()
  const go = useGo()
  const words = t.money.documents
  const store_id = useWorkingStore() ?? undefined
  const [list, setList] = useAddress(start)
  const kinds = (useSession().business?.document_kinds ?? []).filter((kind) => nameOfDocument(t, kind) !== kind)
  const kind = kinds.find((one) => one === list.view)
  const query = {
    store_id,
    ...(kind && { kind }),
    ...(list.q && { number: list.q }),
    ...(list.desde && { from: list.desde }),
    ...(list.hasta && { to: list.hasta }),
  }
  const documents = useList('GET /api/issued-documents', { query: { ...query, sort: list.sort, count: 'true' } })
  const columns = useColumns()
  const total = documents.first?.total
  const isFiltered = Boolean(kind || list.q || list.desde || list.hasta)
  return (
    <>
      <SavedViewTabs
        active={list.view}
        onPick={(view) => setList({ view })}
        views={['all', ...kinds].map((key) => ({
          key,
          name: key === 'all' ? words.all : nameOfDocument(t, key),
          count: key === list.view ? (total ?? null) : null,
        }))}
      />
      <section className="sheet" aria-label={words.title}>
        <ListBar>
          <SearchField label={words.search} value={list.q} onChange={(q) => setList({ q: q.trim() })} />
          <PeriodFields
            from={list.desde}
            to={list.hasta}
            onChange={({ from = list.desde, to: until = list.hasta }) => setList({ desde: from, hasta: until })}
          />
        </ListBar>
        {documents.problem ? (
          <ErrorState
            title={t.shell.failure.title(words.the_documents)}
            problem={documents.problem}
            onRetry={documents.retry}
          />
        ) : (
          <Table
            caption={words.title}
            columns={columns}
            rows={documents.rows}
            rowKey={({ id }) => id}
            rowName={({ label }) => label}
            sort={list.sort}
            onSort={(sort) => setList({ sort })}
            loading={documents.loading}
            onOpen={({ id }) => go(to.document(id))}
            empty={
              isFiltered ? (
                <NothingFound title={words.nothing} />
              ) : (
                <EmptyState title={words.empty_title} text={words.empty_text} />
              )
            }
            foot={<ListFoot total={total} says={words.count} more={documents.more} busy={documents.loadingMore} />}
          />
        )}
      </section>
    </>
  )
}

function useColumns(): Column<IssuedDocumentOut>[] {
  const t = useText()
  const words = t.money.documents
  const format = useFormat()
  return [
    {
      key: 'document',
      head: words.document,
      sort: 'number',
      card: 'title',
      cell: ({ kind, label }) => (
        <b>
          {nameOfDocument(t, kind)} <span className="code">{label}</span>
        </b>
      ),
    },
    { key: 'at', head: words.issued, sort: 'issued_at', cell: ({ issued_at }) => format.moment(issued_at) },
    {
      key: 'customer',
      head: words.customer,
      cell: ({ customer }) =>
        customer ? String(customer.name) : <span className="quiet">{t.sales.orders.walk_in}</span>,
    },
    { key: 'reason', head: words.reason, card: 'hidden', cell: ({ reason }) => reason },
    {
      key: 'tax',
      head: words.tax,
      align: 'number',
      card: 'hidden',
      cell: ({ tax_minor }) => <Money minor={tax_minor} blankZero />,
    },
    {
      key: 'total',
      head: words.total,
      align: 'number',
      sort: 'total',
      card: 'side',
      cell: ({ total }) => (
        <b>
          <Money minor={total} />
        </b>
      ),
    },
  ]
}
