import { Plus } from 'lucide-react'
import { useMay } from '../../api/session-store.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions } from '../../shell/slots.tsx'
import { WarehouseSelect } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { Board } from './board.tsx'
import { OrderList, type View, views } from './order-list.tsx'
import './board.css'

const start = { q: '', vista: 'board', bodega: '' }

/** `/pedidos`: every order that a warehouse prepares, as a board by state or as a list. */
export function FulfilmentsPage() {
  const t = useText()
  const words = t.fulfilment
  const may = useMay()
  const go = useGo()
  const [shown, setShown] = useAddress(start)
  const view: View = views.find((one) => one === shown.vista) ?? 'board'
  const look = (q: string) => setShown({ q, ...(view === 'board' && q !== '' ? { vista: 'all' } : {}) })
  return (
    <>
      <PageActions>
        {may('fulfilments.create') && may('orders.edit') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => go(to.newOrder())}>
            {words.new_order}
          </Button>
        )}
      </PageActions>
      <SavedViewTabs
        active={view}
        onPick={(vista) => setShown({ vista })}
        views={views.map((key) => ({ key, name: words.views[key] }))}
      />
      <section className="sheet" aria-label={words.title}>
        <ListBar>
          <SearchField label={words.search} value={shown.q} onChange={look} />
          <div className="list-filter">
            <WarehouseSelect
              size="s"
              hideLabel
              label={t.stock.warehouse}
              none={t.catalog.any_warehouse}
              value={shown.bodega}
              onChange={(bodega) => setShown({ bodega })}
            />
          </div>
        </ListBar>
        {view === 'board' ? (
          <Board warehouse_id={shown.bodega} onView={(vista) => setShown({ vista })} />
        ) : (
          <OrderList view={view} q={shown.q} warehouse_id={shown.bodega} />
        )}
      </section>
    </>
  )
}
