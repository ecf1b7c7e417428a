import type { CountOut } from '#stock/contract'
import type { Text } from '../../text/text.ts'

type Scoped = Pick<CountOut, 'scope' | 'category' | 'abc_class'>

/** What a count is about, in words. */
export function scopeName(t: Text, { scope, category, abc_class }: Scoped): string {
  const words = t.warehouse.counts
  if (scope === 'category') return category?.name ?? words.scopes.category
  return scope === 'abc' && abc_class ? words.class_of(abc_class) : words.scopes[scope]
}
