import { Archive, ArchiveRestore } from 'lucide-react'
import { useState } from 'react'
import { useCommand } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import { useGo } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { State } from '../ui/chip.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { partyRoutes } from './stale-routes.ts'

/** The views of a record: archived as a customer, somebody who is a supplier, too, goes on as one. */
const views = {
  customers: { archive: 'DELETE /api/customers/:id', restore: 'PATCH /api/customers/:id', list: to.customers },
  suppliers: { archive: 'DELETE /api/suppliers/:id', restore: 'PATCH /api/suppliers/:id', list: to.suppliers },
  people: { archive: 'DELETE /api/people/:id', restore: 'PATCH /api/people/:id', list: to.people },
} as const

type ArchiveProps = {
  view: keyof typeof views
  party: { id: string; name: string; archived_at: string | null; merged_into_id: string | null }
}

/** Puts a record into the archive after a question, or takes it out again. */
export function ArchiveAct({ view, party }: ArchiveProps) {
  const t = useText()
  const words = t.contacts
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const params = { id: party.id }
  const restore = useCommand(views[view].restore, {
    refresh: partyRoutes,
    onDone: () => toast(words.restored(party.name)),
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  const undo = () => restore.mutate({ params, body: { archived: false } })
  const archive = useCommand(views[view].archive, {
    refresh: partyRoutes,
    onDone: () => {
      toast(words.archived(party.name), { undo })
      go(views[view].list())
    },
  })
  // Of two records that were made one, the other never comes back.
  if (party.merged_into_id !== null) return null
  if (party.archived_at !== null) {
    return (
      <Button icon={ArchiveRestore} busy={restore.isPending} onClick={undo}>
        {words.restore}
      </Button>
    )
  }
  return (
    <>
      <Button icon={Archive} kind="quiet" onClick={() => setAsking(true)}>
        {words.archive}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.archive_title(party.name)}
        text={words.archive_texts[view]}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t.common.back}</Button>
            <Button kind="danger-solid" busy={archive.isPending} onClick={() => archive.mutate({ params })}>
              {words.archive}
            </Button>
          </>
        }
      >
        <ProblemNote problem={archive.error} />
      </Dialog>
    </>
  )
}

/** Says on the page of an archived record that it is one. */
export function ArchivedNote({ archived_at }: { archived_at: string | null }) {
  const t = useText().contacts
  const format = useFormat()
  if (archived_at === null) return null
  return (
    <p>
      <State tone="neutral">{t.archived_since(format.nearDay(archived_at))}</State>
    </p>
  )
}
