// What other subjects of the web may use of contacts.
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { RutField } from '../ui/figure-fields.tsx'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'

export { ArchiveAct, ArchivedNote } from './archive-act.tsx'

export type Customer = { id: string; name: string; tax_id: string | null }

/** Finds a customer by phone, e-mail, name or tax id, or makes one on the spot. */
export function CustomerPicker({ onPick }: { onPick: (customer: Customer) => void }) {
  const t = useText()
  const [query, setQuery] = useState('')
  const [adding, setAdding] = useState(false)
  const found = useAnswer('GET /api/customers/search', { query: { q: query } }, { enabled: query.trim().length >= 2 })
  if (adding) return <NewCustomer name={query} onDone={onPick} />
  const people = query.trim().length >= 2 ? (found.data?.items ?? []) : []
  return (
    <Combobox
      label={t.customer_picker.label}
      placeholder={t.customer_picker.placeholder}
      query={query}
      onQuery={setQuery}
      loading={found.isFetching}
      choices={people.map(({ id, name, tax_id_text, phone, email }) => ({
        id,
        text: name,
        hint: tax_id_text ?? phone ?? email ?? '',
      }))}
      last={{ id: 'new', text: t.customer_picker.create(query.trim()) }}
      onPick={(choice) => {
        if (choice.id === 'new') setAdding(true)
        const person = people.find(({ id }) => id === choice.id)
        if (person) onPick({ id: person.id, name: person.name, tax_id: person.tax_id_text })
      }}
    />
  )
}

function NewCustomer({ name: typed, onDone }: { name: string; onDone: (customer: Customer) => void }) {
  const t = useText()
  const isNumber = /^\d/.test(typed.trim())
  const [name, setName] = useState(isNumber ? '' : typed)
  const [tax_id, setTaxId] = useState(isNumber ? typed : '')
  const [phone, setPhone] = useState('')
  const create = useCommand('POST /api/customers', {
    onDone: (party) => onDone({ id: party.id, name: party.name, tax_id: party.tax_id_text }),
  })
  return (
    <Form
      problem={create.error}
      onSubmit={() => create.mutate({ body: { name, tax_id: tax_id.trim() || null, phone: phone.trim() || null } })}
    >
      <TextField label={t.customer_picker.name} value={name} onChange={setName} autoFocus name="name" />
      <RutField label={t.customer_picker.tax_id} value={tax_id} onChange={setTaxId} optional name="tax_id" />
      <TextField label={t.customer_picker.phone} value={phone} onChange={setPhone} optional type="tel" name="phone" />
      <Button kind="primary" type="submit" icon={UserPlus} busy={create.isPending} keys="Enter">
        {t.customer_picker.save}
      </Button>
    </Form>
  )
}
