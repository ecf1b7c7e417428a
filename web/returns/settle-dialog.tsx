import { useState } from 'react'
import type { ReturnOut } from '#returns/contract'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { useMethodName } from '../money/parts.ts'
import { ApprovalDialog } from '../sales/parts.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Segmented, Select } from '../ui/choice-fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { Money } from '../ui/money.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { returnRoutes } from './routes.ts'

type As = 'original' | 'store_credit' | 'other_tender'

/** The money goes back the way it came, unless somebody chooses otherwise; one nota de crédito for the whole. */
export function SettleDialog({ back, onClose }: { back: ReturnOut; onClose: () => void }) {
  const t = useText()
  const words = t.returns.page
  const format = useFormat()
  const methods = useAnswer('GET /api/payment-methods', { query: { is_active: 'true' } })
  const session = useAnswer('GET /api/till-sessions', { query: { state: 'open', mine: 'true' } })
  const [as, setAs] = useState<As>('original')
  const [chosen, setMethod] = useState('')
  const [approving, setApproving] = useState(false)
  const money = back.proposal.reduce((sum, { amount }) => sum + amount, 0)
  const options = (methods.data?.items ?? []).filter(({ kind }) => kind !== 'credit' && kind !== 'store_credit')
  const method = chosen || (options[0]?.code ?? '')
  const settle = useCommand('POST /api/returns/:id/settle', {
    refresh: [...returnRoutes, 'GET /api/payments'],
    onDone: () => {
      toast(words.settled_done)
      onClose()
    },
    onRefused: ({ code }) => setApproving(code.endsWith('approval_needed')),
  })
  const till_session_id = session.data?.items[0]?.id
  const submit = (approval_token?: string) => {
    setApproving(false)
    settle.mutate({
      params: { id: back.id },
      body: {
        as,
        ...(as === 'other_tender' ? { method } : {}),
        ...(till_session_id ? { till_session_id } : {}),
        ...(approval_token ? { approval_token } : {}),
      },
    })
  }
  return (
    <>
      <Dialog open onClose={onClose} title={words.settle_title} text={words.settle_note}>
        <Form problem={approving ? null : settle.error} onSubmit={() => submit()} className="stack">
          {money === 0 ? (
            <p>{words.settle_nothing}</p>
          ) : (
            <>
              <Segmented
                label={words.settle_how}
                value={as}
                onChange={setAs}
                help={back.customer_id ? undefined : words.settle_credit_needs}
                options={[
                  { value: 'original', label: words.settle_original },
                  { value: 'store_credit', label: words.settle_credit, disabled: back.customer_id === null },
                  { value: 'other_tender', label: words.settle_other },
                ]}
              />
              {as === 'original' && <Proposal back={back} />}
              {as === 'store_credit' && <p>{words.settle_credit_says(format.money(money))}</p>}
              {as === 'other_tender' && (
                <Select
                  label={words.settle_method}
                  value={method}
                  onChange={setMethod}
                  options={options.map(({ code, name }) => ({ value: code, label: name }))}
                />
              )}
            </>
          )}
          <div className="dialog-actions">
            <Button onClick={onClose}>{t.common.back}</Button>
            <span className="grow" />
            <Button kind="pay" type="submit" keys="Enter" busy={settle.isPending}>
              {money === 0 || as === 'store_credit' ? words.settle_close : words.settle_do(format.money(money))}
            </Button>
          </div>
        </Form>
      </Dialog>
      {approving && (
        <ApprovalDialog
          needed={['refund']}
          document_id={back.id}
          onClose={() => setApproving(false)}
          onApproved={submit}
        />
      )}
    </>
  )
}

/** Each payment in its own tender. */
function Proposal({ back }: { back: ReturnOut }) {
  const nameOf = useMethodName()
  return (
    <ul className="return-proposal">
      {back.proposal.map(({ payment_id, method, amount }) => (
        <li key={payment_id}>
          <span className="grow">{nameOf(method)}</span>
          <b>
            <Money minor={amount} />
          </b>
        </li>
      ))}
    </ul>
  )
}
