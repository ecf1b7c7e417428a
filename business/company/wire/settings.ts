import { z } from 'zod'
import { Currency, Email, Id, Instant, line, MinorOut, paragraph } from '#platform/units'

const Language = z.enum(['es', 'en'])
const SellShort = z.enum(['never', 'allowed'])
export const CountryCode = z.string().regex(/^[A-Z]{2}$/)
const TimeZone = z.string().max(60).refine(isTimeZone, { error: 'company.time_zone' })

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}

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
