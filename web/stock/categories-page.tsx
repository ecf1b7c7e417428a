import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { urlOf } from '../api/url.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ExportMenu } from '../ui/export-menu.tsx'
import { ListBar, SearchField } from '../ui/list-tools.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { CategoryDialog } from './category-dialog.tsx'

export type Category = AnswerOf<'GET /api/categories'>['items'][number]

const start = { q: '', sort: 'name' }

/** `/inventario/categorias`: how the shop groups what it sells. */
export function CategoriesPage() {
  const t = useText()
  const words = t.catalog.categories
  const may = useMay()
  const format = useFormat()
  const [shown, setShown] = useAddress(start)
  const [open, setOpen] = useState<Category | 'new' | null>(null)
  const query = { sort: shown.sort, count: 'true' as const, ...(shown.q ? { q: shown.q } : {}) }
  const categories = useList('GET /api/categories', { query })
  const columns = useColumns()
  const total = categories.first?.total
  const mayEdit = may('products.edit')
  const create = (size: 'm' | 'l') => (
    <Button
      kind="primary"
      icon={Plus}
      size={size}
      {...(size === 'm' && { hotkey: 'n' })}
      onClick={() => setOpen('new')}
    >
      {size === 'm' ? words.new : words.create}
    </Button>
  )
  return (
    <>
      <PageActions>{mayEdit && create('m')}</PageActions>
      <section className="sheet" aria-label={words.title}>
        <ListBar
          end={
            may('products.export') && (
              <ExportMenu
                label={t.catalog.export}
                addressOf={(format) =>
                  urlOf('/api/categories/export', { query: { sort: shown.sort, q: shown.q || undefined, format } })
                }
              />
            )
          }
        >
          <SearchField label={words.search} value={shown.q} onChange={(q) => setShown({ q })} />
        </ListBar>
        {categories.problem ? (
          <ErrorState
            title={t.shell.failure.title(words.the_categories)}
            problem={categories.problem}
            onRetry={categories.retry}
          />
        ) : (
          <Table
            caption={words.title}
            columns={columns}
            rows={categories.rows}
            rowKey={({ id }) => id}
            sort={shown.sort}
            onSort={(sort) => setShown({ sort })}
            loading={categories.loading}
            {...(mayEdit && { onOpen: setOpen })}
            empty={
              shown.q ? (
                <NothingFound title={words.nothing} />
              ) : (
                <EmptyState title={words.empty_title} text={words.empty_text} actions={mayEdit && create('l')} />
              )
            }
            foot={
              <>
                <span>{total !== undefined && words.count(format.quantity(total), total)}</span>
                {categories.more && (
                  <Button size="s" busy={categories.loadingMore} onClick={categories.more}>
                    {t.common.table.load_more}
                  </Button>
                )}
              </>
            }
          />
        )}
      </section>
      {open && <CategoryDialog category={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  )
}

function useColumns(): Column<Category>[] {
  const t = useText().catalog.categories
  const format = useFormat()
  return [
    { key: 'name', head: t.name, sort: 'name', card: 'title', cell: ({ name }) => name },
    {
      key: 'parent',
      head: t.parent,
      cell: ({ path }) => path.length > 1 && <span className="quiet">{path.slice(0, -1).join(' › ')}</span>,
    },
    {
      key: 'products',
      head: t.products,
      align: 'number',
      card: 'side',
      cell: ({ id, product_count }) =>
        product_count > 0 ? (
          <Link to={to.productsIn(id)}>{format.quantity(product_count)}</Link>
        ) : (
          <span className="quiet">{format.quantity(0)}</span>
        ),
    },
  ]
}
