/** First run: what the wizard asks and is told. Loads in a browser. */
import { z } from 'zod'
import { Currency, Email, line } from '#platform/units'
import { FullName, Password } from './shapes.ts'

export const SetupState = z.object({
  needs_setup: z.boolean(),
  /** The name of the demo that fills this installation, if one does. */
  demo: z.string().nullable(),
  /** How far this server has come with filling the shop with a demo; null while it fills none. */
  filling: z.string().nullable(),
  /** Roles one may enter as with one click: only in a demo and only from the machine itself. */
  one_click_roles: z.array(z.string()),
  languages: z.array(z.enum(['es', 'en'])),
  countries: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      currency: z.string(),
      tax_name: z.string(),
      tax_id_name: z.string(),
    }),
  ),
})
export type SetupState = z.infer<typeof SetupState>

export const Setup = z.strictObject({
  business: z.strictObject({ name: line(120), tax_id: line(40).nullable().optional() }),
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: Currency.optional(),
  language: z.enum(['es', 'en']).default('es'),
  prices_include_tax: z.boolean().default(true),
  administrator: z.strictObject({ email: Email, full_name: FullName, password: Password }),
  /** Fills the shop with this demo, which brings its own business and places. */
  demo: z.enum(['lubricentro', 'online-retail']).optional(),
  store: z.strictObject({ name: line(80) }).optional(),
  warehouse: z.strictObject({ name: line(80) }).optional(),
  till: z.strictObject({ name: line(80) }).optional(),
})
export type Setup = z.infer<typeof Setup>
