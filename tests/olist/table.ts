/** The mapping with its counts, as docs/olist.md prints it. */
import { groupBy } from '../../platform/group-by.ts'
import { kindOf, kinds } from './kinds.ts'
import type { PastOrder } from './orders.ts'

export function tableOf(orders: readonly PastOrder[]): string {
  const groups = groupBy(orders, kindOf)
  const lines = Object.entries(kinds).map(([name, kind]) => {
    const count = groups.get(name as keyof typeof kinds)?.length ?? 0
    const refused = kind.refused.map((code) => `\`${code}\``).join(', then ')
    const place = kind.place === null ? `order \`${kind.order}\`` : `\`${kind.place}\``
    return `| ${kind.says} | ${'is_impossible' in kind ? 'yes' : ''} | ${count} | ${place} | ${refused} |`
  })
  const head = ['| in the file | impossible | orders | ends as | refused with |', '|---|---|---:|---|---|']
  return [...head, ...lines, `| together | | ${orders.length} | | |`].join('\n')
}
