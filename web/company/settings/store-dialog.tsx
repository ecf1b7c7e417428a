import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { useForm } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { DialogForm } from './dialog-form.tsx'
import type { Store } from './places-tab.tsx'

export function StoreDialog({ store, onClose }: { store: Store | null; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    name: store?.name ?? '',
    code: store?.code ?? '',
    address: store?.address ?? '',
    commune: store?.commune ?? '',
    city: store?.city ?? '',
    phone: store?.phone ?? '',
  })
  const options = {
    refresh: ['GET /api/stores'] as const,
    onDone: ({ name }: { name: string }) => {
      toast(t.settings.place_saved(name))
      onClose()
    },
    onRefused: ({ errors }: { errors: readonly { path: string; message: string }[] }) => form.refuse(errors),
  }
  const create = useCommand('POST /api/stores', options)
  const change = useCommand('PATCH /api/stores/:id', options)
  const submit = () => {
    const { name, code, ...texts } = form.values
    if (!form.judge({ name: name.trim() === '' && t.common.required })) return
    const optional = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.trim() || null]))
    const body = { ...optional, name: name.trim(), ...(code.trim() && { code: code.trim() }) }
    if (store) change.mutate({ params: { id: store.id }, version: store.version, body })
    else create.mutate({ body })
  }
  return (
    <DialogForm
      title={store ? t.settings.edit_thing(store.name) : t.settings.new_store}
      problem={create.error ?? change.error}
      busy={create.isPending || change.isPending}
      onSubmit={submit}
      onClose={onClose}
      beside={
        store && (
          <Button
            kind="danger"
            onClick={() =>
              change.mutate({ params: { id: store.id }, version: store.version, body: { archived: true } })
            }
          >
            {t.settings.archive}
          </Button>
        )
      }
    >
      <div className="form-grid">
        <TextField label={t.settings.place_name} autoFocus {...form.field('name')} />
        <TextField label={t.settings.code} optional {...form.field('code')} />
        <TextField label={t.settings.address} optional {...form.field('address')} />
        <TextField label={t.settings.commune} optional {...form.field('commune')} />
        <TextField label={t.settings.city} optional {...form.field('city')} />
        <TextField label={t.settings.phone} optional type="tel" {...form.field('phone')} />
      </div>
    </DialogForm>
  )
}
