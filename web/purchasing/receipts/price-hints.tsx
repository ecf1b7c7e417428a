import { useState } from 'react'
import type { GoodsReceiptOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { State } from '../../ui/chip.tsx'
import { Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'

type Hint = NonNullable<GoodsReceiptOut['cost_hints']>[number]

/** What cost more or less than the time before, and the price that would keep today's markup. */
export function PriceHints({ receipt }: { receipt: GoodsReceiptOut }) {
  const t = useText().purchasing.hints
  const hints = receipt.cost_hints ?? []
  if (hints.length === 0) return null
  return (
    <section className="sheet sheet-pad" aria-label={t.title}>
      <Section title={t.title} level={2}>
        <p className="second">{t.text}</p>
        <ul className="plain-rows price-hints">
          {hints.map((hint) => (
            <li key={hint.product_id}>
              <PriceHint hint={hint} />
            </li>
          ))}
        </ul>
      </Section>
    </section>
  )
}

function PriceHint({ hint }: { hint: Hint }) {
  const t = useText().purchasing.hints
  const format = useFormat()
  const may = useMay()
  const [isDone, setDone] = useState(false)
  const change = useCommand('PATCH /api/products/:id', {
    refresh: ['GET /api/products', 'GET /api/products/:id', 'GET /api/goods-receipts/:id'],
    onDone: () => {
      setDone(true)
      toast(t.changed(hint.name, format.money(hint.suggested_price)))
    },
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  const isSet = isDone || hint.price === hint.suggested_price
  return (
    <>
      <span className="grow">
        <b>{hint.name}</b>
        <small className="quiet block">
          {t.cost(format.money(hint.cost_before_minor), format.money(hint.cost_after_minor))} ·{' '}
          {t.price(format.money(hint.price))}
        </small>
      </span>
      {isSet ? (
        <State tone="ok">{format.money(hint.suggested_price)}</State>
      ) : (
        may('prices.edit') && (
          <Button
            size="s"
            busy={change.isPending}
            aria-label={`${t.apply(format.money(hint.suggested_price))}: ${hint.name}`}
            onClick={() => change.mutate({ params: { id: hint.product_id }, body: { price: hint.suggested_price } })}
          >
            {t.apply(format.money(hint.suggested_price))}
          </Button>
        )
      )}
    </>
  )
}
