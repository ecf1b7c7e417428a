import { useMay } from '../api/session-store.ts'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { Link, useGo } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Segmented } from '../ui/choice-fields.tsx'
import { MoneyField, NumberField, RutField } from '../ui/figure-fields.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { TextArea, TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import type { CustomerDetail } from './customer-facts.tsx'
import './contacts.css'

export function NewCustomerPage() {
  const t = useText()
  return (
    <>
      <PageTitle title={t.contacts.save_new} back={to.customers()} />
      <CustomerForm customer={null} />
    </>
  )
}

export function EditCustomerPage({ params }: PageProps) {
  const t = useText()
  const customer = useAnswer('GET /api/customers/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={customer} what={t.contacts.the_customer}>
      {(data) => (
        <>
          <PageTitle title={data.name} back={to.customer(data.id)} />
          <CustomerForm key={data.version} customer={data} />
        </>
      )}
    </QueryState>
  )
}

const startOf = (customer: CustomerDetail | null) => ({
  kind: customer?.kind ?? 'person',
  name: customer?.name ?? '',
  tax_id: customer?.tax_id_text ?? '',
  phone: customer?.phone ?? '',
  email: customer?.email ?? '',
  activity: customer?.activity ?? '',
  address: customer?.address ?? '',
  commune: customer?.commune ?? '',
  city: customer?.city ?? '',
  notes: customer?.notes ?? '',
  credit_limit_minor: (customer?.credit_limit_minor ?? 0) as number | null,
  payment_days: (customer?.payment_days ?? 30) as number | null,
})
type Values = ReturnType<typeof startOf>

/** The limit is sent only by those who may set it: from anybody else it would be refused. */
const bodyOf = ({ credit_limit_minor, payment_days, kind, name, ...texts }: Values, maySetLimit: boolean) => ({
  kind,
  name,
  ...(Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.trim() || null])) as Record<
    keyof typeof texts,
    string | null
  >),
  ...(maySetLimit && { credit_limit_minor: credit_limit_minor ?? 0 }),
  payment_days: payment_days ?? 0,
})

function CustomerForm({ customer }: { customer: CustomerDetail | null }) {
  const t = useText()
  const go = useGo()
  const may = useMay()
  const form = useForm(startOf(customer), { draft: `customer.${customer?.id ?? 'new'}` })
  const options = (says: string) => ({
    refresh: ['GET /api/customers', 'GET /api/customers/:id'] as const,
    onDone: (saved: { id: string }) => {
      form.restart()
      toast(says)
      go(to.customer(saved.id), { replace: true })
    },
    onRefused: ({ errors }: { errors: readonly { path: string; message: string }[] }) => form.refuse(errors),
  })
  const create = useCommand('POST /api/customers', options(t.contacts.created))
  const change = useCommand('PATCH /api/customers/:id', options(t.contacts.saved))
  const problem = create.error ?? change.error
  const submit = () => {
    const body = bodyOf(form.values, may('customers.credit'))
    if (customer) change.mutate({ params: { id: customer.id }, body })
    else create.mutate({ body })
  }
  return (
    <section className="sheet form-sheet">
      <Form onSubmit={submit} problem={problem}>
        <Segmented
          label={t.contacts.kind}
          value={form.values.kind}
          onChange={(kind) => form.set('kind', kind)}
          options={[
            { value: 'person', label: t.contacts.person },
            { value: 'company', label: t.contacts.company },
          ]}
        />
        <div className="form-grid">
          <TextField label={t.contacts.name} autoFocus={!customer} required {...form.field('name')} />
          <RutField label={t.contacts.tax_id} optional {...form.field('tax_id')} />
          <TextField label={t.contacts.phone} optional type="tel" {...form.field('phone')} />
          <TextField label={t.contacts.email} optional type="email" {...form.field('email')} />
          {form.values.kind === 'company' && (
            <TextField className="wide" label={t.contacts.activity} optional {...form.field('activity')} />
          )}
          <TextField className="wide" label={t.contacts.address} optional {...form.field('address')} />
          <TextField label={t.contacts.commune} optional {...form.field('commune')} />
          <TextField label={t.contacts.city} optional {...form.field('city')} />
          <CreditFields form={form} />
          <TextArea label={t.contacts.notes} optional rows={3} {...form.field('notes')} />
        </div>
        <div className="form-foot">
          <Link className={buttonClass()} to={customer ? to.customer(customer.id) : to.customers()}>
            {t.common.cancel}
          </Link>
          <Button kind="primary" type="submit" keys="Enter" busy={create.isPending || change.isPending}>
            {customer ? t.common.save : t.contacts.save_new}
          </Button>
        </div>
      </Form>
    </section>
  )
}

function CreditFields({ form }: { form: ReturnType<typeof useForm<Values>> }) {
  const t = useText()
  const may = useMay()
  return (
    <>
      {may('customers.credit') && <MoneyField label={t.contacts.credit_limit} {...form.field('credit_limit_minor')} />}
      <NumberField label={t.contacts.payment_days} {...form.field('payment_days')} />
    </>
  )
}
