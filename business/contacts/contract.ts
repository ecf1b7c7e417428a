import { z } from 'zod'
import { contract } from '#platform/contract'
import {
  ById,
  Email,
  Flag,
  Id,
  Instant,
  line,
  MinorNotNegative,
  MinorOut,
  PageQuery,
  pageOf,
  paragraph,
} from '#platform/units'

export const PartyKind = z.enum(['person', 'company'])
export const DocumentKind = z.enum(['tax_id', 'passport', 'other'])
export const Purpose = z.enum(['marketing_email', 'marketing_phone', 'messages', 'data_processing'])

// ── what is answered ──────────────────────────────────────────────────────────────────────────────────────────────

export const AddressOut = z.object({
  id: Id,
  label: z.string().nullable(),
  line: z.string().nullable(),
  commune: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postal_code: z.string().nullable(),
  country: z.string().nullable(),
})
export type Address = z.infer<typeof AddressOut>

export const ConsentOut = z.object({ purpose: Purpose, is_granted: z.boolean(), source: z.string(), at: Instant })
export type Consent = z.infer<typeof ConsentOut>

export const TimelineOut = z.object({
  at: Instant,
  /** `order`, `quote`, `payment` ...: with `thing_id` it says where a click leads. */
  kind: z.string(),
  thing_id: Id,
  label: z.string(),
  amount_minor: MinorOut.nullable(),
})
export type TimelineEntry = z.infer<typeof TimelineOut>

export const PartyOut = z.object({
  id: Id,
  code: z.string().nullable(),
  kind: PartyKind,
  name: z.string(),
  document_kind: DocumentKind,
  tax_id: z.string().nullable(),
  /** The number as people of the country write it. */
  tax_id_text: z.string().nullable(),
  activity: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** The first address, in one line. */
  address: z.string().nullable(),
  commune: z.string().nullable(),
  city: z.string().nullable(),
  contact_name: z.string().nullable(),
  job_title: z.string().nullable(),
  notes: z.string().nullable(),
  is_customer: z.boolean(),
  is_supplier: z.boolean(),
  is_employee: z.boolean(),
  is_rep: z.boolean(),
  user_id: Id.nullable(),
  represents_id: Id.nullable(),
  credit_limit_minor: MinorOut,
  payment_days: z.int(),
  order_count: z.int(),
  spent_minor: MinorOut,
  last_order_at: Instant.nullable(),
  version: z.int(),
  created_at: Instant,
  updated_at: Instant,
  archived_at: Instant.nullable(),
  merged_into_id: Id.nullable(),
})
export type Party = z.infer<typeof PartyOut>

/** One party with its addresses, what it agreed to, and the latest of what happened. */
export const PartyDetailOut = PartyOut.extend({
  addresses: z.array(AddressOut),
  consents: z.array(ConsentOut),
  timeline: z.array(TimelineOut),
})
export type PartyDetail = z.infer<typeof PartyDetailOut>

// ── what is asked ─────────────────────────────────────────────────────────────────────────────────────────────────

export const AddressIn = z
  .strictObject({
    label: line(60).nullish(),
    line: line(300).nullish(),
    commune: line(80).nullish(),
    city: line(80).nullish(),
    region: line(80).nullish(),
    postal_code: line(20).nullish(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullish(),
  })
  .refine((address) => Object.values(address).some(Boolean), { error: 'person.empty_address' })
export type AddressIn = z.infer<typeof AddressIn>
const ADDRESSES_MAX = 20

/** What every view of a party accepts. `address`, `commune` and `city` are the first address in short. */
const Common = z.strictObject({
  code: line(40).nullish(),
  kind: PartyKind.optional(),
  name: line(200),
  document_kind: DocumentKind.optional(),
  tax_id: line(30).nullish(),
  activity: line(200).nullish(),
  email: Email.nullish(),
  phone: line(40).nullish(),
  contact_name: line(120).nullish(),
  notes: paragraph(4000).nullish(),
  address: line(300).nullish(),
  commune: line(80).nullish(),
  city: line(80).nullish(),
  addresses: z.array(AddressIn).max(ADDRESSES_MAX).optional(),
})
const credit = { credit_limit_minor: MinorNotNegative.optional(), payment_days: z.int().min(0).max(365).optional() }
const work = { job_title: line(120).nullish(), user_id: Id.nullish() }
const rep = { represents_id: Id.nullish() }
const roles = {
  is_customer: z.boolean().optional(),
  is_supplier: z.boolean().optional(),
  is_employee: z.boolean().optional(),
  is_rep: z.boolean().optional(),
}
const made = { id: Id.optional() }
/** `false` takes the record out of the archive. */
const restored = { archived: z.literal(false).optional() }

export const CreatePerson = Common.extend({ ...made, ...credit, ...work, ...rep, ...roles })
export type CreatePerson = z.infer<typeof CreatePerson>
export const ChangePerson = CreatePerson.omit({ id: true }).partial().extend(restored)
export type ChangePerson = z.infer<typeof ChangePerson>

const CreateCustomer = Common.extend({ ...made, ...credit })
const ChangeCustomer = CreateCustomer.omit({ id: true }).partial().extend(restored)
const CreateSupplier = Common.extend({ ...made, payment_days: credit.payment_days })
const ChangeSupplier = CreateSupplier.omit({ id: true }).partial().extend(restored)
const CreateEmployee = Common.extend({ ...made, ...work })
const ChangeEmployee = CreateEmployee.omit({ id: true }).partial().extend(restored)
const CreateRep = Common.extend({ ...made, ...rep })
const ChangeRep = CreateRep.omit({ id: true }).partial().extend(restored)

export const MergePerson = z.strictObject({ duplicate_id: Id })
export const RecordConsent = z.strictObject({ purpose: Purpose, is_granted: z.boolean(), source: line(120) })
export type RecordConsent = z.infer<typeof RecordConsent>

export const PartiesQuery = PageQuery.extend({ archived: Flag.optional() })
export type PartiesQuery = z.infer<typeof PartiesQuery>
const PeopleQuery = PartiesQuery.extend({
  is_customer: Flag.optional(),
  is_supplier: Flag.optional(),
  is_employee: Flag.optional(),
  is_rep: Flag.optional(),
})
export type PeopleQuery = z.infer<typeof PeopleQuery>
/** Those of one supplier. */
const RepsQuery = PartiesQuery.extend({ represents_id: Id.optional() })
export type RepsQuery = z.infer<typeof RepsQuery>
const SearchQuery = z.object({ q: z.string().trim().min(1).max(200) })

// ── routes ────────────────────────────────────────────────────────────────────────────────────────────────────────

const list = { query: PartiesQuery, answers: { 200: pageOf(PartyOut) } } as const
const created = { answers: { 201: PartyDetailOut } } as const
const one = { params: ById, answers: { 200: PartyDetailOut } } as const

export const contactsContract = contract({
  'GET /api/people': {
    ...list,
    may: 'contacts.see',
    says: 'Everybody the caller may see, with filters.',
    query: PeopleQuery,
  },
  'POST /api/people': { ...created, may: 'contacts.change', says: 'Adds a person or company.', body: CreatePerson },
  'GET /api/people/:id': { ...one, may: 'contacts.see', says: 'One person or company.' },
  'PATCH /api/people/:id': { ...one, may: 'contacts.change', says: 'Changes a person or company.', body: ChangePerson },
  'DELETE /api/people/:id': { ...one, may: 'contacts.change', says: 'Archives a person or company.' },
  'GET /api/people/:id/timeline': {
    may: 'contacts.see',
    says: 'What happened with one person or company, latest first.',
    params: ById,
    query: PageQuery.pick({ limit: true, cursor: true }),
    answers: { 200: pageOf(TimelineOut) },
  },
  'POST /api/people/:id/merge': {
    ...one,
    may: 'contacts.merge',
    says: 'Merges a duplicate into this record, which stays.',
    body: MergePerson,
  },
  'POST /api/people/:id/consents': {
    may: 'contacts.change',
    says: 'Records that somebody agreed to something or withdrew.',
    params: ById,
    body: RecordConsent,
    answers: { 201: PartyDetailOut },
  },

  'GET /api/customers': { ...list, may: 'customers.see', says: 'Customers with their order count.' },
  'GET /api/customers/search': {
    may: 'customers.see',
    says: 'Finds customers by phone, e-mail, name or tax id, forgiving accents, punctuation and typing errors.',
    query: SearchQuery,
    answers: { 200: z.object({ items: z.array(PartyOut) }) },
  },
  'POST /api/customers': { ...created, may: 'customers.change', says: 'Adds a customer.', body: CreateCustomer },
  'GET /api/customers/:id': { ...one, may: 'customers.see', says: 'One customer, with orders.' },
  'PATCH /api/customers/:id': { ...one, may: 'customers.change', says: 'Changes a customer.', body: ChangeCustomer },
  'DELETE /api/customers/:id': { ...one, may: 'customers.change', says: 'Archives a customer; orders stay.' },

  'GET /api/suppliers': { ...list, may: 'suppliers.see', says: 'Suppliers.' },
  'POST /api/suppliers': { ...created, may: 'suppliers.change', says: 'Adds a supplier.', body: CreateSupplier },
  'GET /api/suppliers/:id': { ...one, may: 'suppliers.see', says: 'One supplier.' },
  'PATCH /api/suppliers/:id': { ...one, may: 'suppliers.change', says: 'Changes a supplier.', body: ChangeSupplier },
  'DELETE /api/suppliers/:id': { ...one, may: 'suppliers.change', says: 'Archives a supplier.' },

  'GET /api/employees': { ...list, may: 'employees.see', says: 'Employees.' },
  'POST /api/employees': { ...created, may: 'employees.change', says: 'Adds an employee.', body: CreateEmployee },
  'GET /api/employees/:id': { ...one, may: 'employees.see', says: 'One employee.' },
  'PATCH /api/employees/:id': { ...one, may: 'employees.change', says: 'Changes an employee.', body: ChangeEmployee },
  'DELETE /api/employees/:id': { ...one, may: 'employees.change', says: 'Archives an employee.' },

  'GET /api/sales-reps': {
    ...list,
    may: 'sales_reps.see',
    says: 'Sales representatives of suppliers, or of one supplier.',
    query: RepsQuery,
  },
  'POST /api/sales-reps': {
    ...created,
    may: 'sales_reps.change',
    says: 'Adds a sales representative.',
    body: CreateRep,
  },
  'GET /api/sales-reps/:id': { ...one, may: 'sales_reps.see', says: 'One sales representative.' },
  'PATCH /api/sales-reps/:id': {
    ...one,
    may: 'sales_reps.change',
    says: 'Changes a sales representative.',
    body: ChangeRep,
  },
  'DELETE /api/sales-reps/:id': { ...one, may: 'sales_reps.change', says: 'Archives a sales representative.' },
})
