import { useState } from 'react'
import type { Disposition, ReturnableOut, ReturnReason } from '#returns/contract'
import { useCommand } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import { useGo } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox, Select } from '../ui/choice-fields.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { QuantityStepper } from '../ui/quantity-stepper.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { DispositionSelect } from './disposition-select.tsx'
import { returnRoutes } from './routes.ts'

type Line = ReturnableOut['items'][number]
type Back = Record<string, { quantity: number; disposition: Disposition }>
const nothing = { quantity: 0, disposition: 'restock' as Disposition }

/** What of a sale comes back, why, and where each thing goes. */
export function ReturnForm({ sale, onOther }: { sale: ReturnableOut; onOther: () => void }) {
  const t = useText()
  const words = t.returns.form
  const format = useFormat()
  const go = useGo()
  const [back, setBack] = useState<Back>({})
  const [told, setTold] = useState(false)
  const form = useForm({ reason: 'not_wanted' as ReturnReason, note: '', is_here: true })
  const { reason, note, is_here } = form.values
  const make = useCommand('POST /api/returns', {
    refresh: returnRoutes,
    onDone: ({ id, number, state }) => {
      toast(state === 'requested' ? words.asked(number) : words.taken(number))
      go(to.return(id))
    },
  })
  const open = sale.items.filter(({ left }) => left > 0)
  const lines = open.flatMap(({ order_line_id }) => {
    const { quantity, disposition } = back[order_line_id] ?? nothing
    return quantity > 0 ? [{ order_line_id, quantity, disposition }] : []
  })
  const submit = () => {
    setTold(true)
    if (lines.length === 0) return
    const terms = { order_id: sale.order_id, reason, is_here, lines }
    make.mutate({ body: { ...terms, ...(note.trim() ? { note: note.trim() } : {}) } })
  }
  const name = sale.document_label ?? String(sale.order_number)
  return (
    <Form problem={make.error} onSubmit={submit} className="sheet sheet-pad return-form">
      <header className="return-sale">
        <span className="grow">
          <b>{t.returns.find.of(name)}</b>
          <small className="quiet">{sale.customer_name ?? t.returns.walk_in}</small>
        </span>
        <Button size="s" onClick={onOther}>
          {t.returns.find.other}
        </Button>
      </header>
      {open.length === 0 ? (
        <p>{t.returns.find.nothing_left}</p>
      ) : (
        <>
          <ul className="return-lines" aria-label={words.what}>
            {open.map((line) => (
              <ReturnLine
                key={line.order_line_id}
                line={line}
                back={back[line.order_line_id] ?? nothing}
                onChange={(next) => setBack({ ...back, [line.order_line_id]: next })}
              />
            ))}
          </ul>
          {told && lines.length === 0 && (
            <p className="field-error" role="alert">
              {words.none}
            </p>
          )}
          <Select
            label={words.reason}
            value={reason}
            onChange={(next) => form.set('reason', next)}
            options={(Object.keys(t.returns.reasons) as ReturnReason[]).map((value) => ({
              value,
              label: t.returns.reasons[value],
            }))}
          />
          <TextField label={words.note} optional {...form.field('note')} />
          <Checkbox
            label={words.here}
            help={words.here_help}
            checked={is_here}
            onChange={(next) => form.set('is_here', next)}
          />
          <div className="return-foot">
            <b className="grow">{words.value(format.money(worthOf(open, back)))}</b>
            <Button kind="primary" size="l" type="submit" busy={make.isPending}>
              {is_here ? words.take : words.ask}
            </Button>
          </div>
        </>
      )}
    </Form>
  )
}

/** What the lines cost that come back; the server splits the pesos of a line the same way, to the last one. */
const worthOf = (lines: readonly Line[], back: Back): number =>
  lines.reduce((sum, { order_line_id, total, sold }) => {
    const { quantity } = back[order_line_id] ?? nothing
    return sum + Math.round((total * quantity) / sold)
  }, 0)

type LineProps = { line: Line; back: Back[string]; onChange: (back: Back[string]) => void }

function ReturnLine({ line, back, onChange }: LineProps) {
  const t = useText().returns.form
  const format = useFormat()
  return (
    <li>
      <span className="grow">
        <b>{line.name}</b>
        <small className="quiet">
          <span className="code">{line.sku}</span> ·{' '}
          {t.left(format.quantity(line.left), format.quantity(line.handed_over))}
        </small>
      </span>
      <QuantityStepper
        label={line.name}
        max={line.left}
        value={back.quantity}
        onChange={(quantity) => onChange({ ...back, quantity })}
      />
      {back.quantity > 0 && (
        <DispositionSelect
          label={t.where_to(line.name)}
          value={back.disposition}
          onChange={(disposition) => onChange({ ...back, disposition })}
        />
      )}
    </li>
  )
}
