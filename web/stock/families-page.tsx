import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import { useGo } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ListFoot } from '../ui/list-foot.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../ui/list-tools.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { FamilyDialog } from './family-dialog.tsx'

export type Family = AnswerOf<'GET /api/product-families'>['items'][number]

const start = { q: '', sort: 'name', view: 'in_use' }

/** `/inventario/familias`: what is sold in several sizes, colours or viscosities, each family once. */
export function FamiliesPage() {
  const t = useText()
  const words = t.catalog.families
  const may = useMay()
  const go = useGo()
  const [list, setList] = useAddress(start)
  const [making, setMaking] = useState(false)
  const isArchived = list.view === 'archived'
  const families = useList('GET /api/product-families', {
    query: {
      sort: list.sort,
      count: 'true',
      ...(list.q && { q: list.q }),
      ...(isArchived && { archived: 'true' as const }),
    },
  })
  const columns = useColumns()
  const total = families.first?.total
  const create = (size: 'm' | 'l') => (
    <Button
      kind="primary"
      icon={Plus}
      size={size}
      {...(size === 'm' && { hotkey: 'n' })}
      onClick={() => setMaking(true)}
    >
      {size === 'm' ? words.new : words.create}
    </Button>
  )
  return (
    <>
      <PageActions>{may('products.edit') && create('m')}</PageActions>
      <SavedViewTabs
        active={isArchived ? 'archived' : 'in_use'}
        onPick={(view) => setList({ view })}
        views={(['in_use', 'archived'] as const).map((key) => ({
          key,
          name: words.views[key],
          count: (key === 'archived') === isArchived ? (total ?? null) : null,
        }))}
      />
      <section className="sheet" aria-label={words.title}>
        <ListBar>
          <SearchField label={words.search} value={list.q} onChange={(q) => setList({ q })} />
        </ListBar>
        {families.problem ? (
          <ErrorState
            title={t.shell.failure.title(words.the_families)}
            problem={families.problem}
            onRetry={families.retry}
          />
        ) : (
          <Table
            caption={words.title}
            columns={columns}
            rows={families.rows}
            rowKey={({ id }) => id}
            rowName={({ name }) => name}
            sort={list.sort}
            onSort={(sort) => setList({ sort })}
            loading={families.loading}
            onOpen={({ id }) => go(to.family(id))}
            empty={
              list.q ? (
                <NothingFound title={words.nothing} />
              ) : isArchived ? (
                <EmptyState small title={words.empty_archived} />
              ) : (
                <EmptyState
                  title={words.empty_title}
                  text={words.empty_text}
                  actions={may('products.edit') && create('l')}
                />
              )
            }
            foot={<ListFoot total={total} says={words.count} more={families.more} busy={families.loadingMore} />}
          />
        )}
      </section>
      {making && (
        <FamilyDialog family={null} onClose={() => setMaking(false)} onSaved={({ id }) => go(to.family(id))} />
      )}
    </>
  )
}

function useColumns(): Column<Family>[] {
  const words = useText().catalog.families
  const format = useFormat()
  return [
    { key: 'name', head: words.name, sort: 'name', card: 'title', cell: ({ name }) => <b>{name}</b> },
    { key: 'options', head: words.options, cell: ({ option_names }) => option_names.join(', ') },
    { key: 'since', head: words.since, cell: ({ created_at }) => format.day(created_at) },
    {
      key: 'variants',
      head: words.variants,
      align: 'number',
      card: 'side',
      cell: ({ variant_count }) =>
        variant_count > 0 ? format.quantity(variant_count) : <span className="quiet">{format.quantity(0)}</span>,
    },
  ]
}
