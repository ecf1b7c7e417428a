import type { AnswerOf } from '../../api/route-types.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Select } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { PlaceActions } from '../place-actions.tsx'
import type { Store, Till } from './tills-tab.tsx'

type TillDialogProps = {
  till: Till | null
  stores: readonly Store[]
  warehouses: readonly AnswerOf<'GET /api/warehouses/:id'>[]
  onClose: () => void
}

/** A till belongs to a store for good; the warehouse it sells from may change. */
export function TillDialog({ till, stores, warehouses, onClose }: TillDialogProps) {
  const t = useText()
  const form = useForm({
    name: till?.name ?? '',
    store_id: till?.store_id ?? stores[0]?.id ?? '',
    warehouse_id: till?.warehouse_id ?? '',
  })
  const options = (says: (name: string) => string) => ({
    refresh: ['GET /api/tills'] as const,
    onDone: ({ name }: { name: string }) => {
      toast(says(name))
      onClose()
    },
    onRefused: ({ errors }: { errors: readonly { path: string; message: string }[] }) => form.refuse(errors),
  })
  const create = useCommand('POST /api/tills', options(t.settings.place_saved))
  const change = useCommand('PATCH /api/tills/:id', options(t.settings.place_saved))
  const { archived_done, restored_done } = t.stock.places
  const put = useCommand('PATCH /api/tills/:id', options(till?.archived_at ? restored_done : archived_done))
  const { store_id } = form.values
  const near = warehouses.filter((one) => one.store_id === store_id)
  const warehouse_id = form.values.warehouse_id || near.find((one) => one.is_default)?.id || ''
  const submit = () => {
    const name = form.values.name.trim()
    if (!form.judge({ name: name === '' && t.common.required })) return
    const body = { name, ...(warehouse_id && { warehouse_id }) }
    if (till) change.mutate({ params: { id: till.id }, version: till.version, body })
    else create.mutate({ body: { ...body, store_id } })
  }
  return (
    <Dialog open stays onClose={onClose} title={till ? t.settings.edit_thing(till.name) : t.settings.new_till}>
      <Form onSubmit={submit} problem={create.error ?? change.error ?? put.error} className="stack">
        <TextField label={t.settings.place_name} autoFocus {...form.field('name')} />
        <Select
          label={t.settings.store}
          value={store_id}
          disabled={till !== null}
          onChange={(next) => form.change({ store_id: next, warehouse_id: '' })}
          options={stores.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Select
          label={t.settings.warehouse}
          {...form.field('warehouse_id')}
          value={warehouse_id}
          options={near.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <PlaceActions
          place={till}
          consequence={t.settings.archive_till}
          busy={create.isPending || change.isPending}
          moving={put.isPending}
          onClose={onClose}
          onPut={(archived) => till && put.mutate({ params: { id: till.id }, body: { archived } })}
        />
      </Form>
    </Dialog>
  )
}
