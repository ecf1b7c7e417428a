import { sql } from 'kysely'
import type { TestShop } from './open-shop.ts'

type Row = Record<string, unknown>
type Rows = Map<string, { what: string; row: Row }>

interface Watched {
  /** Tables by their whole names. */
  readonly tables: readonly string[]
  /** What an id is called. */
  readonly words: (id: string) => string
  /** What a row is called after its table; its `name`, its owner or its id without it. */
  readonly nameOf: (row: Row) => string
  /** Fields that say nothing, such as when a device was last seen. */
  readonly leaves_out?: readonly string[]
}

const SECRETS = /hash|seed|secret|digest/

/**
 * What an act changed in these tables, and nothing else: one line a row, field by field. Secrets are only said to be others,
 * moments are said in seconds from now, ids by their names, versions by how much they rose.
 */
export async function rowChanges(shop: TestShop, watched: Watched, act: () => Promise<unknown>): Promise<string[]> {
  const before = await rowsOf(shop, watched)
  await act()
  const now = shop.time.now ?? new Date()
  const said = (field: string, value: unknown): string => {
    if (value === null || value === undefined) return '–'
    if (SECRETS.test(field)) return '***'
    if (Array.isArray(value)) return `[${value.map((one) => said('', one)).join(' ')}]`
    if (typeof value === 'object') return `{${fieldsSaid(value)}}`
    if (typeof value !== 'string') return String(value)
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return `${(Date.parse(value) - now.getTime()) / 1000}s`
    return /^[0-9a-f-]{36}$/.test(value) ? watched.words(value) : value
  }
  const fieldsSaid = (value: object) =>
    Object.entries(value)
      .map(([field, one]) => `${field} ${said(field, one)}`)
      .join(', ')
  const saysChange = (row: Row, old: Row | undefined) => (field: string) => {
    if (old === undefined) return `${field} ${said(field, row[field])}`
    if (field === 'version') return `version +${Number(row[field]) - Number(old[field])}`
    return `${field} ${said(field, old[field])} → ${said(field, row[field])}`
  }
  const lines: string[] = []
  const after = await rowsOf(shop, watched)
  for (const [key, { what }] of before) if (!after.has(key)) lines.push(`${what} is gone`)
  for (const [key, { what, row }] of after) {
    const old = before.get(key)?.row
    const isOther = (field: string) => JSON.stringify(row[field]) !== JSON.stringify(old?.[field] ?? null)
    const fields = Object.keys(row).filter((field) => field !== 'id' && field !== 'key' && isOther(field))
    if (fields.length > 0)
      lines.push(`${old === undefined ? 'new ' : ''}${what}: ${fields.map(saysChange(row, old)).join(', ')}`)
  }
  return lines.sort()
}

async function rowsOf({ db }: TestShop, { tables, nameOf, leaves_out = [] }: Watched): Promise<Rows> {
  const found: Rows = new Map()
  for (const table of tables) {
    const { rows } = await sql<{ row: Row }>`
      select to_jsonb(t) ${table === 'people.role' ? permissions : sql``} as row
      from ${sql.table(table)} t`.execute(db)
    for (const { row } of rows) {
      for (const field of leaves_out) row[field] = null
      found.set(`${table} ${keyOf(row)}`, { what: `${table.split('.').at(-1)} ${nameOf(row)}`.trim(), row })
    }
  }
  return found
}

const permissions = sql`|| jsonb_build_object('permissions', (
  select count(*) from people.role_permission p where p.role_id = t.id))`

/** The columns that tell one row from another where it has no id. */
const OWN = [
  'count_id',
  'transfer_id',
  'cause_id',
  'bin_id',
  'product_id',
  'warehouse_id',
  'user_id',
  'hash',
  'run_id',
  'row_number',
  'document_id',
  'party_id',
  'store_id',
  'kind',
  'thing_id',
]
const keyOf = (row: Row) => String(row.id ?? row.key ?? OWN.map((name) => row[name] ?? '').join(' '))
