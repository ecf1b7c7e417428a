import { useState } from 'react'
import type { PurchaseOut } from '#purchasing/contract'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Segmented } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { purchaseRoutes } from '../stale-routes.ts'

/** From now on its goods are expected: by e-mail with the paper, or handed over otherwise. */
export function SendDialog({ order, onClose }: { order: PurchaseOut; onClose: () => void }) {
  const t = useText()
  const words = t.purchasing.orders
  const format = useFormat()
  const params = { id: order.supplier.id }
  const terms = useAnswer('GET /api/suppliers/:id/terms', { params })
  const supplier = useAnswer('GET /api/suppliers/:id', { params })
  const [typed, setTyped] = useState<string | null>(null)
  const [how, setHow] = useState<'mail' | 'other'>('mail')
  const [anyway, setAnyway] = useState(false)
  const email = typed ?? terms.data?.order_email ?? supplier.data?.email ?? ''
  const missing = order.cost_terms?.missing_to_minimum_minor ?? 0
  const send = useCommand('POST /api/purchase-orders/:id/send', {
    refresh: purchaseRoutes,
    onDone: () => {
      toast(how === 'mail' ? words.sent_by_mail(email.trim()) : words.sent_otherwise)
      onClose()
    },
  })
  const isShort = missing > 0 || send.error?.code === 'purchase_order.below_minimum'
  const submit = () => {
    const way = how === 'mail' ? { email: email.trim() } : { without_mail: true }
    send.mutate({ params: { id: order.id }, body: { ...way, below_minimum: anyway } })
  }
  return (
    <Dialog open onClose={onClose} title={words.send_title(order.supplier.name)} text={words.send_text}>
      <Form problem={send.error} onSubmit={submit} className="stack">
        <Segmented
          label={words.how}
          value={how}
          onChange={setHow}
          options={[
            { value: 'mail', label: words.by_mail },
            { value: 'other', label: words.by_other },
          ]}
        />
        {how === 'mail' ? (
          <TextField type="email" label={words.email} value={email} onChange={setTyped} name="email" autoFocus />
        ) : (
          <p className="quiet">{words.by_other_help}</p>
        )}
        {isShort && (
          <Checkbox
            checked={anyway}
            onChange={setAnyway}
            label={words.below_minimum}
            help={missing > 0 && words.below_minimum_help(format.money(missing))}
          />
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button
            kind="primary"
            type="submit"
            keys="Enter"
            busy={send.isPending}
            disabled={(how === 'mail' && email.trim() === '') || (missing > 0 && !anyway)}
          >
            {words.send}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
