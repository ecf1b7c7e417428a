import { type Actor, can } from '#platform/actor'
import { platformRefuse } from '#platform/platform-refusals'

/** What a party can be to the shop; one party may be several of them. */
export const ROLES = ['customer', 'supplier', 'employee', 'rep'] as const
export type Role = (typeof ROLES)[number]
export type RoleFlag = `is_${Role}`
export type Roles = Readonly<Record<RoleFlag, boolean>>

/** The permission that shows a role's parties and the one that changes them. */
const may: Readonly<Record<Role, { see: string; change: string }>> = {
  customer: { see: 'customers.see', change: 'customers.change' },
  supplier: { see: 'suppliers.see', change: 'suppliers.change' },
  employee: { see: 'employees.see', change: 'employees.change' },
  rep: { see: 'sales_reps.see', change: 'sales_reps.change' },
}

export const flagOf = (role: Role): RoleFlag => `is_${role}`
export const rolesOf = (party: Roles): Role[] => ROLES.filter((role) => party[flagOf(role)])
export const visibleRoles = (actor: Actor): Role[] => ROLES.filter((role) => can(actor, may[role].see))

export function isVisible(actor: Actor, party: Roles): boolean {
  return rolesOf(party).some((role) => can(actor, may[role].see))
}

/** Whoever changes a party through the common list needs the permission of each role it has or gets. */
export function assertMayChange(actor: Actor, roles: readonly Role[]): void {
  for (const role of roles) {
    if (!can(actor, may[role].change)) throw platformRefuse.forbidden({ permission: may[role].change })
  }
}

/**
 * A phone's digits with its country prefix, so that `+56 9 8765 4321`, `9 8765 4321` and `56987654321` are one phone.
 * Null when there is no digit to search for.
 */
export function phoneDigits(phone: string, prefix: string): string | null {
  const digits = phone.replace(/\D/g, '')
  if (digits === '') return null
  if (phone.trim().startsWith('+')) return digits
  if (digits.startsWith('00')) return digits.slice(2) || null
  const national = digits.replace(/^0+/, '')
  const carriesPrefix = prefix !== '' && national.startsWith(prefix) && national.length >= prefix.length + 8
  return national === '' ? null : carriesPrefix ? national : prefix + national
}

/** The words of a search, folded: at most a handful, because each costs an index look-up. */
const WORDS_MAX = 6

export function searchWords(q: string): string[] {
  const words = q.trim().toLowerCase().split(/\s+/).filter(Boolean)
  return words.slice(0, WORDS_MAX)
}

const LETTERS_MAX = 16

/** The word with each pair of neighbours swapped: `jaun` was meant to be `juan`. */
export function swappedSpellings(word: string): string[] {
  const letters = [...word].slice(0, LETTERS_MAX)
  const swapped = letters.slice(1).map((letter, n) => letters.toSpliced(n, 2, letter, letters[n] ?? '').join(''))
  return swapped.length > 0 ? swapped : [word]
}

/** A phone or tax number as it stands in the search text; null when the search has too few digits to be one. */
export function searchNumber(q: string): string | null {
  const bare = q.toLowerCase().replace(/[\s.,\-/()+]/g, '')
  if (!/^[a-z]{0,4}\d{3,}[\da-z]{0,3}$/.test(bare)) return null
  return bare.replace(/^0+/, '')
}
