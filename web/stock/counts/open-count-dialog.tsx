import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Segmented, Select } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { CategorySelect } from '../choices.tsx'

type Scope = 'whole' | 'category' | 'abc'
type AbcClass = AnswerOf<'GET /api/stock-counts/cycle'>['classes'][number]['abc_class']

const scopes: readonly Scope[] = ['whole', 'category', 'abc']
const placesMax = '200'
const classes: readonly AbcClass[] = ['A', 'B', 'C']

/** Where, and how much of it. The shop goes on selling meanwhile. */
export function OpenCountDialog({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const t = useText()
  const words = t.warehouse.counts
  const places = useAnswer('GET /api/warehouses', { query: { limit: placesMax } })
  const options = (places.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const [chosen, setChosen] = useState('')
  const warehouse_id =
    chosen || (places.data?.items.find(({ is_default }) => is_default)?.id ?? options[0]?.value ?? '')
  const [scope, setScope] = useState<Scope>('whole')
  const [category_id, setCategory] = useState('')
  const [abc_class, setClass] = useState<AbcClass>('A')
  const [is_blind, setBlind] = useState(true)
  const open = useCommand('POST /api/stock-counts', {
    refresh: ['GET /api/stock-counts'],
    onDone: ({ id }) => onDone(id),
  })
  const submit = () => {
    const common = { warehouse_id, is_blind }
    if (scope === 'category') return open.mutate({ body: { ...common, scope, category_id } })
    if (scope === 'abc') return open.mutate({ body: { ...common, scope, abc_class } })
    open.mutate({ body: { ...common, scope } })
  }
  const isWhole = warehouse_id !== '' && (scope !== 'category' || category_id !== '')
  return (
    <Dialog open onClose={onClose} title={words.new_title} text={words.new_text}>
      <Form className="count-form" problem={open.error} onSubmit={submit}>
        {options.length > 1 && (
          <Select
            label={t.stock.warehouse}
            value={warehouse_id}
            onChange={setChosen}
            options={options}
            name="warehouse"
          />
        )}
        <Segmented
          label={words.what}
          value={scope}
          onChange={setScope}
          options={scopes.map((value) => ({ value, label: words.scopes[value] }))}
        />
        {scope === 'category' && (
          <CategorySelect
            label={words.scopes.category}
            none={words.choose}
            value={category_id}
            onChange={setCategory}
          />
        )}
        {scope === 'abc' && warehouse_id !== '' && (
          <ClassChoice warehouse_id={warehouse_id} value={abc_class} onChange={setClass} />
        )}
        <Checkbox label={words.blind} help={words.blind_help} checked={is_blind} onChange={setBlind} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" busy={open.isPending} disabled={!isWhole}>
            {words.open_it}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

type ClassProps = { warehouse_id: string; value: AbcClass; onChange: (value: AbcClass) => void }

/** Each class with how many are due: A is what most money moves through. */
function ClassChoice({ warehouse_id, value, onChange }: ClassProps) {
  const t = useText().warehouse.counts
  const format = useFormat()
  const cycle = useAnswer('GET /api/stock-counts/cycle', { query: { warehouse_id } })
  const chosen = cycle.data?.classes.find((one) => one.abc_class === value)
  return (
    <>
      <Segmented
        label={t.scopes.abc}
        value={value}
        onChange={onChange}
        options={classes.map((one) => ({ value: one, label: t.class_of(one) }))}
      />
      <p className="quiet" aria-live="polite">
        {chosen &&
          t.cycle_says({
            products: chosen.products,
            share: format.percent(chosen.share_percent / 100, 0),
            days: chosen.every_days,
            due: chosen.due,
          })}
      </p>
    </>
  )
}
