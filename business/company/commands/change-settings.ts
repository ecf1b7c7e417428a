import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { businessOf, judgeTaxId } from '../business.ts'
import { countryPack } from '../countries/countries.ts'
import { businessChanged } from '../events.ts'
import { settingsOf } from '../queries.ts'
import { lockBusiness, updateBusiness } from '../records.ts'
import { refuseBusiness } from '../refusals.ts'
import type { Business, ChangeSettings, Settings } from '../wire/settings.ts'

/** Changes the settings that are given; the others stay. */
export async function changeSettings(ctx: Ctx, input: ChangeSettings, wanted: string | null): Promise<Settings> {
  const settings = await transact(ctx, async (tx) => {
    await lockBusiness(tx)
    businessOf.forget(tx)
    const before = await businessOf(tx)
    assertVersion(wanted, before)
    await assertMayMove(tx, before, input)
    await updateBusiness(tx, { ...input, tax_id: taxIdAfter(before, input) })

    const after = await businessOf(tx)
    tx.audit({ action: 'business.changed', thing: 'business', thing_id: 'business', label: after.name, before, after })
    await tx.emit(businessChanged({ version: after.version }))
    return settingsOf(tx)
  })
  businessOf.forget(ctx)
  return settings
}

/** The number in its stored spelling; another country judges the number that stays, too. */
function taxIdAfter(
  before: Business,
  { country = before.country, tax_id = before.tax_id }: ChangeSettings,
): string | null {
  return tax_id === null ? null : judgeTaxId(countryPack(country), tax_id)
}

/** Amounts and tax numbers that are written down belong to one country: after the first document it stays. */
async function assertMayMove(tx: Tx, before: Business, input: ChangeSettings): Promise<void> {
  const { country = before.country, currency = before.currency } = input
  if (country === before.country && currency === before.currency) return
  const issued = await tx.db.selectFrom('company.document_series').select('kind').limit(1).executeTakeFirst()
  if (issued) throw refuseBusiness.hasDocuments()
}
