import { useAnswer, useCommand } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { Link, useGo } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { QueryState } from '../shell/query-state.tsx'
import { PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Checkbox, Segmented } from '../ui/choice-fields.tsx'
import { RutField } from '../ui/figure-fields.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { TextArea, TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { bodyOf, type Person, type PersonRole, roles, startOf } from './person-values.ts'
import { RepFields, StaffFields } from './role-fields.tsx'
import { useMayRole } from './roles.ts'
import { partyRoutes } from './stale-routes.ts'
import './contacts.css'

const fromAddress = { rol: '', proveedor: '' }

/** `/personas/nueva`: an employee, a supplier's representative, or anybody else the shop deals with. */
export function NewPersonPage() {
  const t = useText().contacts
  const [{ rol, proveedor }] = useAddress(fromAddress)
  const role = roles.find((one) => one === rol) ?? 'is_employee'
  return (
    <>
      <PageTitle title={t.new_of[role]} back={to.people()} />
      <PersonForm key={role} person={null} first={role} represents_id={proveedor} />
    </>
  )
}

export function EditPersonPage({ params }: PageProps) {
  const t = useText().contacts
  const person = useAnswer('GET /api/people/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={person} what={t.the_person}>
      {(data) => (
        <>
          <PageTitle title={data.name} back={to.person(data.id)} />
          <PersonForm key={data.version} person={data} first={null} represents_id={data.represents_id ?? ''} />
        </>
      )}
    </QueryState>
  )
}

type FormProps = { person: Person | null; first: PersonRole | null; represents_id: string }

function PersonForm({ person, first, represents_id }: FormProps) {
  const t = useText()
  const words = t.contacts
  const form = useForm(startOf(person, first, represents_id))
  const acts = useActs(person, form.refuse)
  const submit = () => {
    const isWhole = form.judge({
      name: form.values.name.trim() === '' && t.common.required,
      is_customer: !roles.some((one) => form.values[one]) && words.role_missing,
    })
    if (isWhole) acts.save(bodyOf(form.values))
  }
  return (
    <section className="sheet form-sheet">
      <Form onSubmit={submit} problem={acts.problem}>
        <Segmented
          label={words.kind}
          value={form.values.kind}
          onChange={(kind) => form.set('kind', kind)}
          options={[
            { value: 'person', label: words.person },
            { value: 'company', label: words.company },
          ]}
        />
        <RoleChecks form={form} />
        <div className="form-grid">
          <TextField label={words.name} autoFocus={!person} required {...form.field('name')} />
          <RutField label={words.tax_id} optional {...form.field('tax_id')} />
          <TextField label={words.phone} optional type="tel" {...form.field('phone')} />
          <TextField label={words.email} optional type="email" {...form.field('email')} />
          {form.values.is_employee && <StaffFields form={form} />}
          {form.values.is_rep && <RepFields form={form} />}
          <TextField className="wide" label={words.address} optional {...form.field('address')} />
          <TextField label={words.commune} optional {...form.field('commune')} />
          <TextField label={words.city} optional {...form.field('city')} />
          <TextArea label={words.notes} optional rows={3} {...form.field('notes')} />
        </div>
        <div className="form-foot">
          <Link className={buttonClass()} to={person ? to.person(person.id) : to.people()}>
            {t.common.cancel}
          </Link>
          <Button kind="primary" type="submit" keys="Enter" busy={acts.busy}>
            {person ? t.common.save : words.save_person}
          </Button>
        </div>
      </Form>
    </section>
  )
}

type PersonBody = ReturnType<typeof bodyOf>
type Errors = readonly { path: string; message: string }[]

function useActs(person: Person | null, onRefused: (errors: Errors) => void) {
  const t = useText().contacts
  const go = useGo()
  const options = (says: string) => ({
    refresh: partyRoutes,
    onDone: (saved: { id: string }) => {
      toast(says)
      go(to.person(saved.id), { replace: true })
    },
    onRefused: ({ errors }: { errors: Errors }) => onRefused(errors),
  })
  const create = useCommand('POST /api/people', options(t.created_person))
  const change = useCommand('PATCH /api/people/:id', options(t.saved))
  return {
    busy: create.isPending || change.isPending,
    problem: create.error ?? change.error,
    save: (body: PersonBody) =>
      person ? change.mutate({ params: { id: person.id }, body, version: person.version }) : create.mutate({ body }),
  }
}

/** What they are to the shop; who may not keep a role of theirs sees it and leaves it. */
function RoleChecks({ form }: { form: ReturnType<typeof useForm<ReturnType<typeof startOf>>> }) {
  const t = useText().contacts
  const mayRole = useMayRole()
  const error = form.errors.is_customer
  return (
    <fieldset className="role-checks" aria-describedby={error ? 'role-error' : undefined}>
      <legend className="field-label">{t.roles_label}</legend>
      {roles.map((role) => (
        <Checkbox
          key={role}
          name={role}
          label={t.roles[role]}
          checked={form.values[role]}
          disabled={!mayRole(role)}
          onChange={(is) => form.set(role, is)}
        />
      ))}
      {error && (
        <p className="field-error" id="role-error">
          {error}
        </p>
      )}
    </fieldset>
  )
}
