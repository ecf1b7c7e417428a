import { useAnswer } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Checkbox, Segmented } from '../../ui/choice-fields.tsx'

/** Null means everywhere, also in places that open later. */
export type Places = { store_ids: string[] | null; warehouse_ids: string[] | null }

type PlacesFieldProps = { value: Places; onChange: (places: Places) => void; error?: string | undefined }

/** Where somebody works: everywhere, or only in the stores and warehouses that are ticked. */
export function PlacesField({ value, onChange, error }: PlacesFieldProps) {
  const t = useText().users
  const some = value.store_ids !== null || value.warehouse_ids !== null
  const stores = useAnswer('GET /api/stores', { query: { limit: '200' } }, { enabled: some })
  const warehouses = useAnswer('GET /api/warehouses', { query: { limit: '200' } }, { enabled: some })
  return (
    <div className="stack whole-row">
      <Segmented
        label={t.places}
        {...(error && { error })}
        value={some ? 'some' : 'all'}
        onChange={(wanted) =>
          onChange(
            wanted === 'some' ? { store_ids: [], warehouse_ids: null } : { store_ids: null, warehouse_ids: null },
          )
        }
        options={[
          { value: 'all', label: t.everywhere },
          { value: 'some', label: t.only_some },
        ]}
      />
      {some && (
        <>
          <PlaceChecks
            label={t.stores}
            places={stores.data?.items ?? []}
            chosen={value.store_ids}
            onChange={(store_ids) => onChange({ ...value, store_ids })}
          />
          <PlaceChecks
            label={t.warehouses}
            places={warehouses.data?.items ?? []}
            chosen={value.warehouse_ids}
            onChange={(warehouse_ids) => onChange({ ...value, warehouse_ids })}
          />
        </>
      )}
    </div>
  )
}

type PlaceChecksProps = {
  label: string
  places: readonly { id: string; name: string }[]
  chosen: string[] | null
  onChange: (chosen: string[] | null) => void
}

function PlaceChecks({ label, places, chosen, onChange }: PlaceChecksProps) {
  const t = useText().users
  const toggle = (id: string, on: boolean) =>
    onChange(on ? [...(chosen ?? []), id] : (chosen ?? []).filter((one) => one !== id))
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <Checkbox label={t.all_of(label)} checked={chosen === null} onChange={(all) => onChange(all ? null : [])} />
      {chosen !== null && (
        <div className="permission-list">
          {places.map(({ id, name }) => (
            <Checkbox key={id} label={name} checked={chosen.includes(id)} onChange={(on) => toggle(id, on)} />
          ))}
        </div>
      )}
    </fieldset>
  )
}

export const placesMissing = ({ store_ids, warehouse_ids }: Places): boolean =>
  store_ids?.length === 0 || warehouse_ids?.length === 0
