import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../api/session-store.ts'
import { useAddress } from '../shell/location.ts'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { SavedViewTabs } from '../ui/list-tools.tsx'
import { WithPanel } from '../ui/panel.tsx'
import { ProductFormDialog } from './product-form.tsx'
import { ProductPanel } from './product-panel.tsx'
import { type Shown, start, views } from './product-views.ts'
import { ProductsBulk } from './products-bulk.tsx'
import { ProductsSheet } from './products-sheet.tsx'
import { type Products, useProducts } from './use-products.ts'
import './inventory.css'

const nothingChosen: ReadonlySet<string> = new Set()

/** `/inventario`: everything the shop sells, what there is of it, and one panel away the rest. */
export function ProductsPage() {
  const [shown, setShown] = useAddress(start)
  const [adding, setAdding] = useState(false)
  const [chosen, setChosen] = useState(nothingChosen)
  const products = useProducts(shown)
  const { view, total, query } = products
  const add = () => setAdding(true)
  const show = (change: Partial<Shown>) => {
    setChosen(nothingChosen)
    setShown(change)
  }
  const stopAdding = (ficha = shown.ficha) => {
    setAdding(false)
    setShown({ nuevo: '', ficha })
  }
  const choice = { chosen, onChoose: setChosen }
  return (
    <>
      <AddAction onAdd={add} />
      <WithPanel
        panel={shown.ficha && <ProductPanel id={shown.ficha} onClose={() => setShown({ ficha: '' })} />}
        list={
          <>
            <ViewTabs products={products} onPick={(next) => show({ view: next, ficha: '' })} />
            <ProductsSheet
              {...choice}
              products={products}
              shown={shown}
              onShow={show}
              onOpen={(ficha) => setShown({ ficha })}
              onAdd={add}
            />
            {chosen.size > 0 && <ProductsBulk {...choice} total={total} query={query} archived={view === 'archived'} />}
          </>
        }
      />
      {(adding || shown.nuevo) && (
        <ProductFormDialog
          product={null}
          barcode={shown.nuevo}
          kind={view === 'services' ? 'service' : 'good'}
          onClose={() => stopAdding()}
          onSaved={({ id }) => stopAdding(id)}
        />
      )}
    </>
  )
}

function AddAction({ onAdd }: { onAdd: () => void }) {
  const t = useText().catalog
  const may = useMay()
  return (
    <PageActions>
      {may('products.edit') && (
        <Button kind="primary" icon={Plus} hotkey="n" onClick={onAdd}>
          {t.new_product}
        </Button>
      )}
    </PageActions>
  )
}

function ViewTabs({ products, onPick }: { products: Products; onPick: (view: string) => void }) {
  const t = useText().catalog
  const may = useMay()
  return (
    <SavedViewTabs
      active={products.view}
      onPick={onPick}
      views={views
        .filter((key) => key !== 'low' || may('stock.see'))
        .map((key) => ({ key, name: t.views[key], count: countOf(key, products) }))}
    />
  )
}

/** The count of the open view, and of what runs low, which is known anyway. */
function countOf(key: string, { view, total, low }: Products): number | null {
  if (key === view && total !== undefined) return total
  return key === 'low' && low.known && !low.isCut ? low.ids.length : null
}
