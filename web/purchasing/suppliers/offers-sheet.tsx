import { FileUp, Plus } from 'lucide-react'
import { useState } from 'react'
import type { OfferOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { ListFoot } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { State } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ListBar, SearchField } from '../../ui/list-tools.tsx'
import { Money } from '../../ui/money.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { OfferDialog } from './offer-dialog.tsx'
import type { Supplier } from './supplier-page.tsx'

/** What they sell us: their code, the pack and its price. A touch changes it. */
export function OffersSheet({ supplier }: { supplier: Supplier }) {
  const t = useText()
  const words = t.purchasing.offers
  const may = useMay()
  const [q, setQ] = useState('')
  const [sort, setSort] = useState('name')
  const [open, setOpen] = useState<OfferOut | 'new' | null>(null)
  const edits = may('offers.edit')
  const offers = useList('GET /api/suppliers/:id/products', {
    params: { id: supplier.id },
    query: { count: 'true', sort, ...(q ? { q } : {}) },
  })
  const columns = useColumns()
  const total = offers.first?.total
  return (
    <section className="sheet" aria-label={words.title}>
      <ListBar end={edits && <OfferActs onNew={() => setOpen('new')} />}>
        <SearchField label={words.search} value={q} onChange={setQ} />
      </ListBar>
      {offers.problem ? (
        <ErrorState title={t.shell.failure.title(words.the_list)} problem={offers.problem} onRetry={offers.retry} />
      ) : (
        <Table
          caption={words.title}
          columns={columns}
          rows={offers.rows}
          rowKey={({ id }) => id}
          rowName={({ product }) => product.name}
          sort={sort}
          onSort={setSort}
          loading={offers.loading}
          {...(edits && { onOpen: setOpen })}
          empty={
            q ? (
              <NothingFound title={words.nothing} />
            ) : (
              <EmptyState small title={words.empty_title} text={words.empty_text} />
            )
          }
          foot={
            <ListFoot
              says={total === undefined ? null : words.count(total)}
              more={offers.more}
              busy={offers.loadingMore}
            />
          }
        />
      )}
      {open && <OfferDialog supplier={supplier} offer={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function OfferActs({ onNew }: { onNew: () => void }) {
  const t = useText().purchasing
  const may = useMay()
  return (
    <span className="row wrap">
      {may('imports.run') && (
        <Link className={buttonClass({ size: 's' })} to={to.importKind('price_list')}>
          <Icon of={FileUp} size="s" /> {t.suppliers.import_prices}
        </Link>
      )}
      <Button size="s" icon={Plus} onClick={onNew}>
        {t.offers.new_one}
      </Button>
    </span>
  )
}

function useColumns(): Column<OfferOut>[] {
  const t = useText()
  const words = t.purchasing.offers
  const format = useFormat()
  const columns: Column<OfferOut>[] = [
    {
      key: 'their_code',
      head: words.their_code,
      width: '120px',
      sort: 'supplier_code',
      cell: ({ supplier_code }) => <span className="code">{supplier_code}</span>,
    },
    {
      key: 'name',
      head: t.purchasing.orders.product,
      sort: 'name',
      card: 'title',
      cell: ({ product }) => (
        <>
          {product.name} <small className="code quiet">{product.sku}</small>
        </>
      ),
    },
    {
      key: 'preferred',
      head: words.preferred_head,
      card: 'plain',
      cell: ({ is_preferred }) => is_preferred && <State tone="ok">{words.preferred}</State>,
    },
    {
      key: 'pack',
      head: words.pack,
      align: 'number',
      cell: ({ pack_size }) => (pack_size === 1 ? words.by_unit : format.quantity(pack_size)),
    },
    {
      key: 'minimum',
      head: words.minimum,
      align: 'number',
      cell: ({ minimum_quantity }) => minimum_quantity > 0 && format.quantity(minimum_quantity),
    },
    {
      key: 'lead',
      head: words.lead_time,
      align: 'number',
      cell: ({ lead_time_days }) => lead_time_days !== null && t.contacts.days(lead_time_days),
    },
  ]
  columns.push(
    {
      key: 'price',
      head: words.pack_price,
      align: 'number',
      cell: ({ pack_cost_minor }) => pack_cost_minor !== undefined && <Money minor={pack_cost_minor} />,
    },
    {
      key: 'unit',
      head: words.unit_price,
      align: 'number',
      card: 'side',
      cell: ({ unit_cost_minor }) => unit_cost_minor !== undefined && <Money minor={unit_cost_minor} />,
    },
  )
  return columns
}
