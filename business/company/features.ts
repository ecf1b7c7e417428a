import type { Ctx } from '#platform/context'
import { remember } from '#platform/database/remember'
import type { Sentence } from '#platform/text'
import { refuseBusiness } from './refusals.ts'
import type { SwitchFeatures } from './wire/settings.ts'

export type FeatureName = keyof SwitchFeatures

/** What a shop may do without. A feature is on until the shop switches it off. */
export const FEATURES: Readonly<Record<FeatureName, Sentence>> = {
  quotes: { es: 'Cotizaciones', en: 'Quotes' },
  customer_credit: { es: 'Ventas fiadas a clientes', en: 'Sales on customer credit' },
  held_carts: { es: 'Ventas retenidas', en: 'Held carts' },
}

const switchedOff = remember(1000, async (ctx): Promise<ReadonlySet<string>> => {
  const rows = await ctx.db.selectFrom('company.feature').select('name').where('is_on', '=', false).execute()
  return new Set(rows.map(({ name }) => name))
})

export const forgetFeatures = switchedOff.forget

export async function isFeatureOn(ctx: Ctx, name: FeatureName): Promise<boolean> {
  return !(await switchedOff(ctx)).has(name)
}

/** Refuses (409) what belongs to a part of the program that this shop switched off. */
export async function assertFeature(ctx: Ctx, name: FeatureName): Promise<void> {
  if (!(await isFeatureOn(ctx, name))) throw refuseBusiness.featureOff({ feature: name })
}

export const featureNames = Object.keys(FEATURES).filter((name): name is FeatureName => Object.hasOwn(FEATURES, name))
