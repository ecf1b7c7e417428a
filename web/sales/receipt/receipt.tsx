import type { ReceiptOut } from '#sales/contract'
import { useText } from '../../text/text.ts'
import { formatMoney, formatQuantity, type ShopFormat } from '../../ui/format.ts'
import { formatDocumentDay, formatTime } from '../../ui/format-dates.ts'
import { ReceiptLines, ReceiptPaper } from '../../ui/receipt-paper.tsx'
import { shopFormat } from '../../ui/use-format.ts'
import { documentName } from './document-name.ts'
import './receipt.css'

/** A receipt on 80 mm paper: the same on the screen, on the printer and behind its link. */
export function Receipt({ receipt }: { receipt: ReceiptOut }) {
  const t = useText()
  const shop: ShopFormat = { ...shopFormat.get(), currency: receipt.currency }
  const money = (minor: number) => formatMoney(minor, shop)
  const { business, store } = receipt
  return (
    <div className="receipt-print">
      <ReceiptPaper label={receipt.document_label ?? t.receipt.title}>
        <h2 className="sign receipt-business">{business.name}</h2>
        <p className="receipt-centre">
          {business.tax_id && `${business.tax_id_name} ${business.tax_id}`}
          <br />
          {store.address ?? business.address}
        </p>
        <ReceiptLines
          lines={[
            {
              left: documentName(t, receipt.document_kind) || t.receipt.order(receipt.order_number),
              right: receipt.document_label ?? '',
            },
            { left: formatDocumentDay(receipt.issued_at, shop), right: formatTime(receipt.issued_at, shop) },
            ...(receipt.customer ? [{ left: receipt.customer.name, right: receipt.customer.tax_id ?? '' }] : []),
          ]}
        />
        <ReceiptLines
          lines={receipt.items.map(({ name, quantity, total }) => ({
            left: `${formatQuantity(quantity, shop)} ${name}`,
            right: money(total),
          }))}
        />
        <ReceiptLines
          solid
          lines={[
            ...(receipt.discount_minor > 0
              ? [{ left: t.till.discount, right: money(-receipt.discount_minor), quiet: true }]
              : []),
            { left: t.till.total, right: money(receipt.total), strong: true },
            { left: t.receipt.tax(receipt.tax_name), right: money(receipt.tax_minor), quiet: true },
            ...(receipt.rounding_minor !== 0
              ? [{ left: t.till.rounding, right: money(receipt.rounding_minor), quiet: true }]
              : []),
            ...receipt.payments.map(({ name, amount }) => ({ left: name, right: money(amount), quiet: true })),
            ...(receipt.change_minor > 0
              ? [{ left: t.till.change, right: money(receipt.change_minor), quiet: true }]
              : []),
            ...(receipt.due_minor > 0 ? [{ left: t.receipt.due, right: money(receipt.due_minor) }] : []),
          ]}
        />
        <p className="receipt-centre">{business.footer ?? t.receipt.thanks}</p>
        <p className="receipt-centre receipt-seller">{t.receipt.seller(receipt.seller)}</p>
      </ReceiptPaper>
    </div>
  )
}
