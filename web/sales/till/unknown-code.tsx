import { useState } from 'react'
import { call } from '../../api/call.ts'
import { type Problem, problemFrom } from '../../api/problem.ts'
import { useMay } from '../../api/session-store.ts'
import { type PickedProduct, ProductPicker } from '../../catalog/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form, ProblemNote } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** The key that opens the question: close at hand on every keyboard, typed by no scanner. */
const KEY = 'Alt+U'

type UnknownProps = { code: string; onSkip: () => void; onKnown: (code: string) => void }

/** A code nobody knows stays named; one key makes a product of it, or joins it to one that is there. */
export function UnknownCode({ code, onSkip, onKnown }: UnknownProps) {
  const t = useText()
  const may = useMay()
  const [open, setOpen] = useState(false)
  return (
    <div className="scan-note" role="alert">
      <p>{may('products.edit') ? t.till.unknown(code) : t.till.unknown_ask(code)}</p>
      {may('products.edit') && (
        <Button size="s" hotkey={KEY} onClick={() => setOpen(true)}>
          {t.till.unknown_solve}
        </Button>
      )}
      <Button size="s" kind="quiet" onClick={onSkip}>
        {t.till.skip_unknown}
      </Button>
      {open && <SolveDialog code={code} onClose={() => setOpen(false)} onKnown={onKnown} />}
    </div>
  )
}

type SolveProps = { code: string; onClose: () => void; onKnown: (code: string) => void }

function SolveDialog({ code, onClose, onKnown }: SolveProps) {
  const t = useText()
  const [way, setWay] = useState<'create' | 'join'>('create')
  return (
    <Dialog open onClose={onClose} title={t.till.unknown_title(code)}>
      <Segmented
        label={t.till.unknown_title(code)}
        hideLabel
        value={way}
        onChange={setWay}
        options={[
          { value: 'create', label: t.till.create_product },
          { value: 'join', label: t.till.join_product },
        ]}
      />
      {way === 'create' ? (
        <CreateForm code={code} onClose={onClose} onKnown={onKnown} />
      ) : (
        <JoinForm code={code} onClose={onClose} onKnown={onKnown} />
      )}
    </Dialog>
  )
}

/** Runs what makes the code known; it goes into the cart as soon as it is. */
function useSolving(onKnown: () => void) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const solve = async (act: () => Promise<unknown>) => {
    setBusy(true)
    setProblem(null)
    try {
      await act()
      onKnown()
    } catch (error) {
      setProblem(problemFrom(error))
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, solve }
}

function CreateForm({ code, onClose, onKnown }: SolveProps) {
  const t = useText()
  const [name, setName] = useState('')
  const [price, setPrice] = useState<number | null>(null)
  const { busy, problem, solve } = useSolving(() => onKnown(code))
  const body = { name: name.trim(), price: price ?? 0, barcodes: [{ code }] }
  return (
    <Form className="stack" problem={problem} onSubmit={() => void solve(() => call('POST /api/products', { body }))}>
      <TextField label={t.catalog.name} value={name} onChange={setName} autoFocus name="name" />
      <MoneyField label={t.catalog.price} value={price} onChange={setPrice} name="price" />
      <p className="quiet">{t.till.create_note}</p>
      <Foot
        busy={busy}
        disabled={name.trim() === '' || price === null}
        onClose={onClose}
        says={t.till.create_and_add}
      />
    </Form>
  )
}

function JoinForm({ code, onClose, onKnown }: SolveProps) {
  const t = useText()
  const [picked, setPicked] = useState<PickedProduct | null>(null)
  const { busy, problem, solve } = useSolving(() => onKnown(code))
  const join = async () => {
    if (!picked) return
    const { id, version } = picked
    const barcodes = [...picked.barcodes.map(({ code, pack_quantity }) => ({ code, pack_quantity })), { code }]
    await call('PATCH /api/products/:id', { params: { id }, body: { barcodes }, version })
  }
  return (
    <div className="stack">
      <ProblemNote problem={problem} />
      {picked ? (
        <p className="row">
          <b className="grow">{picked.name}</b>
          <Button size="s" onClick={() => setPicked(null)}>
            {t.till.other_product}
          </Button>
        </p>
      ) : (
        <ProductPicker label={t.sales.wizard.add} onPick={setPicked} />
      )}
      <Form onSubmit={() => void solve(join)}>
        <Foot busy={busy} disabled={!picked} onClose={onClose} says={t.till.join_and_add} />
      </Form>
    </div>
  )
}

function Foot({
  busy,
  disabled,
  onClose,
  says,
}: {
  busy: boolean
  disabled: boolean
  onClose: () => void
  says: string
}) {
  const t = useText()
  return (
    <div className="dialog-actions">
      <Button onClick={onClose}>{t.common.back}</Button>
      <span className="grow" />
      <Button kind="primary" type="submit" keys="Enter" busy={busy} disabled={disabled}>
        {says}
      </Button>
    </div>
  )
}
