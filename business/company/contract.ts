import { z } from 'zod'
import { contract } from '#platform/contract'
import {
  ById,
  Currency,
  Email,
  Flag,
  Id,
  Instant,
  line,
  MinorOut,
  PageQuery,
  pageOf,
  paragraph,
  Quantity,
  QuantityOut,
} from '#platform/units'

const Language = z.enum(['es', 'en'])
const SellShort = z.enum(['never', 'allowed'])
export const CountryCode = z.string().regex(/^[A-Z]{2}$/)
/** A short name on labels and in lists: B1, CENTRO-2. */
const Code = line(20).regex(/^[\p{L}\p{N}._-]+$/u, { error: 'company.code' })
const TimeZone = z.string().max(60).refine(isTimeZone, { error: 'company.time_zone' })

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}

// ── settings ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The business as the program knows it. */
export const BusinessOut = z.object({
  name: z.string(),
  legal_name: z.string().nullable(),
  tax_id: z.string().nullable(),
  activity: z.string().nullable(),
  address: z.string().nullable(),
  commune: z.string().nullable(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  country: z.string(),
  currency: z.string(),
  time_zone: z.string(),
  language: Language,
  prices_include_tax: z.boolean(),
  cash_rounding_minor: MinorOut,
  sell_short: SellShort,
  quote_days: z.int(),
  reservation_minutes: z.int(),
  logo_file_id: Id.nullable(),
  receipt_footer: z.string().nullable(),
  version: z.int(),
  updated_at: Instant,
})
export type Business = z.infer<typeof BusinessOut>

const TaxClassOut = z.object({ code: z.string(), basis_points: z.int(), says: z.string() })
const AmountFormatOut = z.object({
  symbol: z.string(),
  decimals: z.int(),
  thousands_mark: z.string(),
  decimal_mark: z.string(),
})

/** The business and what its country makes of it, so that a client formats amounts and labels fields as we do. */
export const SettingsOut = BusinessOut.extend({
  tax_id_text: z.string().nullable(),
  country_name: z.string(),
  currency_decimals: z.int(),
  amount_format: AmountFormatOut,
  phone_prefix: z.string(),
  tax_name: z.string(),
  tax_id_name: z.string(),
  tax_classes: z.array(TaxClassOut),
  document_kinds: z.array(z.string()),
})
export type Settings = z.infer<typeof SettingsOut>

export const ChangeSettings = z.strictObject({
  name: line(120).optional(),
  legal_name: line(200).nullish(),
  tax_id: line(30).nullish(),
  activity: line(200).nullish(),
  address: line(200).nullish(),
  commune: line(80).nullish(),
  city: line(80).nullish(),
  phone: line(30).nullish(),
  email: Email.nullish(),
  country: CountryCode.optional(),
  currency: Currency.optional(),
  time_zone: TimeZone.optional(),
  language: Language.optional(),
  prices_include_tax: z.boolean().optional(),
  cash_rounding_minor: z.int().min(0).max(100_000).optional(),
  sell_short: SellShort.optional(),
  quote_days: z.int().min(1).max(365).optional(),
  reservation_minutes: z.int().min(1).max(1440).optional(),
  logo_file_id: Id.nullish(),
  receipt_footer: paragraph(1000).nullish(),
})
export type ChangeSettings = z.infer<typeof ChangeSettings>

/** What the first run must say; the country's pack fills in the rest. */
export const SetBusiness = ChangeSettings.extend({ name: line(120), country: CountryCode.default('CL') })
export type SetBusiness = z.input<typeof SetBusiness>

export const FeatureOut = z.object({ name: z.string(), says: z.string(), is_on: z.boolean() })
export const SwitchFeatures = z.strictObject({
  quotes: z.boolean().optional(),
  customer_credit: z.boolean().optional(),
  held_carts: z.boolean().optional(),
})
export type SwitchFeatures = z.infer<typeof SwitchFeatures>

// ── stores ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const StoreOut = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  commune: z.string().nullable(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  version: z.int(),
  created_at: Instant,
  archived_at: Instant.nullable(),
})
export type Store = z.infer<typeof StoreOut>

export const CreateStore = z.strictObject({
  id: Id.optional(),
  code: Code.optional(),
  name: line(120),
  address: line(200).nullish(),
  commune: line(80).nullish(),
  city: line(80).nullish(),
  phone: line(30).nullish(),
  email: Email.nullish(),
})
export type CreateStore = z.infer<typeof CreateStore>

export const ChangeStore = CreateStore.omit({ id: true }).partial().extend({
  /** `true` archives the store, `false` opens it again. */
  archived: z.boolean().optional(),
})
export type ChangeStore = z.infer<typeof ChangeStore>

// ── warehouses ────────────────────────────────────────────────────────────────────────────────────────────────────

export const WarehouseOut = z.object({
  id: Id,
  store_id: Id,
  code: z.string(),
  name: z.string(),
  location: z.string().nullable(),
  description: z.string().nullable(),
  capacity: QuantityOut.nullable(),
  is_default: z.boolean(),
  version: z.int(),
  created_at: Instant,
  archived_at: Instant.nullable(),
})
export type Warehouse = z.infer<typeof WarehouseOut>

export const CreateWarehouse = z.strictObject({
  id: Id.optional(),
  /** Without it: the working store, or the only one. */
  store_id: Id.optional(),
  code: Code.optional(),
  name: line(120),
  location: line(200).nullish(),
  description: paragraph(1000).nullish(),
  capacity: Quantity.refine((n) => n > 0, { error: 'units.positive' }).nullish(),
  is_default: z.boolean().optional(),
})
export type CreateWarehouse = z.infer<typeof CreateWarehouse>

export const ChangeWarehouse = CreateWarehouse.omit({ id: true, store_id: true, is_default: true })
  .partial()
  .extend({
    /** A store always has a default: it moves by naming the next one. */
    is_default: z.literal(true).optional(),
    archived: z.boolean().optional(),
  })
export type ChangeWarehouse = z.infer<typeof ChangeWarehouse>

// ── tills ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const TillOut = z.object({
  id: Id,
  store_id: Id,
  warehouse_id: Id,
  name: z.string(),
  version: z.int(),
  created_at: Instant,
  archived_at: Instant.nullable(),
})
export type Till = z.infer<typeof TillOut>

export const CreateTill = z.strictObject({
  id: Id.optional(),
  store_id: Id.optional(),
  /** Without it: the default warehouse of the store. */
  warehouse_id: Id.optional(),
  name: line(80),
})
export type CreateTill = z.infer<typeof CreateTill>

export const ChangeTill = z.strictObject({
  name: line(80).optional(),
  warehouse_id: Id.optional(),
  archived: z.boolean().optional(),
})
export type ChangeTill = z.infer<typeof ChangeTill>

// ── routes ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const PlacesQuery = PageQuery.extend({
  store_id: Id.optional(),
  /** `true` shows only what is archived; without it, only what is in use. */
  archived: Flag.optional(),
})
export type PlacesQuery = z.infer<typeof PlacesQuery>
const StoresQuery = PlacesQuery.omit({ store_id: true })

export const companyContract = contract({
  'GET /api/settings': {
    may: 'settings.see',
    says: 'The business and what its country fixes.',
    answers: { 200: SettingsOut },
  },
  'PATCH /api/settings': {
    may: 'settings.change',
    says: 'Changes settings of the business. Country and currency only before the first document.',
    body: ChangeSettings,
    answers: { 200: SettingsOut },
  },
  'GET /api/features': {
    may: 'settings.see',
    says: 'Parts of the program and whether they are on.',
    answers: { 200: z.object({ items: z.array(FeatureOut) }) },
  },
  'PATCH /api/features': {
    may: 'settings.change',
    says: 'Switches parts of the program on or off.',
    body: SwitchFeatures,
    answers: { 200: z.object({ items: z.array(FeatureOut) }) },
  },
  'GET /api/stores': {
    may: 'stores.see',
    says: 'The stores the caller may see.',
    query: StoresQuery,
    answers: { 200: pageOf(StoreOut) },
  },
  'POST /api/stores': { may: 'stores.change', says: 'Opens a store.', body: CreateStore, answers: { 201: StoreOut } },
  'GET /api/stores/:id': { may: 'stores.see', says: 'One store.', params: ById, answers: { 200: StoreOut } },
  'PATCH /api/stores/:id': {
    may: 'stores.change',
    says: 'Changes, archives or reopens a store.',
    params: ById,
    body: ChangeStore,
    answers: { 200: StoreOut },
  },
  'GET /api/warehouses': {
    may: 'warehouses.see',
    says: 'The warehouses the caller may see.',
    query: PlacesQuery,
    answers: { 200: pageOf(WarehouseOut) },
  },
  'POST /api/warehouses': {
    may: 'warehouses.change',
    says: 'Adds a warehouse to a store.',
    body: CreateWarehouse,
    answers: { 201: WarehouseOut },
  },
  'GET /api/warehouses/:id': {
    may: 'warehouses.see',
    says: 'One warehouse.',
    params: ById,
    answers: { 200: WarehouseOut },
  },
  'PATCH /api/warehouses/:id': {
    may: 'warehouses.change',
    says: 'Changes or reopens a warehouse.',
    params: ById,
    body: ChangeWarehouse,
    answers: { 200: WarehouseOut },
  },
  'DELETE /api/warehouses/:id': {
    may: 'warehouses.change',
    says: 'Archives a warehouse that holds nothing.',
    params: ById,
    answers: { 200: WarehouseOut },
  },
  'GET /api/tills': {
    may: 'tills.see',
    says: 'The tills the caller may see.',
    query: PlacesQuery,
    answers: { 200: pageOf(TillOut) },
  },
  'POST /api/tills': {
    may: 'tills.change',
    says: 'Adds a till to a store.',
    body: CreateTill,
    answers: { 201: TillOut },
  },
  'GET /api/tills/:id': { may: 'tills.see', says: 'One till.', params: ById, answers: { 200: TillOut } },
  'PATCH /api/tills/:id': {
    may: 'tills.change',
    says: 'Changes, archives or reopens a till.',
    params: ById,
    body: ChangeTill,
    answers: { 200: TillOut },
  },
})
