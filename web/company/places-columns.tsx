import { useMay } from '../api/session-store.ts'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import type { Store, Warehouse } from './places-page.tsx'

export function useStoreColumns(): Column<Store>[] {
  const t = useText().stock.places
  return [
    { key: 'code', head: t.code, width: '110px', cell: ({ code }) => <span className="code">{code}</span> },
    { key: 'name', head: t.name, card: 'title', cell: ({ name }) => name },
    {
      key: 'address',
      head: t.address,
      cell: ({ address, commune, city }) => [address, commune, city].filter(Boolean).join(', '),
    },
    { key: 'phone', head: t.phone, cell: ({ phone }) => phone },
  ]
}

export function useWarehouseColumns(storeNames: ReadonlyMap<string, string>): Column<Warehouse>[] {
  const all = useText()
  const t = all.stock.places
  const may = useMay()
  const format = useFormat()
  return [
    { key: 'code', head: t.code, width: '110px', cell: ({ code }) => <span className="code">{code}</span> },
    { key: 'name', head: t.name, card: 'title', cell: ({ name }) => name },
    { key: 'store', head: t.store, cell: ({ store_id }) => storeNames.get(store_id) },
    {
      key: 'default',
      head: t.default,
      card: 'plain',
      cell: ({ is_default }) => is_default && <Chip>{t.default}</Chip>,
    },
    { key: 'location', head: t.location, cell: ({ location }) => location },
    {
      key: 'capacity',
      head: t.capacity,
      align: 'number',
      cell: ({ capacity }) => capacity !== null && format.quantity(capacity),
    },
    {
      key: 'stock',
      head: all.catalog.title,
      card: 'plain',
      cell: ({ id }) => may('products.see') && <Link to={to.stockAt(id)}>{t.stock}</Link>,
    },
  ]
}
