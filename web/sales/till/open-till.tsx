import { useState } from 'react'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { workingStore } from '../../api/working-store.ts'
import { to } from '../../paths.ts'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Select } from '../../ui/choice-fields.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { StallDrawing } from '../../ui/illustrations/stall.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { TillFailed } from './till-failed.tsx'
import { TillFrame } from './till-frame.tsx'

/** Opening: which till, and the float that is counted into it. */
export function OpenTill({ onOpen }: { onOpen: () => void }) {
  const t = useText()
  const store_id = workingStore() ?? undefined
  const tills = useAnswer('GET /api/tills', { query: { store_id } })
  const taken = useAnswer('GET /api/till-sessions', { query: { state: 'open' } })
  const [chosen, setChosen] = useState<string | null>(null)
  const [float, setFloat] = useState<number | null>(0)
  const open = useCommand('POST /api/till-sessions', { onDone: onOpen })
  const holders = new Map((taken.data?.items ?? []).map((one) => [one.till_id, one.holder_name]))
  const options = (tills.data?.items ?? []).map(({ id, name }) => {
    const holder = holders.get(id)
    return { value: id, label: holder ? `${name} · ${t.till.taken_by(holder)}` : name, disabled: holder !== undefined }
  })
  const till_id = chosen ?? options.find(({ disabled }) => !disabled)?.value ?? ''
  // Without them there is nothing to choose from: an empty choice would look like a shop that has no till.
  if (tills.error && !tills.data) return <TillFailed error={tills.error} onRetry={() => void tills.refetch()} />
  if (tills.data && options.length === 0) {
    return (
      <TillFrame>
        <EmptyState
          title={t.till.title}
          text={t.till.no_tills}
          actions={
            <a className={buttonClass({ kind: 'primary' })} href={to.settings()}>
              {t.shell.rooms.settings}
            </a>
          }
        />
      </TillFrame>
    )
  }
  return (
    <TillFrame>
      <main className="till-open">
        <StallDrawing open sign={t.till.open_sign} />
        <h2 className="sign till-open-title">{t.till.open_title}</h2>
        <p className="quiet">{t.till.open_text}</p>
        <Form problem={open.error} onSubmit={() => open.mutate({ body: { till_id, opening_minor: float ?? 0 } })}>
          <Select label={t.till.which_till} value={till_id} onChange={setChosen} options={options} size="l" />
          <MoneyField label={t.till.float} value={float} onChange={setFloat} size="l" autoFocus name="opening_minor" />
          <Button kind="primary" size="l" type="submit" keys="Enter" wide busy={open.isPending} disabled={!till_id}>
            {t.till.open}
          </Button>
        </Form>
      </main>
    </TillFrame>
  )
}
