import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Select } from '../ui/choice-fields.tsx'
import { FilterBox, ListBar, SearchField } from '../ui/list-tools.tsx'
import { TextField } from '../ui/text-field.tsx'

import { actName } from './act-name.ts'

/** What the list shows; the names are those of the address bar. */
export type AuditValues = {
  q: string
  cosa: string
  cosa_id: string
  persona: string
  accion: string
  desde: string
  hasta: string
}

type AuditFiltersProps = { values: AuditValues; onChange: (values: Partial<AuditValues>) => void }

export function AuditFilters({ values, onChange }: AuditFiltersProps) {
  const t = useText().audit
  return (
    <ListBar>
      <SearchField label={t.search} value={values.q} onChange={(q) => onChange({ q })} />
      <Select
        label={t.thing}
        hideLabel
        size="s"
        value={values.cosa}
        onChange={(cosa) => onChange({ cosa })}
        options={[
          { value: '', label: t.anything },
          ...Object.entries(t.things).map(([value, label]) => ({ value, label })),
        ]}
      />
      <ActorFilter value={values.persona} onChange={(persona) => onChange({ persona })} />
      <TextField
        label={t.from}
        hideLabel
        size="s"
        type="date"
        before={<span className="quiet">{t.from}</span>}
        value={values.desde}
        onChange={(desde) => onChange({ desde })}
      />
      <TextField
        label={t.to}
        hideLabel
        size="s"
        type="date"
        before={<span className="quiet">{t.to}</span>}
        value={values.hasta}
        onChange={(hasta) => onChange({ hasta })}
      />
      {values.accion && (
        <FilterBox name={t.action} value={actName(t, values.accion)} onRemove={() => onChange({ accion: '' })} />
      )}
      {values.cosa_id && <FilterBox name={t.on} value={values.cosa_id} onRemove={() => onChange({ cosa_id: '' })} />}
    </ListBar>
  )
}

function ActorFilter({ value, onChange }: { value: string; onChange: (actor: string) => void }) {
  const t = useText().audit
  const may = useMay()
  const users = useAnswer('GET /api/users', { query: { limit: '200' } }, { enabled: may('users.see') })
  if (!may('users.see')) return null
  return (
    <Select
      label={t.actor}
      hideLabel
      size="s"
      value={value}
      onChange={onChange}
      options={[
        { value: '', label: t.anybody },
        ...(users.data?.items ?? []).map(({ id, full_name }) => ({ value: id, label: full_name })),
      ]}
    />
  )
}
