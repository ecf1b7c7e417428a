import { useState } from 'react'
import type { ReturnOut } from '#returns/contract'
import { useMay } from '../api/session-store.ts'
import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { NumberField } from '../ui/figure-fields.tsx'
import { Form } from '../ui/form.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { DispositionSelect } from './disposition-select.tsx'
import { returnRoutes } from './routes.ts'

type Line = ReturnOut['items'][number]

/** What is here and not for sale, until somebody has looked at it. */
export function Quarantine({ back }: { back: ReturnOut }) {
  const t = useText().returns
  const may = useMay()
  const format = useFormat()
  const [deciding, setDeciding] = useState<Line | null>(null)
  return (
    <section className="sheet sheet-pad quarantine" aria-label={t.page.quarantine_title}>
      <h2>{t.page.quarantine_title}</h2>
      <p className="quiet">{t.page.quarantine_text}</p>
      <ul className="return-lines">
        {back.items
          .filter(({ quarantined }) => quarantined > 0)
          .map((line) => (
            <li key={line.id}>
              <span className="grow">
                <b>{line.name}</b>
                <small className="quiet">{t.in_quarantine(format.quantity(line.quarantined))}</small>
              </span>
              {may('returns.decide') && (
                <Button aria-label={`${t.page.decide}: ${line.name}`} onClick={() => setDeciding(line)}>
                  {t.page.decide}
                </Button>
              )}
            </li>
          ))}
      </ul>
      {deciding && <DecideDialog id={back.id} line={deciding} onClose={() => setDeciding(null)} />}
    </section>
  )
}

type DecideProps = { id: string; line: Line; onClose: () => void }

function DecideDialog({ id, line, onClose }: DecideProps) {
  const t = useText()
  const words = t.returns.page
  const [disposition, setDisposition] = useState<'restock' | 'scrap' | 'to_supplier'>('restock')
  const [quantity, setQuantity] = useState<number | null>(line.quarantined)
  const decide = useCommand('POST /api/returns/:id/decide', {
    refresh: returnRoutes,
    onDone: () => {
      toast(words.decided_done)
      onClose()
    },
  })
  const submit = () =>
    quantity !== null && decide.mutate({ params: { id }, body: { line_id: line.id, disposition, quantity } })
  return (
    <Dialog open onClose={onClose} title={words.decide_title(line.name)}>
      <Form problem={decide.error} onSubmit={() => void submit()} className="stack">
        <NumberField label={words.decide_quantity} value={quantity} onChange={setQuantity} autoFocus name="quantity" />
        <DispositionSelect
          label={words.where}
          value={disposition}
          onChange={setDisposition}
          options={['restock', 'scrap', 'to_supplier']}
        />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" busy={decide.isPending} disabled={quantity === null}>
            {words.decide}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
