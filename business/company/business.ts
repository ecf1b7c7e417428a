import { amountText } from '#platform/amount-text'
import type { Ctx } from '#platform/context'
import { remember } from '#platform/database/remember'
import { countryPack } from './countries/countries.ts'
import type { CountryPack } from './countries/country-pack.ts'
import { refuseBusiness } from './refusals.ts'
import { type Business, BusinessOut } from './wire/settings.ts'

/** Asked by nearly every command, changed once a year; another process hears of a change within a second. */
const TTL_MS = 1000

/** The settings of the business. Refuses with 409 until the first run is complete. */
export const businessOf = remember(TTL_MS, async (ctx) => {
  const business = await findBusiness(ctx)
  if (!business) throw refuseBusiness.notSetUp()
  return business
})

/** The business, or null before the first run. */
export async function findBusiness(ctx: Ctx): Promise<Business | null> {
  const row = await ctx.db.selectFrom('company.business').selectAll().executeTakeFirst()
  return row ? BusinessOut.parse(row) : null
}

/** The pack of the country where the business is. */
export async function countryOf(ctx: Ctx): Promise<CountryPack> {
  return countryPack((await businessOf(ctx)).country)
}

/** An amount as the country writes it, for the sentences of refusals. */
export async function amountSaid(ctx: Ctx, minor: number): Promise<string> {
  return amountText(minor, (await countryOf(ctx)).amount_format)
}

/** The stored spelling of a tax number; refuses one whose check digit is wrong and offers the right one. */
export function judgeTaxId(pack: CountryPack, text: string, path = 'tax_id'): string {
  const read = pack.parseTaxId(text)
  if (read.ok) return read.value
  const details = read.suggestion === undefined ? {} : { suggestion: read.suggestion }
  throw refuseBusiness.badTaxId(
    { tax_id_name: pack.tax_id_name, tax_id: text },
    { details, errors: [{ path, code: 'business.bad_tax_id' }] },
  )
}
