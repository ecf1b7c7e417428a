import { useState } from 'react'
import type { CountOut } from '#stock/contract'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { countRoutes } from './count-routes.ts'

type DialogProps = { count: CountOut; onClose: () => void }

/** Ends the counting, and says what becomes of what nobody looked at. */
export function CloseDialog({ count, onClose }: DialogProps) {
  const t = useText()
  const words = t.warehouse.counts
  const [uncounted, setUncounted] = useState<'leave' | 'zero'>('leave')
  const rest = count.lines - count.counted
  const close = useCommand('POST /api/stock-counts/:id/close', { refresh: countRoutes, onDone: onClose })
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.close_title}
      text={rest > 0 ? words.close_rest(rest) : words.close_all}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button
            kind="primary"
            busy={close.isPending}
            onClick={() => close.mutate({ params: { id: count.id }, body: { uncounted } })}
          >
            {words.close}
          </Button>
        </>
      }
    >
      {rest > 0 && (
        <Segmented
          label={words.uncounted}
          value={uncounted}
          onChange={setUncounted}
          help={words.uncounted_help[uncounted]}
          options={[
            { value: 'leave', label: words.uncounted_is.leave },
            { value: 'zero', label: words.uncounted_is.zero },
          ]}
        />
      )}
      <ProblemNote problem={close.error} />
    </Dialog>
  )
}

/** Writes the differences into the ledger: the consequence in figures first. */
export function PostDialog({ count, onClose }: DialogProps) {
  const t = useText()
  const words = t.warehouse.counts
  const format = useFormat()
  const { lines = 0, over = 0, under = 0 } = count.differences ?? {}
  const post = useCommand('POST /api/stock-counts/:id/post', {
    refresh: [...countRoutes, 'GET /api/products'],
    onDone: () => {
      toast(words.posted_done)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.post_title}
      text={lines === 0 ? words.post_none : words.post_text(lines, format.quantity(over), format.quantity(under))}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button
            kind="primary"
            busy={post.isPending}
            onClick={() => post.mutate({ params: { id: count.id }, body: {} })}
          >
            {words.post}
          </Button>
        </>
      }
    >
      <ProblemNote problem={post.error} />
    </Dialog>
  )
}

export function DropDialog({ count, onClose }: DialogProps) {
  const t = useText()
  const words = t.warehouse.counts
  const cancel = useCommand('POST /api/stock-counts/:id/cancel', {
    refresh: countRoutes,
    onDone: () => {
      toast(words.cancelled_done)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.cancel_title(count.number)}
      text={words.cancel_text(count.counted)}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button
            kind="danger-solid"
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ params: { id: count.id }, body: {} })}
          >
            {words.cancel}
          </Button>
        </>
      }
    >
      <ProblemNote problem={cancel.error} />
    </Dialog>
  )
}
