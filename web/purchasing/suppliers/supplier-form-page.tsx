import type { AnswerOf } from '../../api/route-types.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { Link, useGo } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { NumberField, RutField } from '../../ui/figure-fields.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import '../../styles/sheets.css'
import '../purchasing.css'

type Supplier = AnswerOf<'GET /api/suppliers/:id'>

export function NewSupplierPage() {
  const t = useText().purchasing.suppliers
  return (
    <>
      <PageTitle title={t.create} back={to.suppliers()} />
      <SupplierForm supplier={null} />
    </>
  )
}

export function EditSupplierPage({ params }: PageProps) {
  const t = useText().purchasing.suppliers
  const supplier = useAnswer('GET /api/suppliers/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={supplier} what={t.the_supplier}>
      {(data) => (
        <>
          <PageTitle title={data.name} back={to.supplier(data.id)} />
          <SupplierForm key={data.version} supplier={data} />
        </>
      )}
    </QueryState>
  )
}

const usualDays = 30

const startOf = (supplier: Supplier | null) => ({
  name: supplier?.name ?? '',
  tax_id: supplier?.tax_id_text ?? '',
  contact_name: supplier?.contact_name ?? '',
  phone: supplier?.phone ?? '',
  email: supplier?.email ?? '',
  activity: supplier?.activity ?? '',
  address: supplier?.address ?? '',
  commune: supplier?.commune ?? '',
  city: supplier?.city ?? '',
  notes: supplier?.notes ?? '',
  payment_days: (supplier?.payment_days ?? usualDays) as number | null,
})
type Values = ReturnType<typeof startOf>

const bodyOf = ({ payment_days, name, ...texts }: Values) => ({
  name,
  kind: 'company' as const,
  ...(Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.trim() || null])) as Record<
    keyof typeof texts,
    string | null
  >),
  payment_days: payment_days ?? 0,
})

function SupplierForm({ supplier }: { supplier: Supplier | null }) {
  const t = useText()
  const words = t.purchasing.suppliers
  const go = useGo()
  const form = useForm(startOf(supplier), { draft: `supplier.${supplier?.id ?? 'new'}` })
  const options = (says: string) => ({
    refresh: ['GET /api/suppliers', 'GET /api/suppliers/:id'] as const,
    onDone: (saved: { id: string }) => {
      form.restart()
      toast(says)
      go(to.supplier(saved.id), { replace: true })
    },
    onRefused: ({ errors }: { errors: readonly { path: string; message: string }[] }) => form.refuse(errors),
  })
  const create = useCommand('POST /api/suppliers', options(words.created))
  const change = useCommand('PATCH /api/suppliers/:id', options(words.saved))
  const submit = () => {
    const body = bodyOf(form.values)
    if (supplier) change.mutate({ params: { id: supplier.id }, body })
    else create.mutate({ body })
  }
  return (
    <section className="sheet supplier-form">
      <Form onSubmit={submit} problem={create.error ?? change.error}>
        <div className="supplier-grid">
          <TextField label={t.contacts.name} autoFocus={!supplier} required {...form.field('name')} />
          <RutField label={t.contacts.tax_id} optional {...form.field('tax_id')} />
          <TextField label={t.contacts.contact_name} optional {...form.field('contact_name')} />
          <TextField label={t.contacts.phone} optional type="tel" {...form.field('phone')} />
          <TextField label={t.contacts.email} optional type="email" {...form.field('email')} />
          <NumberField label={words.payment_days} help={words.payment_days_help} {...form.field('payment_days')} />
          <TextField className="wide" label={t.contacts.activity} optional {...form.field('activity')} />
          <TextField className="wide" label={t.contacts.address} optional {...form.field('address')} />
          <TextField label={t.contacts.commune} optional {...form.field('commune')} />
          <TextField label={t.contacts.city} optional {...form.field('city')} />
          <TextArea label={t.contacts.notes} optional rows={3} {...form.field('notes')} />
        </div>
        <div className="supplier-foot">
          <Link className={buttonClass()} to={supplier ? to.supplier(supplier.id) : to.suppliers()}>
            {t.common.cancel}
          </Link>
          <Button kind="primary" type="submit" keys="Enter" busy={create.isPending || change.isPending}>
            {supplier ? t.common.save : words.create}
          </Button>
        </div>
      </Form>
    </section>
  )
}
