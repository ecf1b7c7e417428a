import { useAnswer } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { type Text, useLanguage, useText } from '../../text/text.ts'
import { Checkbox } from '../../ui/choice-fields.tsx'
import '../../styles/sheets.css'

type GroupKey = keyof Text['users']['groups']

/** Where each subject of a permission ("orders" in "orders.see") belongs; a new subject lands with the business. */
const groupOf: Readonly<Record<string, GroupKey>> = {
  orders: 'selling',
  quotes: 'selling',
  sales: 'selling',
  discounts: 'selling',
  dashboard: 'selling',
  accounts: 'money',
  bank_accounts: 'money',
  documents: 'money',
  expenses: 'money',
  payment_methods: 'money',
  payments: 'money',
  till_sessions: 'money',
  tills: 'money',
  costs: 'goods',
  prices: 'goods',
  products: 'goods',
  device_models: 'goods',
  kardex: 'goods',
  stock: 'goods',
  warehouses: 'goods',
  contacts: 'people',
  customers: 'people',
  employees: 'people',
  sales_reps: 'people',
  suppliers: 'people',
  users: 'team',
  roles: 'team',
  approvals: 'team',
  api_keys: 'team',
}
const order: readonly GroupKey[] = ['selling', 'money', 'goods', 'people', 'team', 'business']

type PermissionGroupsProps = {
  chosen: ReadonlySet<string>
  onChange?: (chosen: ReadonlySet<string>) => void
  /** What may be given at all: nobody gives what they do not have. */
  givable: (permission: string) => boolean
}

/** Every permission as a sentence, gathered by subject; the head of a group ticks all of it. */
export function PermissionGroups({ chosen, onChange, givable }: PermissionGroupsProps) {
  const t = useText().users
  const language = useLanguage()
  const permissions = useAnswer('GET /api/permissions')
  const set = (names: readonly string[], on: boolean) => {
    const next = new Set(chosen)
    for (const name of names) on ? next.add(name) : next.delete(name)
    onChange?.(next)
  }
  return (
    <QueryState query={permissions} what={t.the_roles} small>
      {({ items }) => {
        const sentences = items.map(({ name, es, en }) => ({ name, says: language === 'en' ? en : es }))
        return order.map((group) => (
          <Group
            key={group}
            title={t.groups[group]}
            items={sentences.filter(({ name }) => (groupOf[name.split('.')[0] ?? ''] ?? 'business') === group)}
            chosen={chosen}
            fixed={(name) => !onChange || !givable(name)}
            onSet={set}
          />
        ))
      }}
    </QueryState>
  )
}

type GroupProps = {
  title: string
  items: readonly { name: string; says: string }[]
  chosen: ReadonlySet<string>
  fixed: (name: string) => boolean
  onSet: (names: readonly string[], on: boolean) => void
}

function Group({ title, items, chosen, fixed, onSet }: GroupProps) {
  const t = useText().users
  const on = items.filter(({ name }) => chosen.has(name)).length
  const free = items.filter(({ name }) => !fixed(name)).map(({ name }) => name)
  if (items.length === 0) return null
  return (
    <fieldset className="permission-group">
      <legend className="only-read">{title}</legend>
      <Checkbox
        label={title}
        help={t.of_all(String(on), String(items.length))}
        checked={on === items.length}
        some={on > 0}
        disabled={free.length === 0}
        onChange={(all) => onSet(free, all)}
      />
      <div className="permission-list">
        {items.map(({ name, says }) => (
          <Checkbox
            key={name}
            name={name}
            label={says}
            checked={chosen.has(name)}
            disabled={fixed(name)}
            onChange={(wanted) => onSet([name], wanted)}
          />
        ))}
      </div>
    </fieldset>
  )
}
