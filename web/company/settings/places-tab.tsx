import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { pageAt } from '../../shell/rooms.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ListBar } from '../../ui/list-tools.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { StoreDialog } from './store-dialog.tsx'
import { TillDialog } from './till-dialog.tsx'

export type Store = AnswerOf<'GET /api/stores/:id'>
export type Till = AnswerOf<'GET /api/tills/:id'>
/** What is being written: a new one, one that exists, or nothing. */
type Open<Thing> = 'new' | Thing | null
const everything = { query: { limit: '200' } } as const

/** Where the business sells, and the tills in each store. Warehouses have a page of their own. */
export function PlacesTab() {
  const t = useText().settings
  const stores = useAnswer('GET /api/stores', everything)
  return (
    <QueryState query={stores} what={t.the_places} rows={4}>
      {({ items }) => (
        <>
          <Stores stores={items} />
          <Tills stores={items} />
        </>
      )}
    </QueryState>
  )
}

function Stores({ stores }: { stores: readonly Store[] }) {
  const t = useText().settings
  const may = useMay()
  const [open, setOpen] = useState<Open<Store>>(null)
  const columns: Column<Store>[] = [
    { key: 'name', head: t.place_name, card: 'title', cell: ({ name }) => <b>{name}</b> },
    { key: 'code', head: t.code, card: 'line', cell: ({ code }) => <span className="code">{code}</span> },
    { key: 'address', head: t.address, card: 'line', cell: ({ address, commune }) => place(address, commune) },
    { key: 'phone', head: t.phone, card: 'line', cell: ({ phone }) => phone },
  ]
  return (
    <section className="sheet" aria-label={t.stores}>
      <ListBar
        end={
          may('stores.change') && (
            <Button size="s" icon={Plus} onClick={() => setOpen('new')}>
              {t.new_store}
            </Button>
          )
        }
      >
        <h2 className="section-title">{t.stores}</h2>
        {pageAt(to.warehouses())?.path === to.warehouses() && <Link to={to.warehouses()}>{t.warehouses_link}</Link>}
      </ListBar>
      <Table
        caption={t.stores}
        columns={columns}
        rows={stores}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        {...(may('stores.change') && { onOpen: setOpen })}
      />
      {open && <StoreDialog store={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </section>
  )
}

const place = (...parts: (string | null)[]): string => parts.filter(Boolean).join(', ')

function Tills({ stores }: { stores: readonly Store[] }) {
  const t = useText().settings
  const may = useMay()
  const tills = useAnswer('GET /api/tills', everything, { enabled: may('tills.see') })
  const warehouses = useAnswer('GET /api/warehouses', everything, { enabled: may('warehouses.see') })
  const [open, setOpen] = useState<Open<Till>>(null)
  const nameOf = (places: readonly { id: string; name: string }[], id: string) =>
    places.find((one) => one.id === id)?.name
  const columns: Column<Till>[] = [
    { key: 'name', head: t.place_name, card: 'title', cell: ({ name }) => <b>{name}</b> },
    { key: 'store', head: t.store, card: 'line', cell: ({ store_id }) => nameOf(stores, store_id) },
    {
      key: 'warehouse',
      head: t.warehouse,
      card: 'line',
      cell: ({ warehouse_id }) => nameOf(warehouses.data?.items ?? [], warehouse_id),
    },
  ]
  if (!may('tills.see')) return null
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
      </ListBar>
      <QueryState query={tills} what={t.the_places} small rows={3}>
        {({ items }) => (
          <Table
            caption={t.tills}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            rowName={({ name }) => name}
            {...(may('tills.change') && { onOpen: setOpen })}
            empty={<p className="sheet-pad quiet">{t.no_tills}</p>}
          />
        )}
      </QueryState>
      {open && (
        <TillDialog
          till={open === 'new' ? null : open}
          stores={stores}
          warehouses={warehouses.data?.items ?? []}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  )
}
