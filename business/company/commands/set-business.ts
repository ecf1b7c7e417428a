import type { Tx } from '#platform/context'
import { given } from '#platform/given'
import { businessOf, findBusiness, judgeTaxId } from '../business.ts'
import { countryPack } from '../countries/countries.ts'
import { businessChanged } from '../events.ts'
import { insertBusiness, updateBusiness } from '../records.ts'
import { type Business, SetBusiness } from '../wire/settings.ts'

/** Writes the business at the first run, or again when a demo or a restore brings its own; the country fills the gaps. */
export async function setBusiness(tx: Tx, wanted: SetBusiness): Promise<Business> {
  const input = SetBusiness.parse(wanted)
  const pack = countryPack(input.country)
  const before = await findBusiness(tx)
  const row = {
    currency: pack.currency,
    time_zone: pack.time_zone,
    language: pack.language,
    prices_include_tax: pack.prices_include_tax,
    cash_rounding_minor: pack.cash_rounding_minor,
    ...given(input),
    country: pack.code,
    tax_id: input.tax_id ? judgeTaxId(pack, input.tax_id) : null,
  }
  if (before) await updateBusiness(tx, row)
  else await insertBusiness(tx, { ...row, created_at: tx.now(), updated_at: tx.now() })

  businessOf.forget(tx)
  const after = await businessOf(tx)
  tx.audit({ action: 'business.changed', thing: 'business', thing_id: 'business', label: after.name, before, after })
  await tx.emit(businessChanged({ version: after.version }))
  return after
}
