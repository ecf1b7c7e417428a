import type { ReactNode } from 'react'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import type { Refused } from '../../ui/form-errors.ts'

type DialogFormProps = {
  title: string
  problem: Refused | null | undefined
  busy: boolean
  onSubmit: () => void
  onClose: () => void
  /** A deed beside saving: archive, open again. */
  beside?: ReactNode
  children: ReactNode
}

/** A short form over its list. */
export function DialogForm({ title, problem, busy, onSubmit, onClose, beside, children }: DialogFormProps) {
  const t = useText()
  return (
    <Dialog open stays onClose={onClose} title={title}>
      <Form onSubmit={onSubmit} problem={problem} className="stack">
        {children}
        <div className="row wrap">
          {beside}
          <span className="grow" />
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" keys="Enter" busy={busy}>
            {t.common.save}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
