import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Checkbox, Select } from '../../ui/choice-fields.tsx'
import { MoneyField, NumberField } from '../../ui/figure-fields.tsx'
import { useForm } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { DialogForm } from './dialog-form.tsx'
import type { Method } from './methods-tab.tsx'

const pointsPerPercent = 100
const kinds = ['cash', 'card', 'transfer', 'cheque', 'credit', 'store_credit', 'mobile'] as const

const startOf = (method: Method | null) => ({
  code: method?.code ?? '',
  name: method?.name ?? '',
  kind: method?.kind ?? ('card' as const),
  fee_percent: ((method?.fee_basis_points ?? 0) / pointsPerPercent) as number | null,
  fee_fixed_minor: (method?.fee_fixed_minor ?? 0) as number | null,
  needs_reference: method?.needs_reference ?? false,
  is_active: method?.is_active ?? true,
})

export function MethodDialog({ method, onClose }: { method: Method | null; onClose: () => void }) {
  const t = useText()
  const form = useForm(startOf(method))
  const options = {
    refresh: ['GET /api/payment-methods'] as const,
    onDone: ({ name }: { name: string }) => {
      toast(t.settings.place_saved(name))
      onClose()
    },
    onRefused: ({ errors }: { errors: readonly { path: string; message: string }[] }) => form.refuse(errors),
  }
  const create = useCommand('POST /api/payment-methods', options)
  const change = useCommand('PATCH /api/payment-methods/:code', options)
  const submit = () => {
    const { code, kind, is_active, name, needs_reference } = form.values
    const missing = t.common.required
    if (!form.judge({ name: name.trim() === '' && missing, code: code.trim() === '' && missing })) return
    const common = {
      name: name.trim(),
      fee_basis_points: Math.round((form.values.fee_percent ?? 0) * pointsPerPercent),
      fee_fixed_minor: form.values.fee_fixed_minor ?? 0,
      needs_reference,
    }
    if (method) {
      change.mutate({ params: { code: method.code }, version: method.version, body: { ...common, is_active } })
    } else create.mutate({ body: { ...common, code: code.trim(), kind } })
  }
  return (
    <DialogForm
      title={method ? t.settings.edit_thing(method.name) : t.settings.new_method}
      problem={create.error ?? change.error}
      busy={create.isPending || change.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={t.settings.place_name} autoFocus {...form.field('name')} />
      {!method && (
        <div className="form-grid">
          <TextField label={t.settings.method_code} help={t.settings.method_code_help} {...form.field('code')} />
          <Select
            label={t.settings.method_kind}
            value={form.values.kind}
            onChange={(kind) => form.set('kind', kind)}
            options={kinds.map((value) => ({ value, label: t.settings.method_kinds[value] }))}
          />
        </div>
      )}
      <div className="form-grid">
        <NumberField
          label={t.settings.fee_percent}
          after={<span aria-hidden="true">{t.settings.percent}</span>}
          {...form.field('fee_percent')}
        />
        <MoneyField label={t.settings.fee_fixed} {...form.field('fee_fixed_minor')} />
      </div>
      <Checkbox
        label={t.settings.needs_reference}
        checked={form.values.needs_reference}
        onChange={(next) => form.set('needs_reference', next)}
      />
      {method && (
        <Checkbox
          label={t.settings.is_active}
          checked={form.values.is_active}
          onChange={(next) => form.set('is_active', next)}
        />
      )}
    </DialogForm>
  )
}
