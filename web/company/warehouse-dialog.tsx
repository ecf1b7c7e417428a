import type { Problem } from '../api/problem.ts'
import { type ReadRoute, useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Checkbox, Select } from '../ui/choice-fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { NumberField } from '../ui/figure-fields.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { TextArea, TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { PlaceActions } from './place-actions.tsx'
import type { Store, Warehouse } from './places-page.tsx'

const refresh: readonly ReadRoute[] = ['GET /api/warehouses']
type DialogProps = { warehouse: Warehouse | null; stores: readonly Store[]; onClose: () => void }

const startOf = (warehouse: Warehouse | null, stores: readonly Store[]) => ({
  store_id: warehouse?.store_id ?? stores[0]?.id ?? '',
  name: warehouse?.name ?? '',
  code: warehouse?.code ?? '',
  location: warehouse?.location ?? '',
  description: warehouse?.description ?? '',
  capacity: warehouse?.capacity ?? null,
  is_default: warehouse?.is_default ?? false,
})
type Values = ReturnType<typeof startOf>

const bodyOf = ({ name, code, location, description, capacity, is_default }: Values) => ({
  name: name.trim(),
  ...(code.trim() ? { code: code.trim() } : {}),
  location: location.trim() || null,
  description: description.trim() || null,
  capacity,
  ...(is_default ? { is_default: true as const } : {}),
})

/** Adds a warehouse to a store, changes it, or archives an empty one. */
export function WarehouseDialog({ warehouse, stores, onClose }: DialogProps) {
  const t = useText().stock.places
  const form = useForm(startOf(warehouse, stores))
  const told = (says: (name: string) => string) => ({
    refresh,
    onDone: ({ name }: Warehouse) => {
      toast(says(name))
      onClose()
    },
    onRefused: ({ errors }: Problem) => form.refuse(errors),
  })
  const create = useCommand('POST /api/warehouses', told(t.created))
  const change = useCommand(
    'PATCH /api/warehouses/:id',
    told(() => t.saved),
  )
  const put = useCommand('PATCH /api/warehouses/:id', told(warehouse?.archived_at ? t.restored_done : t.archived_done))
  const submit = () => {
    const body = bodyOf(form.values)
    if (warehouse) change.mutate({ params: { id: warehouse.id }, body, version: warehouse.version })
    else create.mutate({ body: { ...body, ...(form.values.store_id ? { store_id: form.values.store_id } : {}) } })
  }
  return (
    <Dialog open onClose={onClose} title={warehouse ? t.edit_title(warehouse.name) : t.new_warehouse_title}>
      <Form problem={create.error ?? change.error ?? put.error} onSubmit={submit}>
        <div className="form-grid">
          <TextField label={t.name} autoFocus required {...form.field('name')} />
          <TextField label={t.code} optional={!warehouse} help={t.code_help} {...form.field('code')} />
          {!warehouse && stores.length > 1 && (
            <Select
              label={t.store}
              {...form.field('store_id')}
              options={stores.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <TextField label={t.location} optional {...form.field('location')} />
          <NumberField label={t.capacity} optional {...form.field('capacity')} />
          <TextArea label={t.description} optional rows={2} {...form.field('description')} />
        </div>
        <Checkbox
          label={t.is_default}
          checked={form.values.is_default}
          disabled={warehouse?.is_default ?? false}
          onChange={(is_default) => form.set('is_default', is_default)}
        />
        <PlaceActions
          place={warehouse}
          consequence={t.archive_warehouse}
          busy={create.isPending || change.isPending}
          moving={put.isPending}
          onClose={onClose}
          onPut={(archived) => warehouse && put.mutate({ params: { id: warehouse.id }, body: { archived } })}
        />
      </Form>
    </Dialog>
  )
}
