import type { InputOf } from '../api/route-types.ts'
import type { ShopFormat } from '../ui/format.ts'

/** What the shop begins with: nothing, the owner's own tables, or one of the demos. */
export const starts = ['empty', 'import', 'lubricentro', 'online-retail'] as const
export type Start = (typeof starts)[number]

/** Everything the wizard asks; kept as a draft on this device, except the password. */
export const emptySetup = {
  full_name: '',
  email: '',
  password: '',
  business: '',
  country: 'CL',
  currency: 'CLP',
  tax_id: '',
  store: '',
  prices_include_tax: true,
  start: 'empty' as Start,
}
export type SetupValues = typeof emptySetup

type SetupBody = InputOf<'POST /api/setup'>['body']

export function setupBody(values: SetupValues, language: 'es' | 'en'): SetupBody {
  return {
    // The contract wants a name; a demo that is loaded keeps its own.
    business: { name: values.business.trim() || values.start, tax_id: values.tax_id.trim() || null },
    country: values.country,
    currency: values.currency,
    language,
    prices_include_tax: values.prices_include_tax,
    administrator: { full_name: values.full_name.trim(), email: values.email.trim(), password: values.password },
    ...(isDemo(values.start) ? { demo: values.start } : {}),
    ...(values.store.trim() ? { store: { name: values.store.trim() } } : {}),
  }
}

/** A demo brings its own business; of what was typed it takes the administrator. */
export const isDemo = (start: Start): start is 'lubricentro' | 'online-retail' =>
  start === 'lubricentro' || start === 'online-retail'

export type StepKey = 'admin' | 'start' | 'business' | 'prices'

/** The sheets of the wizard. A demo brings its own business and prices: who only wants to look is not asked for them. */
export const stepsFor = (start: Start): readonly StepKey[] =>
  isDemo(start) ? ['admin', 'start'] : ['admin', 'start', 'business', 'prices']

/** Which step a refused field stands on, so that the wizard can go back to it. */
export function stepOfField(path: string): StepKey {
  if (path.startsWith('administrator')) return 'admin'
  return path.startsWith('prices') ? 'prices' : 'business'
}

/** administrator.email on the wire is the field email on the screen. */
export const fieldOfPath = (path: string): string =>
  path
    .replace('administrator.', '')
    .replace('business.name', 'business')
    .replace('business.tax_id', 'tax_id')
    .replace('store.name', 'store')

const languagesByCountry: Record<string, string> = { GB: 'en', US: 'en' }
export const sampleFormat = ({ country, currency }: SetupValues): ShopFormat => ({
  locale: `${languagesByCountry[country] ?? 'es'}-${country}`,
  currency,
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
})

/** The general rates of law, only to draw the sample; the country pack on the server decides what is charged. */
// Bolivia's law takes 13 % of the price with tax, which is 14.94 % over the net.
const rates: Record<string, number> = { CL: 0.19, AR: 0.21, MX: 0.16, PE: 0.18, CO: 0.19, BO: 0.1494, GB: 0.2 }
export const sampleRate = (country: string): number => rates[country] ?? 0

export type SampleSums = { gross: number; net: number; tax: number }

/** net + tax = gross always: the tax is what remains. */
export function splitSample(typed: number, rate: number, includesTax: boolean): SampleSums {
  const gross = includesTax ? typed : Math.round(typed * (1 + rate))
  const net = includesTax ? Math.round(gross / (1 + rate)) : typed
  return { gross, net, tax: gross - net }
}
