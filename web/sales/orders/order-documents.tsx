import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Money } from '../../ui/money.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { documentName } from '../receipt/document-name.ts'

/** The boleta or factura of a sale, and the notas de crédito that correct it. */
export function OrderDocuments({ order_id }: { order_id: string }) {
  const t = useText()
  const may = useMay()
  const format = useFormat()
  const documents = useAnswer('GET /api/issued-documents', { query: { order_id } }, { enabled: may('documents.see') })
  const items = documents.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="sheet sheet-pad" aria-label={t.money.documents.title}>
      <h2 className="sign today-head">{t.money.documents.title}</h2>
      <ul className="order-payments">
        {items.map((one) => (
          <li key={one.id}>
            <span className="grow">
              <Link to={to.document(one.id)}>
                {documentName(t, one.kind) || one.kind} {one.label}
              </Link>
              <small className="quiet">{format.moment(one.issued_at)}</small>
            </span>
            <Money minor={one.refers_to_id ? -one.total : one.total} />
          </li>
        ))}
      </ul>
    </section>
  )
}
