import { useState } from 'react'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { codesOf } from './bin-codes.ts'

const placesMax = '200'

/** One code a line, or a stretch of them: "A-01..A-12". */
export function NewBinsDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const words = t.warehouse.bins
  const places = useAnswer('GET /api/warehouses', { query: { limit: placesMax } })
  const options = (places.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const [chosen, setChosen] = useState('')
  const warehouse_id = chosen || (options[0]?.value ?? '')
  const [typed, setTyped] = useState('')
  const codes = codesOf(typed)
  const create = useCommand('POST /api/bins', {
    refresh: ['GET /api/bins'],
    onDone: ({ items }) => {
      toast(words.made(items.length))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={words.new_title} text={words.new_text}>
      <Form
        className="bins-form"
        problem={create.error}
        onSubmit={() => create.mutate({ body: { warehouse_id, bins: codes.map((code) => ({ code })) } })}
      >
        {options.length > 1 && (
          <Select label={t.stock.warehouse} value={warehouse_id} onChange={setChosen} options={options} />
        )}
        <TextArea label={words.codes} help={words.codes_help} rows={6} value={typed} onChange={setTyped} autoFocus />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <span className="grow" />
          <Button
            kind="primary"
            type="submit"
            busy={create.isPending}
            disabled={codes.length === 0 || warehouse_id === ''}
          >
            {words.make(codes.length)}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
