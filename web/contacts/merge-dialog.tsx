import { Merge } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { toast } from '../ui/toast.tsx'

type Person = AnswerOf<'GET /api/people'>['items'][number]
const refresh = [
  'GET /api/people',
  'GET /api/people/:id',
  'GET /api/customers',
  'GET /api/customers/:id',
  'GET /api/customer-accounts',
] as const
const lettersMin = 2

/** The way to it, among the acts of a record. */
export function MergeAct({ id, name }: { id: string; name: string }) {
  const t = useText().contacts
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon={Merge} kind="quiet" onClick={() => setOpen(true)}>
        {t.merge.act}
      </Button>
      {isOpen && <MergeDialog id={id} name={name} onClose={() => setOpen(false)} />}
    </>
  )
}

/** One person written down twice becomes one: what was chosen here goes, and this record keeps the history of both. */
function MergeDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const t = useText()
  const words = t.contacts.merge
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<Person | null>(null)
  const isAsked = query.trim().length >= lettersMin
  const found = useAnswer('GET /api/people', { query: { q: query.trim() } }, { enabled: isAsked })
  const others = isAsked ? (found.data?.items ?? []).filter((one) => one.id !== id) : []
  const merge = useCommand('POST /api/people/:id/merge', {
    refresh,
    onDone: () => {
      toast(words.done(name))
      onClose()
    },
  })
  const unite = () => chosen && merge.mutate({ params: { id }, body: { duplicate_id: chosen.id } })
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title(name)}
      text={words.text(name)}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button kind="danger-solid" disabled={chosen === null} busy={merge.isPending} onClick={unite}>
            {words.unite}
          </Button>
        </>
      }
    >
      <Combobox
        label={words.other}
        placeholder={t.contacts.search}
        query={query}
        onQuery={(typed) => {
          setChosen(null)
          setQuery(typed)
        }}
        loading={found.isFetching}
        picked={chosen && { id: chosen.id, text: chosen.name }}
        choices={others.map((one) => ({
          id: one.id,
          text: one.name,
          hint: one.tax_id_text ?? one.phone ?? one.email ?? '',
        }))}
        onPick={(choice) => {
          setChosen(others.find((one) => one.id === choice.id) ?? null)
          setQuery('')
        }}
      />
      <ProblemNote problem={merge.error} />
    </Dialog>
  )
}
