import type { ReactNode } from 'react'
import type { OrderOut } from '#sales/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ShortLines } from './short-lines.tsx'
import type { Paying } from './use-paying.ts'
import { type Tender, useTender } from './use-tender.ts'

type PayFieldsProps = {
  order: OrderOut
  paying: Paying
  deed: string
  /** What may be done instead, before the deed. */
  others: ReactNode
  /** On a page instead of in a dialog: larger. */
  large?: boolean
}

/** In what and how much; of cash what is handed over. */
export function PayFields({ order, paying, deed, others, large }: PayFieldsProps) {
  const t = useText()
  const session = useAnswer('GET /api/till-sessions', { query: { state: 'open', mine: 'true' } })
  const tender = useTender(order)
  const submit = () => {
    if (tender.payment) paying.take(tender.payment, session.data?.items[0]?.id)
  }
  return (
    <Form className="pay-fields" onSubmit={submit}>
      <ShortLines problem={paying.problem} items={order.items} />
      <QueryState query={tender.query} what={t.settings.the_methods} small rows={3}>
        {() => <TenderFields tender={tender} />}
      </QueryState>
      <div className={large ? 'wizard-foot' : 'dialog-actions'}>
        {others}
        <Button
          kind="pay"
          size={large ? 'l' : 'm'}
          type="submit"
          keys="Enter"
          busy={paying.isPending}
          disabled={!tender.payment}
        >
          {deed}
        </Button>
      </div>
    </Form>
  )
}

function TenderFields({ tender }: { tender: Tender }) {
  const words = useText().sales.orders
  const { method } = tender
  return (
    <>
      <Segmented
        label={words.pay_method}
        value={method?.code ?? ''}
        onChange={tender.choose}
        options={tender.methods.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <MoneyField
        label={words.pay_amount}
        value={tender.amount}
        onChange={tender.setAmount}
        size="l"
        autoFocus
        name="amount"
      />
      {tender.hasReference && (
        <TextField
          label={words.pay_reference}
          optional={!method?.needs_reference}
          value={tender.reference}
          onChange={tender.setReference}
          name="reference"
        />
      )}
    </>
  )
}
