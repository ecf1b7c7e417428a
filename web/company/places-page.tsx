import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { urlOf } from '../api/url.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useAddress } from '../shell/location.ts'
import { QueryState } from '../shell/query-state.tsx'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ExportMenu } from '../ui/export-menu.tsx'
import { SavedViewTabs } from '../ui/list-tools.tsx'
import { Section } from '../ui/section.tsx'
import { Table } from '../ui/table.tsx'
import { useStoreColumns, useWarehouseColumns } from './places-columns.tsx'
import { StoreDialog } from './store-dialog.tsx'
import { WarehouseDialog } from './warehouse-dialog.tsx'
import './company.css'

export type Store = AnswerOf<'GET /api/stores'>['items'][number]
export type Warehouse = AnswerOf<'GET /api/warehouses'>['items'][number]
type Open = { store: Store | null } | { warehouse: Warehouse | null } | null

const start = { view: 'in_use' }
const placesMax = '200'

/** `/inventario/bodegas`: the stores of the business and where each keeps its goods. */
export function PlacesPage() {
  const words = useText()
  const t = words.stock.places
  const may = useMay()
  const [shown, setShown] = useAddress(start)
  const [open, setOpen] = useState<Open>(null)
  const archived = shown.view === 'archived'
  const query = { limit: placesMax, ...(archived ? { archived: 'true' as const } : {}) }
  const stores = useAnswer('GET /api/stores', { query }, { enabled: may('stores.see') })
  const allStores = useAnswer('GET /api/stores', { query: { limit: placesMax } }, { enabled: may('stores.see') })
  const warehouses = useAnswer('GET /api/warehouses', { query })
  const storeNames = new Map((allStores.data?.items ?? []).map(({ id, name }) => [id, name]))
  const storeColumns = useStoreColumns()
  const warehouseColumns = useWarehouseColumns(storeNames)
  return (
    <>
      <PageActions>
        {may('stores.change') && (
          <Button icon={Plus} onClick={() => setOpen({ store: null })}>
            {t.new_store}
          </Button>
        )}
        {may('warehouses.change') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => setOpen({ warehouse: null })}>
            {t.new_warehouse}
          </Button>
        )}
      </PageActions>
      <div>
        <SavedViewTabs
          label={t.view_label}
          active={archived ? 'archived' : 'in_use'}
          onPick={(view) => setShown({ view })}
          views={[
            { key: 'in_use', name: t.in_use },
            { key: 'archived', name: t.archived },
          ]}
        />
        <section className="sheet places" aria-label={t.warehouses}>
          <Section
            title={t.warehouses}
            level={2}
            link={
              <ExportMenu
                label={words.catalog.export}
                addressOf={(format) =>
                  urlOf('/api/warehouses/export', { query: { archived: archived ? 'true' : undefined, format } })
                }
              />
            }
          >
            <QueryState query={warehouses} what={t.the_warehouses} small rows={3}>
              {({ items }) => (
                <Table
                  caption={t.warehouses}
                  columns={warehouseColumns}
                  rows={items}
                  rowKey={({ id }) => id}
                  empty={<p className="quiet">{archived ? t.none_archived : t.empty}</p>}
                  {...(may('warehouses.change') && { onOpen: (warehouse: Warehouse) => setOpen({ warehouse }) })}
                />
              )}
            </QueryState>
          </Section>
          {may('stores.see') && (
            <Section title={t.stores} level={2}>
              <QueryState query={stores} what={t.the_stores} small rows={2}>
                {({ items }) => (
                  <Table
                    caption={t.stores}
                    columns={storeColumns}
                    rows={items}
                    rowKey={({ id }) => id}
                    empty={<p className="quiet">{archived ? t.none_archived : t.empty}</p>}
                    {...(may('stores.change') && { onOpen: (store: Store) => setOpen({ store }) })}
                  />
                )}
              </QueryState>
            </Section>
          )}
        </section>
      </div>
      {open && 'store' in open && <StoreDialog store={open.store} onClose={() => setOpen(null)} />}
      {open && 'warehouse' in open && (
        <WarehouseDialog
          warehouse={open.warehouse}
          stores={allStores.data?.items ?? []}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
