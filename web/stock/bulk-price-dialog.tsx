import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/choice-fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { NumberField } from '../ui/figure-fields.tsx'
import { Form } from '../ui/form.tsx'
import { Money } from '../ui/money.tsx'
import { useFormat } from '../ui/use-format.ts'
import { type BulkDialogProps, productRoutes } from './bulk-dialogs.tsx'

type Preview = AnswerOf<'POST /api/products/bulk'>

const roundings = ['1', '10', '50', '100', '500', '1000'] as const
const rowsMax = 12
const basisPointsOfPercent = 100

/** Raises or lowers prices by a percentage: first what would become of each, then the deed. */
export function BulkPriceDialog({ ids, onClose, onDone }: BulkDialogProps) {
  const t = useText()
  const format = useFormat()
  const words = t.catalog.bulk
  const [percent, setPercent] = useState<number | null>(null)
  const [round, setRound] = useState<string>('10')
  const [missing, setMissing] = useState(false)
  const preview = useCommand('POST /api/products/bulk')
  const apply = useCommand('POST /api/products/bulk', {
    refresh: productRoutes,
    onDone: ({ changed }) => onDone(changed),
  })
  const basis_points = Math.round((percent ?? 0) * basisPointsOfPercent)
  const body = { ids: [...ids], changes: { price_by: { basis_points, round_to: Number(round) } } }
  const shown = preview.data
  const mayApply = shown !== undefined && shown.refused.length === 0 && shown.changed > 0
  const submit = () => {
    if (percent === null || basis_points === 0) return setMissing(true)
    if (mayApply) apply.mutate({ body })
    else preview.mutate({ body: { ...body, dry_run: true } })
  }
  const change = (act: () => void) => {
    act()
    setMissing(false)
    preview.reset()
  }
  return (
    <Dialog open onClose={onClose} title={words.price_title(ids.length)}>
      <Form problem={apply.error ?? preview.error} onSubmit={submit}>
        <div className="form-grid">
          <NumberField
            label={words.percent}
            help={words.percent_help}
            error={missing ? words.percent_wrong : undefined}
            autoFocus
            value={percent}
            onChange={(value) => change(() => setPercent(value))}
          />
          <Select
            label={words.round_to}
            value={round}
            onChange={(value) => change(() => setRound(value))}
            options={roundings.map((value) => ({ value, label: format.money(Number(value)) }))}
          />
        </div>
        {shown && <PricePreview preview={shown} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={preview.isPending || apply.isPending}>
            {mayApply ? words.apply(shown.changed) : words.preview}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

function PricePreview({ preview }: { preview: Preview }) {
  const t = useText().catalog
  const rows = preview.products.flatMap(({ id, label, changes }) => {
    const price = changes.find(({ field }) => field === 'price')
    return price && typeof price.before === 'number' && typeof price.after === 'number'
      ? [{ id, label, before: price.before, after: price.after }]
      : []
  })
  return (
    <div className="price-preview" aria-live="polite">
      {preview.refused.length > 0 && (
        <div className="refused-list">
          <p>{t.bulk.refused(preview.refused.length)}</p>
          <ul>
            {preview.refused.slice(0, rowsMax).map(({ id, label, title }) => (
              <li key={id}>
                <b>{label}</b> {title}
              </li>
            ))}
          </ul>
        </div>
      )}
      {rows.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t.name}</th>
              <th scope="col">{t.bulk.before}</th>
              <th scope="col">{t.bulk.after}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, rowsMax).map(({ id, label, before, after }) => (
              <tr key={id}>
                <td>{label}</td>
                <td className="quiet">
                  <Money minor={before} />
                </td>
                <td>
                  <b>
                    <Money minor={after} />
                  </b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="quiet">
        {rows.length > rowsMax && `${t.bulk.and_more(rows.length - rowsMax)}. `}
        {preview.unchanged > 0 && t.bulk.unchanged(preview.unchanged)}
      </p>
    </div>
  )
}
