import { Plus } from 'lucide-react'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { Link, useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions } from '../../shell/slots.tsx'
import { ListFoot } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { useInvoiceColumns } from './invoice-columns.tsx'
import '../../styles/sheets.css'
import '../purchasing.css'

const start = { q: '', view: 'open', sort: 'due_on' }
const views = ['open', 'overdue', 'paid', 'cancelled', 'all'] as const
type View = (typeof views)[number]

const asked: Record<View, { status?: 'open' | 'paid' | 'cancelled'; overdue?: 'true' }> = {
  open: { status: 'open' },
  overdue: { overdue: 'true' },
  paid: { status: 'paid' },
  cancelled: { status: 'cancelled' },
  all: {},
}

/** `/compras/facturas`: what suppliers charge, compared with what came, in the order it falls due. */
export function InvoicesPage() {
  const t = useText()
  const words = t.purchasing.invoices
  const go = useGo()
  const [shown, setShown] = useAddress(start)
  const view: View = views.find((one) => one === shown.view) ?? 'open'
  const list = useList('GET /api/supplier-invoices', {
    query: { count: 'true', sort: shown.sort, ...(shown.q ? { q: shown.q } : {}), ...asked[view] },
  })
  const total = list.first?.total
  const columns = useInvoiceColumns({ withSupplier: true })
  const isFiltered = shown.q !== '' || (view !== 'all' && view !== 'open')
  return (
    <>
      <PageActions>
        <Button kind="primary" icon={Plus} hotkey="n" onClick={() => go(to.newSupplierInvoice())}>
          {words.new_one}
        </Button>
      </PageActions>
      <SavedViewTabs
        active={view}
        onPick={(next) => setShown({ view: next })}
        views={views.map((key) => ({ key, name: words.views[key], count: key === view ? (total ?? null) : null }))}
      />
      <section className="sheet" aria-label={words.title}>
        <ListBar>
          <SearchField label={words.search} value={shown.q} onChange={(q) => setShown({ q })} />
        </ListBar>
        {list.problem ? (
          <ErrorState title={t.shell.failure.title(words.the_list)} problem={list.problem} onRetry={list.retry} />
        ) : (
          <Table
            caption={words.title}
            columns={columns}
            rows={list.rows}
            rowKey={({ id }) => id}
            rowName={({ document_label }) => document_label}
            sort={shown.sort}
            onSort={(sort) => setShown({ sort })}
            loading={list.loading}
            onOpen={({ id }) => go(to.supplierInvoice(id))}
            empty={isFiltered ? <NothingFound title={words.nothing} /> : <NoInvoices />}
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
    </>
  )
}

function NoInvoices() {
  const t = useText().purchasing.invoices
  return (
    <EmptyState
      title={t.empty_title}
      text={t.empty_text}
      actions={
        <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.newSupplierInvoice()}>
          {t.new_title}
        </Link>
      }
    />
  )
}
