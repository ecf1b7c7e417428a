import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ListBar } from '../../ui/list-tools.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { TillDialog } from './till-dialog.tsx'

export type Store = AnswerOf<'GET /api/stores/:id'>
export type Till = AnswerOf<'GET /api/tills/:id'>
const everything = { query: { limit: '200' } } as const

/** The tills of each store; stores and warehouses have a page of their own. */
export function TillsTab() {
  const t = useText().settings
  const may = useMay()
  const [isArchived, setArchived] = useState(false)
  const tills = useAnswer('GET /api/tills', {
    query: { ...everything.query, ...(isArchived && { archived: 'true' as const }) },
  })
  const stores = useAnswer('GET /api/stores', everything, { enabled: may('stores.see') })
  const warehouses = useAnswer('GET /api/warehouses', everything, { enabled: may('warehouses.see') })
  const [open, setOpen] = useState<'new' | Till | null>(null)
  const columns = useColumns(stores.data?.items ?? [], warehouses.data?.items ?? [])
  return (
    <section className="sheet" aria-label={t.tills}>
      <ListBar
        end={
          may('tills.change') && (
            <Button size="s" icon={Plus} onClick={() => setOpen('new')}>
              {t.new_till}
            </Button>
          )
        }
      >
        <h2 className="section-title">{t.tills}</h2>
        <Button size="s" kind="quiet" pressed={isArchived} onClick={() => setArchived(!isArchived)}>
          {t.archived_tills}
        </Button>
        {may('warehouses.see') && <Link to={to.warehouses()}>{t.warehouses_link}</Link>}
      </ListBar>
      <QueryState query={tills} what={t.the_tills} small rows={3}>
        {({ items }) => (
          <Table
            caption={t.tills}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            rowName={({ name }) => name}
            {...(may('tills.change') && { onOpen: setOpen })}
            empty={<p className="sheet-pad quiet">{isArchived ? t.no_archived_tills : t.no_tills}</p>}
          />
        )}
      </QueryState>
      {open && (
        <TillDialog
          key={open === 'new' ? open : open.id}
          till={open === 'new' ? null : open}
          stores={stores.data?.items ?? []}
          warehouses={warehouses.data?.items ?? []}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  )
}

type Named = { id: string; name: string }
const nameOf = (places: readonly Named[], id: string) => places.find((one) => one.id === id)?.name

function useColumns(stores: readonly Named[], warehouses: readonly Named[]): Column<Till>[] {
  const t = useText().settings
  return [
    { key: 'name', head: t.place_name, card: 'title', cell: ({ name }) => <b>{name}</b> },
    { key: 'store', head: t.store, card: 'line', cell: ({ store_id }) => nameOf(stores, store_id) },
    { key: 'warehouse', head: t.warehouse, card: 'line', cell: ({ warehouse_id }) => nameOf(warehouses, warehouse_id) },
  ]
}
