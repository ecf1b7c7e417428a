import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { useAddress } from '../../shell/location.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { PurchaseForm } from './purchase-form.tsx'

const start = { proveedor: '' }

/** `/compras/nueva`: of whom, what, how much. `?proveedor=` comes from a supplier's page. */
export function NewPurchasePage() {
  const t = useText().purchasing
  const [{ proveedor }] = useAddress(start)
  const supplier = useAnswer('GET /api/suppliers/:id', { params: { id: proveedor } }, { enabled: proveedor !== '' })
  return (
    <>
      <PageTitle title={t.orders.new_title} back={to.purchases()} />
      {proveedor === '' ? (
        <PurchaseForm draft={null} supplier={null} />
      ) : (
        <QueryState query={supplier} what={t.suppliers.the_supplier}>
          {({ id, name }) => <PurchaseForm draft={null} supplier={{ id, name }} />}
        </QueryState>
      )}
    </>
  )
}

/** `/compras/{id}/editar`: a draft, until it is sent. */
export function EditPurchasePage({ params }: PageProps) {
  const t = useText().purchasing.orders
  const order = useAnswer('GET /api/purchase-orders/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={order} what={t.the_order}>
      {(data) => (
        <>
          <PageTitle title={t.title_of(data.number)} back={to.purchase(data.id)} />
          <PurchaseForm key={data.version} draft={data} supplier={data.supplier} />
        </>
      )}
    </QueryState>
  )
}
