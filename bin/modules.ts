import { catalog } from '#catalog'
import { company } from '#company'
import { contacts } from '#contacts'
import { fulfilment } from '#fulfilment'
import { money } from '#money'
import { people } from '#people'
import { purchasing } from '#purchasing'
import { returns } from '#returns'
import { sales } from '#sales'
import { stock } from '#stock'
import { doctor } from '../doctor/doctor.ts'
import type { Module } from '../platform/module.ts'

/**
 * The table of contents: every business module, low to high. A module may import only the doors of those above it
 * in this list (they stand lower in the house); tools/tidy checks it.
 */
export const modules: readonly Module[] = [
  company,
  people,
  contacts,
  catalog,
  stock,
  money,
  sales,
  purchasing,
  fulfilment,
  returns,
  doctor,
]

/** What needs a permission of its own wherever it is written down: costs and margins (S29). */
export const confidential = [{ fields: /cost|margin/, may: 'costs.see' }] as const

/** What changes the business itself and who may do what in it: the owner may confine it to some addresses. */
export const administration: ReadonlySet<string> = new Set([
  'users.edit',
  'roles.edit',
  'api_keys.edit',
  'settings.change',
])
