import type { TermsOut } from '#purchasing/contract'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField, NumberField } from '../../ui/figure-fields.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Supplier } from './supplier-page.tsx'

type DialogProps = { supplier: Supplier; terms: TermsOut; onClose: () => void }

/** What was agreed: it decides freight, the expected day and whether an order is large enough. */
export function TermsDialog({ supplier, terms, onClose }: DialogProps) {
  const t = useText()
  const words = t.purchasing.terms
  const form = useForm({
    minimum_minor: terms.minimum_minor as number | null,
    freight_minor: terms.freight_minor as number | null,
    free_freight_minor: terms.free_freight_minor,
    lead_time_days: terms.lead_time_days,
    order_email: terms.order_email ?? '',
    notes: terms.notes ?? '',
  })
  const save = useCommand('PATCH /api/suppliers/:id/terms', {
    refresh: ['GET /api/suppliers/:id/terms'],
    onDone: () => {
      toast(words.saved)
      onClose()
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const { values } = form
  const submit = () =>
    save.mutate({
      params: { id: supplier.id },
      body: {
        minimum_minor: values.minimum_minor ?? 0,
        freight_minor: values.freight_minor ?? 0,
        free_freight_minor: values.free_freight_minor,
        lead_time_days: values.lead_time_days,
        order_email: values.order_email.trim() || null,
        notes: values.notes.trim() || null,
      },
    })
  return (
    <Dialog open onClose={onClose} title={words.edit_title(supplier.name)} text={words.edit_text}>
      <Form problem={save.error} onSubmit={submit} className="stack">
        <div className="supplier-grid">
          <MoneyField label={words.minimum} autoFocus {...form.field('minimum_minor')} />
          <NumberField label={words.lead_time_field} optional {...form.field('lead_time_days')} />
          <MoneyField label={words.freight} {...form.field('freight_minor')} />
          <MoneyField label={words.free_freight} optional {...form.field('free_freight_minor')} />
          <TextField
            className="wide"
            type="email"
            label={words.order_email}
            optional
            help={words.order_email_help}
            {...form.field('order_email')}
          />
          <TextArea label={t.contacts.notes} optional rows={2} {...form.field('notes')} />
        </div>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" keys="Enter" busy={save.isPending}>
            {t.common.save}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
