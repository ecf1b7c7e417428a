import { Pencil, ShoppingBasket } from 'lucide-react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ArchiveAct, ArchivedNote } from '../../contacts/parts.tsx'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { PageActions, PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AccountSheet } from './account-sheet.tsx'
import { BoughtSheet } from './bought-sheet.tsx'
import { CodesSheet } from './codes-sheet.tsx'
import { OffersSheet } from './offers-sheet.tsx'
import { OverviewSheets } from './overview-sheets.tsx'
import '../../styles/sheets.css'
import '../purchasing.css'

export type Supplier = AnswerOf<'GET /api/suppliers/:id'>
const start = { hoja: 'resumen' }

/** `/proveedores/{id}`: terms, what they sell, what was bought, what is owed, and how well they deliver. */
export function SupplierPage({ params }: PageProps) {
  const t = useText().purchasing.suppliers
  const may = useMay()
  const [{ hoja }, setPlace] = useAddress(start)
  const supplier = useAnswer('GET /api/suppliers/:id', { params: { id: params.id ?? '' } })
  const tabs = [
    { key: 'resumen', name: t.tabs.overview, may: undefined },
    { key: 'productos', name: t.tabs.products, may: undefined },
    { key: 'compras', name: t.tabs.bought, may: 'purchases.see' },
    { key: 'cuenta', name: t.tabs.account, may: 'purchases.invoices' },
  ].filter((tab) => may(tab.may))
  return (
    <QueryState query={supplier} what={t.the_supplier}>
      {(data) => (
        <div className="supplier-page">
          <PageTitle title={data.name} back={to.suppliers()} />
          <Acts supplier={data} />
          <ArchivedNote archived_at={data.archived_at} />
          <Tabs label={t.sections} items={tabs} active={hoja} onPick={(next) => setPlace({ hoja: next })} />
          <OpenTab tab={hoja} supplier={data} />
        </div>
      )}
    </QueryState>
  )
}

function OpenTab({ tab, supplier }: { tab: string; supplier: Supplier }) {
  if (tab === 'productos') {
    return (
      <>
        <CodesSheet supplier={supplier} />
        <OffersSheet supplier={supplier} />
      </>
    )
  }
  if (tab === 'compras') return <BoughtSheet supplier={supplier} />
  if (tab === 'cuenta') return <AccountSheet supplier={supplier} />
  return <OverviewSheets supplier={supplier} />
}

function Acts({ supplier }: { supplier: Supplier }) {
  const t = useText()
  const may = useMay()
  const go = useGo()
  return (
    <PageActions>
      {may('suppliers.change') && <ArchiveAct view="suppliers" party={supplier} />}
      {may('suppliers.change') && (
        <Button icon={Pencil} hotkey="e" onClick={() => go(to.editSupplier(supplier.id))}>
          {t.contacts.edit}
        </Button>
      )}
      {may('purchases.edit') && supplier.archived_at === null && (
        <Button kind="primary" icon={ShoppingBasket} hotkey="n" onClick={() => go(to.newPurchaseOf(supplier.id))}>
          {t.purchasing.orders.new_one}
        </Button>
      )}
    </PageActions>
  )
}
