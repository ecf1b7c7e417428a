import { Mail, Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Settings } from '#company/contract'
import type { ReceiptOut } from '#sales/contract'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { printsReceipts } from '../../shell/printing.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { PlateTotal } from '../../ui/plate.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { documentName } from '../receipt/document-name.ts'
import { Receipt } from '../receipt/receipt.tsx'
import type { Sold } from './use-checkout.ts'

/** After the sale: the change in large, the receipt, and nothing in the way of the next scan. */
export function SoldSheet({ sold, settings, onNext }: { sold: Sold; settings: Settings; onNext: () => void }) {
  const t = useText()
  const { sale } = sold
  const receipt = useAnswer('GET /api/orders/:id/receipt', { params: { id: sale.id } })
  usePrintOnce(sold, receipt.data)
  return (
    <section className="pay-sheet sold-sheet" aria-label={t.till.sold}>
      <p className="sold-title sign" role="status">
        {t.till.sold} · {documentName(t, sale.document_kind)} {sale.document_label}
      </p>
      <PlateTotal
        name={sale.change > 0 ? t.till.change : t.till.total}
        note={settings.name}
        minor={sale.change > 0 ? sale.change : sale.total}
      />
      {sale.change > 0 && (
        <p className="sold-total">
          {t.till.total} <Money minor={sale.total} />
        </p>
      )}
      <div className="sold-receipt">{receipt.data && <Receipt receipt={receipt.data} />}</div>
      <SendReceipt order_id={sale.id} email={null} />
      <div className="sold-actions">
        <Button icon={Printer} onClick={() => window.print()} disabled={!receipt.data}>
          {t.till.print}
        </Button>
        <a className="link" href={to.order(sale.id)}>
          {t.till.see_order}
        </a>
      </div>
      <Button kind="primary" size="l" wide onClick={onNext} keys="Escape">
        {t.till.next_sale}
      </Button>
    </section>
  )
}

/** Prints by itself where this device was told to; elsewhere the button does. */
function usePrintOnce(sold: Sold, receipt: ReceiptOut | undefined) {
  const [printed, setPrinted] = useState<string | null>(null)
  useEffect(() => {
    if (!receipt || printed === sold.sale.id) return
    setPrinted(sold.sale.id)
    if (printsReceipts()) window.print()
  }, [receipt, printed, sold.sale.id])
}

function SendReceipt({ order_id, email }: { order_id: string; email: string | null }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const [address, setAddress] = useState(email ?? '')
  const send = useCommand('POST /api/orders/:id/receipt/send', {
    onDone: (done) => {
      toast(t.till.mail_sent(done.email))
      setOpen(false)
    },
  })
  if (!open)
    return (
      <Button kind="quiet" icon={Mail} onClick={() => setOpen(true)}>
        {t.till.send_mail}
      </Button>
    )
  return (
    <form
      className="sold-mail"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ params: { id: order_id }, body: { email: address } })
      }}
    >
      <TextField
        label={t.till.send_mail}
        hideLabel
        type="email"
        autoFocus
        value={address}
        onChange={setAddress}
        error={send.error?.title}
      />
      <Button kind="primary" type="submit" busy={send.isPending}>
        {t.till.send_mail}
      </Button>
    </form>
  )
}
