import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { useFormat } from '../ui/use-format.ts'
import { type ImportDetail, ImportState } from './import-page.tsx'
import './imports.css'

const refresh = ['GET /api/imports/:id', 'GET /api/imports'] as const
const undoable: readonly ImportDetail['status'][] = ['completed', 'cancelled', 'failed']

/** What can be done now with this import, whatever its state. */
export function RunActs({ run }: { run: ImportDetail }) {
  const t = useText().imports
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const start = useCommand('POST /api/imports/:id/run', { refresh })
  const rows = run.check.created + run.check.changed
  return (
    <div className="row wrap">
      <ImportState status={run.status} />
      <span className="grow" />
      <ProblemNote problem={start.error} />
      {run.status === 'checked' && rows === 0 && <span className="second">{t.nothing_to_run}</span>}
      {run.status === 'checked' && rows > 0 && (
        <Button kind="primary" busy={start.isPending} onClick={() => start.mutate({ params: { id: run.id } })}>
          {t.run(format.quantity(rows), rows)}
        </Button>
      )}
      {run.status === 'failed' && (
        <Button kind="primary" busy={start.isPending} onClick={() => start.mutate({ params: { id: run.id } })}>
          {t.resume}
        </Button>
      )}
      {undoable.includes(run.status) && run.run.rows_done > 0 && (
        <Button kind="danger" icon={Undo2} onClick={() => setAsking(true)}>
          {t.undo}
        </Button>
      )}
      {asking && <UndoDialog run={run} onClose={() => setAsking(false)} />}
    </div>
  )
}

/** How far the work is; it goes on when this page is left. */
export function Progress({ run }: { run: ImportDetail }) {
  const t = useText().imports
  const format = useFormat()
  const done = run.status === 'checking' ? run.check.rows_done : run.run.rows_done
  const cancel = useCommand('POST /api/imports/:id/cancel', { refresh })
  return (
    <section className="sheet sheet-pad stack" aria-label={t.states[run.status]}>
      <div className="row wrap" role="status">
        <b>{t.states[run.status]}</b>
        <span className="grow second">{t.progress(format.quantity(done), format.quantity(run.rows_total))}</span>
        {run.status === 'running' && (
          <Button size="s" busy={cancel.isPending} onClick={() => cancel.mutate({ params: { id: run.id } })}>
            {t.cancel}
          </Button>
        )}
      </div>
      <progress className="import-progress" aria-label={t.states[run.status]} max={run.rows_total} value={done} />
      <ProblemNote problem={cancel.error} />
    </section>
  )
}

function UndoDialog({ run, onClose }: { run: ImportDetail; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const undo = useCommand('POST /api/imports/:id/undo', { refresh, onDone: onClose })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.imports.undo_title}
      text={t.imports.undo_text(format.quantity(run.run.created + run.run.changed))}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button kind="danger-solid" busy={undo.isPending} onClick={() => undo.mutate({ params: { id: run.id } })}>
            {t.imports.undo}
          </Button>
        </>
      }
    >
      <ProblemNote problem={undo.error} />
      {undo.error && <Blockers problem={undo.error} />}
    </Dialog>
  )
}

type Blocker = { label: string; why: string }

/** What came after and depends on this import, by name. */
function Blockers({ problem }: { problem: Problem }) {
  const t = useText().imports
  const blockers = blockersIn(problem)
  if (blockers.length === 0) return null
  return (
    <>
      <p className="second">{t.blocked}</p>
      <ul className="import-blockers">
        {blockers.map(({ label, why }) => (
          <li key={`${label}${why}`}>
            <b>{label}</b> {why}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The problem document says them in its own member: read at this edge. */
function blockersIn({ members }: Problem): Blocker[] {
  const listed: unknown[] = Array.isArray(members.blocked) ? members.blocked : []
  return listed.filter(
    (one): one is Blocker => typeof one === 'object' && one !== null && 'label' in one && 'why' in one,
  )
}
