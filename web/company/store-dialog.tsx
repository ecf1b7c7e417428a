import type { Problem } from '../api/problem.ts'
import { type ReadRoute, useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { PlaceActions } from './place-actions.tsx'
import type { Store } from './places-page.tsx'

const refresh: readonly ReadRoute[] = ['GET /api/stores']

/** Opens a store, changes it, or puts it in the archive. */
export function StoreDialog({ store, onClose }: { store: Store | null; onClose: () => void }) {
  const t = useText().stock.places
  const form = useForm({
    name: store?.name ?? '',
    code: store?.code ?? '',
    address: store?.address ?? '',
    commune: store?.commune ?? '',
    city: store?.city ?? '',
    phone: store?.phone ?? '',
    email: store?.email ?? '',
  })
  const told = (says: (name: string) => string) => ({
    refresh,
    onDone: ({ name }: Store) => {
      toast(says(name))
      onClose()
    },
    onRefused: ({ errors }: Problem) => form.refuse(errors),
  })
  const create = useCommand('POST /api/stores', told(t.created))
  const change = useCommand(
    'PATCH /api/stores/:id',
    told(() => t.saved),
  )
  const put = useCommand('PATCH /api/stores/:id', told(store?.archived_at ? t.restored_done : t.archived_done))
  const submit = () => {
    const { name, code, ...texts } = form.values
    const rest = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.trim() || null]))
    const body = { name: name.trim(), ...(code.trim() ? { code: code.trim() } : {}), ...rest }
    if (store) change.mutate({ params: { id: store.id }, body, version: store.version })
    else create.mutate({ body })
  }
  return (
    <Dialog open onClose={onClose} title={store ? t.edit_title(store.name) : t.new_store_title}>
      <Form problem={create.error ?? change.error ?? put.error} onSubmit={submit}>
        <div className="form-grid">
          <TextField label={t.name} autoFocus required {...form.field('name')} />
          <TextField label={t.code} optional={!store} help={t.code_help} {...form.field('code')} />
          <TextField className="whole-row" label={t.address} optional {...form.field('address')} />
          <TextField label={t.commune} optional {...form.field('commune')} />
          <TextField label={t.city} optional {...form.field('city')} />
          <TextField label={t.phone} optional type="tel" {...form.field('phone')} />
          <TextField label={t.email} optional type="email" {...form.field('email')} />
        </div>
        <PlaceActions
          place={store}
          consequence={t.archive_store}
          busy={create.isPending || change.isPending}
          moving={put.isPending}
          onClose={onClose}
          onPut={(archived) => store && put.mutate({ params: { id: store.id }, body: { archived } })}
        />
      </Form>
    </Dialog>
  )
}
