import { useState } from 'react'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/text-field.tsx'
import type { Checkout } from './use-checkout.ts'

export type Need = 'discount' | 'below_cost' | 'refund'

export const approvalNeeded = ({ validation }: Checkout): readonly Need[] => validation?.needs_approval ?? []

const permissionFor: Record<Need, string> = {
  discount: 'discounts.approve',
  below_cost: 'prices.below_cost',
  refund: 'payments.refund',
}

type ApprovalProps = {
  needed: readonly Need[]
  document_id: string
  onClose: () => void
  onApproved: (token: string) => void
}

/** The supervisor comes over and types a PIN: it allows this one act on this one document, for two minutes. */
export function ApprovalDialog({ needed, document_id, onClose, onApproved }: ApprovalProps) {
  const t = useText()
  const [pin, setPin] = useState('')
  const approve = useCommand('POST /api/auth/approvals', {
    onDone: ({ id }) => onApproved(id),
    onRefused: () => setPin(''),
  })
  // Who may sell below cost decides about any discount, so one PIN is enough for both.
  const need: Need = needed.includes('below_cost') ? 'below_cost' : (needed[0] ?? 'discount')
  return (
    <Dialog open onClose={onClose} title={t.till.approval_title} text={t.till.approval_why[need]} size="s">
      <Form
        problem={approve.error}
        onSubmit={() => approve.mutate({ body: { pin, permission: permissionFor[need], document_id } })}
      >
        <PasswordField
          label={t.till.approval_pin}
          value={pin}
          onChange={setPin}
          autoFocus
          inputMode="numeric"
          autoComplete="off"
          size="l"
        />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button kind="primary" type="submit" keys="Enter" busy={approve.isPending}>
            {t.till.authorize}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
