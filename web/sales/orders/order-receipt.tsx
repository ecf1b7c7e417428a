import { Link2, Printer } from 'lucide-react'
import { useState } from 'react'
import type { OrderOut } from '#sales/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.tsx'
import { Receipt } from '../receipt/receipt.tsx'

/** The receipt on demand: shown, printed, or its link copied. */
export function OrderReceipt({ order }: { order: OrderOut }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const receipt = useAnswer('GET /api/orders/:id/receipt', { params: { id: order.id } }, { enabled: open })
  if (order.document_label === null) return null
  if (!open) {
    return (
      <Button icon={Printer} onClick={() => setOpen(true)}>
        {t.sales.orders.receipt}
      </Button>
    )
  }
  const copy = async (token: string) => {
    await navigator.clipboard.writeText(new URL(to.receipt(token), location.href).href)
    toast(t.sales.orders.link_copied)
  }
  return (
    <section className="sheet sheet-pad" aria-label={t.sales.orders.receipt}>
      <QueryState query={receipt} what={t.sales.orders.receipt} small>
        {(data) => (
          <>
            <Receipt receipt={data} />
            <p className="order-tools">
              <Button icon={Printer} onClick={() => window.print()}>
                {t.sales.orders.print}
              </Button>
              <Button icon={Link2} onClick={() => void copy(data.token)}>
                {t.sales.orders.link}
              </Button>
            </p>
          </>
        )}
      </QueryState>
    </section>
  )
}
