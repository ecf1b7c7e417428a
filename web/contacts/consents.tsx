import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/choice-fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { Section } from '../ui/section.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'

type Person = AnswerOf<'GET /api/people/:id'>
type Purpose = Person['consents'][number]['purpose']
const purposes = ['messages', 'marketing_email', 'marketing_phone', 'data_processing'] as const

/** What this person agreed to, when and how they said it; nobody asked is not the same as no. */
export function Consents({ person }: { person: Person }) {
  const t = useText().contacts.consents
  const format = useFormat()
  const may = useMay()
  const [asked, setAsked] = useState<Purpose | null>(null)
  return (
    <Section title={t.title} level={2}>
      <ul className="consents">
        {purposes.map((purpose) => {
          const given = person.consents.find((one) => one.purpose === purpose)
          return (
            <li key={purpose}>
              <span>
                <b>{t.purposes[purpose]}</b>
                <span className="quiet">
                  {given ? t.said(given.is_granted, format.nearDay(given.at), given.source) : t.not_asked}
                </span>
              </span>
              {may('contacts.change') && may('customers.change') && (
                <Button size="s" aria-label={t.write_of(t.purposes[purpose])} onClick={() => setAsked(purpose)}>
                  {t.write}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {asked && <ConsentDialog person={person} purpose={asked} onClose={() => setAsked(null)} />}
    </Section>
  )
}

type DialogProps = { person: Person; purpose: Purpose; onClose: () => void }

/** The latest answer holds; those before stay in the audit. */
function ConsentDialog({ person, purpose, onClose }: DialogProps) {
  const t = useText()
  const words = t.contacts.consents
  const before = person.consents.find((one) => one.purpose === purpose)
  const [answer, setAnswer] = useState<'yes' | 'no'>(before?.is_granted ? 'no' : 'yes')
  const [source, setSource] = useState('')
  const record = useCommand('POST /api/people/:id/consents', {
    refresh: ['GET /api/people/:id', 'GET /api/customers/:id'],
    onDone: () => {
      toast(words.written)
      onClose()
    },
  })
  const save = () =>
    record.mutate({ params: { id: person.id }, body: { purpose, is_granted: answer === 'yes', source: source.trim() } })
  return (
    <Dialog open onClose={onClose} title={words.ask[purpose](person.name)}>
      <Form problem={record.error} onSubmit={save}>
        <Segmented
          label={words.answer}
          value={answer}
          onChange={setAnswer}
          options={[
            { value: 'yes', label: words.yes },
            { value: 'no', label: words.no },
          ]}
        />
        <TextField
          label={words.source}
          help={words.source_help}
          maxLength={120}
          value={source}
          onChange={setSource}
          name="source"
        />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" keys="Enter" busy={record.isPending} disabled={source.trim() === ''}>
            {words.write}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
