import { Download } from 'lucide-react'
import { useMay } from '../api/session-store.ts'
import { urlOf } from '../api/url.ts'
import { useText } from '../text/text.ts'
import { buttonClass } from '../ui/button.tsx'
import { Select } from '../ui/choice-fields.tsx'
import { Icon } from '../ui/icon.tsx'
import { ListBar, SearchField } from '../ui/list-tools.tsx'
import { Menu } from '../ui/menu.tsx'
import { CategorySelect, WarehouseSelect } from './choices.tsx'
import type { ProductQuery, Shown } from './product-views.ts'

type BarProps = { shown: Shown; query: ProductQuery; onShow: (change: Partial<Shown>) => void }
const formats = ['xlsx', 'csv', 'pdf'] as const

/** Search and filters of the list, and the file of everything that matches them. */
export function ProductsBar({ shown, query, onShow }: BarProps) {
  const t = useText().catalog
  const may = useMay()
  return (
    <ListBar end={may('products.export') && <ExportMenu query={query} />}>
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

function ExportMenu({ query }: { query: ProductQuery }) {
  const t = useText().catalog
  return (
    <Menu
      end
      label={t.export}
      className={buttonClass({ kind: 'quiet', size: 's' })}
      items={formats.map((format) => ({
        key: format,
        text: t.export_as[format],
        onPick: () => window.location.assign(urlOf('/api/products/export', { query: { ...query, format } })),
      }))}
    >
      <Icon of={Download} />
    </Menu>
  )
}
