import { X } from 'lucide-react'
import { useState } from 'react'
import type { ReturnOut } from '#returns/contract'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { type PickedProduct, ProductPicker } from '../catalog/parts.tsx'
import { ApprovalDialog } from '../sales/parts.ts'
import { useText } from '../text/text.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Select } from '../ui/choice-fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { Money } from '../ui/money.tsx'
import { QuantityStepper } from '../ui/quantity-stepper.tsx'
import { toast } from '../ui/toast.tsx'
import { returnRoutes } from './routes.ts'

type Taken = { product: PickedProduct; quantity: number }

/** Other goods in one go: what comes back pays for them, and only the difference is money. */
export function ExchangeDialog({ back, onClose }: { back: ReturnOut; onClose: () => void }) {
  const t = useText()
  const words = t.returns.page
  const [taken, setTaken] = useState<readonly Taken[]>([])
  const [approving, setApproving] = useState(false)
  const pay = useTender()
  const money = back.proposal.reduce((sum, { amount }) => sum + amount, 0)
  const cost = taken.reduce((sum, { product, quantity }) => sum + Math.round(product.price * quantity), 0)
  const difference = cost - money
  const exchange = useCommand('POST /api/returns/:id/exchange', {
    refresh: [...returnRoutes, 'GET /api/payments'],
    onDone: () => {
      toast(words.settled_done)
      onClose()
    },
    onRefused: ({ code }) => setApproving(code.endsWith('approval_needed')),
  })
  const add = (product: PickedProduct) =>
    setTaken(
      taken.some((one) => one.product.id === product.id)
        ? taken.map((one) => (one.product.id === product.id ? { ...one, quantity: one.quantity + 1 } : one))
        : [...taken, { product, quantity: 1 }],
    )
  const change = (id: string, quantity: number) =>
    setTaken(taken.map((one) => (one.product.id === id ? { ...one, quantity } : one)))
  const drop = (id: string) => setTaken(taken.filter((one) => one.product.id !== id))
  const submit = (approval_token?: string) => {
    setApproving(false)
    exchange.mutate({
      params: { id: back.id },
      body: {
        items: taken.map(({ product, quantity }) => ({ product_id: product.id, quantity })),
        payments: difference > 0 ? [{ method: pay.method, amount: difference }] : [],
        ...(pay.till_session_id ? { till_session_id: pay.till_session_id } : {}),
        ...(approval_token ? { approval_token } : {}),
      },
    })
  }
  return (
    <>
      <Dialog open onClose={onClose} size="l" title={words.exchange_title} text={words.exchange_text}>
        <Form problem={approving ? null : exchange.error} onSubmit={() => submit()} className="stack">
          <ProductPicker label={words.exchange_add} onPick={add} />
          <TakenLines taken={taken} onChange={change} onDrop={drop} />
          <Sums money={money} cost={cost} />
          {difference > 0 && (
            <Select
              label={words.exchange_method}
              value={pay.method}
              onChange={pay.choose}
              options={pay.options.map(({ code, name }) => ({ value: code, label: name }))}
            />
          )}
          <div className="dialog-actions">
            <Button onClick={onClose}>{t.common.back}</Button>
            <span className="grow" />
            <Button kind="pay" type="submit" busy={exchange.isPending} disabled={taken.length === 0}>
              {words.exchange_do}
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

/** What the difference is paid with, at the till at hand. */
function useTender() {
  const methods = useAnswer('GET /api/payment-methods', { query: { is_active: 'true' } })
  const session = useAnswer('GET /api/till-sessions', { query: { state: 'open', mine: 'true' } })
  const [chosen, choose] = useState('')
  const options = methods.data?.items ?? []
  return {
    options,
    choose,
    method: chosen || (options[0]?.code ?? ''),
    till_session_id: session.data?.items[0]?.id,
  }
}

type LinesProps = {
  taken: readonly Taken[]
  onChange: (id: string, quantity: number) => void
  onDrop: (id: string) => void
}

function TakenLines({ taken, onChange, onDrop }: LinesProps) {
  const t = useText()
  if (taken.length === 0) return <p className="quiet">{t.returns.page.exchange_none}</p>
  return (
    <ul className="return-lines">
      {taken.map(({ product, quantity }) => (
        <li key={product.id}>
          <span className="grow">
            <b>{product.name}</b>
            <small className="quiet">
              <Money minor={product.price} />
            </small>
          </span>
          <QuantityStepper
            label={product.name}
            min={1}
            value={quantity}
            onChange={(next) => onChange(product.id, next)}
          />
          <IconButton icon={X} label={`${t.common.remove}: ${product.name}`} onClick={() => onDrop(product.id)} />
        </li>
      ))}
    </ul>
  )
}

function Sums({ money, cost }: { money: number; cost: number }) {
  const t = useText().returns.page
  const difference = cost - money
  return (
    <dl className="return-sums">
      <div>
        <dt>{t.exchange_old}</dt>
        <dd>
          <Money minor={money} />
        </dd>
      </div>
      <div>
        <dt>{t.exchange_new}</dt>
        <dd>
          <Money minor={cost} />
        </dd>
      </div>
      <div className="return-sum">
        <dt>{difference > 0 ? t.exchange_pays : difference < 0 ? t.exchange_gets : t.exchange_even}</dt>
        <dd>
          <Money minor={Math.abs(difference)} />
        </dd>
      </div>
    </dl>
  )
}
