import type { IssuedDocumentOut } from '#money/contract'
import { useSession } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { type Text, useText } from '../text/text.ts'
import { ReceiptLines, ReceiptPaper } from '../ui/receipt-paper.tsx'
import { useFormat } from '../ui/use-format.ts'

export function nameOfDocument(t: Text, kind: string): string {
  const names: Record<string, string> = t.till.documents
  return names[kind] ?? kind
}

const share = 10_000

/** A document as it was issued: it never changes, whatever happens to the sale afterwards. */
export function DocumentPaper({ document }: { document: IssuedDocumentOut }) {
  const t = useText()
  const words = t.money.documents
  const format = useFormat()
  const shop = useSession().business
  const origin = useAnswer(
    'GET /api/issued-documents/:id',
    { params: { id: document.refers_to_id ?? '' } },
    { enabled: document.refers_to_id !== null },
  )
  const { customer } = document
  const name = nameOfDocument(t, document.kind)
  return (
    <div className="receipt-print">
      <ReceiptPaper label={`${name} ${document.label}`}>
        <h2 className="sign receipt-business">{shop?.legal_name ?? shop?.name}</h2>
        <p className="receipt-centre">
          {shop?.tax_id && `${shop.tax_id_name} ${shop.tax_id_text ?? shop.tax_id}`}
          <br />
          {shop?.address}
        </p>
        <ReceiptLines
          lines={[
            { left: name, right: document.label, strong: true },
            { left: format.documentDay(document.issued_at), right: format.time(document.issued_at) },
            ...(customer ? [{ left: String(customer.name), right: String(customer.tax_id ?? '') }] : []),
            ...(origin.data
              ? [{ left: words.of_document, right: `${nameOfDocument(t, origin.data.kind)} ${origin.data.label}` }]
              : []),
          ]}
        />
        <ReceiptLines
          solid
          lines={[
            { left: t.sales.orders.net, right: format.money(document.net_minor), quiet: true },
            ...document.taxes
              .filter(({ tax_minor }) => tax_minor !== 0)
              .map(({ basis_points, tax_minor }) => ({
                left: words.tax_at(format.percent(basis_points / share)),
                right: format.money(tax_minor),
                quiet: true,
              })),
            ...(document.exempt_minor > 0
              ? [{ left: t.sales.orders.exempt, right: format.money(document.exempt_minor), quiet: true }]
              : []),
            { left: t.sales.orders.total, right: format.money(document.total), strong: true },
          ]}
        />
        {document.reason && <p className="receipt-centre">{document.reason}</p>}
        <p className="receipt-centre receipt-seller">{words.notice}</p>
      </ReceiptPaper>
    </div>
  )
}
