import { useMay } from '../api/session-store.ts'
import { urlOf } from '../api/url.ts'
import { useText } from '../text/text.ts'
import { Select } from '../ui/choice-fields.tsx'
import { ExportMenu } from '../ui/export-menu.tsx'
import { ListBar, SearchField } from '../ui/list-tools.tsx'
import { CategorySelect, WarehouseSelect } from './choices.tsx'
import type { ProductQuery, Shown } from './product-views.ts'

type BarProps = { shown: Shown; query: ProductQuery; onShow: (change: Partial<Shown>) => void }

/** Search and filters of the list, and the file of everything that matches them. */
export function ProductsBar({ shown, query, onShow }: BarProps) {
  const t = useText().catalog
  const may = useMay()
  return (
    <ListBar
      end={
        may('products.export') && (
          <ExportMenu
            label={t.export}
            addressOf={(format) => urlOf('/api/products/export', { query: { ...query, format } })}
          />
        )
      }
    >
      <SearchField label={t.search} value={shown.q} onChange={(q) => onShow({ q })} />
      <div className="list-filter">
        <CategorySelect
          size="s"
          hideLabel
          label={t.category}
          none={t.any_category}
          value={shown.categoria}
          onChange={(categoria) => onShow({ categoria })}
        />
      </div>
      <div className="list-filter">
        <WarehouseSelect
          size="s"
          hideLabel
          label={t.warehouse}
          none={t.any_warehouse}
          value={shown.bodega}
          onChange={(bodega) => onShow({ bodega })}
        />
      </div>
      <div className="list-filter">
        <Select
          size="s"
          hideLabel
          label={t.status}
          value={shown.estado}
          onChange={(estado) => onShow({ estado })}
          options={[
            { value: '', label: t.any_status },
            ...Object.entries(t.statuses).map(([value, label]) => ({ value, label })),
          ]}
        />
      </div>
    </ListBar>
  )
}
