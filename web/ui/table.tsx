import { ArrowDown, ArrowUp } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useText } from '../text/text.ts'
import { Checkbox } from './choice-fields.tsx'
import { cx } from './class-names.ts'
import { Icon } from './icon.tsx'
import { Skeleton } from './skeleton.tsx'
import './table.css'
import { ScrollBox } from './scroll-box.tsx'

/** The field that orders a list; a leading minus means from high to low, as on the wire: "-created_at". */
export type Sort = string

export type Column<Row> = {
  key: string
  head: string
  cell: (row: Row) => ReactNode
  align?: 'text' | 'number'
  /** The field the server sorts by, when it can. */
  sort?: string
  /** A column that must not grow: its width in any CSS unit. */
  width?: string
  /** The red margin of a ledger stands before a running balance. */
  margin?: boolean
  /** What this fact is on a phone, where a row becomes a card. Default: a line with its head. */
  card?: 'title' | 'side' | 'line' | 'plain' | 'hidden'
}

export type TableProps<Row> = {
  /** What the table lists, for screen readers. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  rowName?: (row: Row) => string
  sort?: Sort | undefined
  onSort?: (sort: Sort) => void
  chosen?: ReadonlySet<string>
  onChoose?: (chosen: ReadonlySet<string>) => void
  openKey?: string | null | undefined
  onOpen?: (row: Row) => void
  /** Count and sums, below the double rule. */
  foot?: ReactNode
  loading?: boolean
  /** Shown in place of rows when there is none. */
  empty?: ReactNode
  density?: 'table' | 'ledger'
  /** A row that just changed keeps the marigold until the next change. */
  isHit?: (row: Row) => boolean
}

/** The roles are spelled out because the card layout of a phone would otherwise take the implied ones away. */
const as = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const

export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, foot, loading, empty, density = 'table', onChoose } = props
  if (loading && rows.length === 0) return <Skeleton rows={8} label={caption} />
  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <div className="table-box">
      <ScrollBox>
        <table
          {...as.table}
          className={cx('table', density, onChoose && 'with-choice')}
          aria-busy={loading || undefined}
        >
          <caption className="only-read">{caption}</caption>
          <thead {...as.rowgroup}>
            <tr {...as.row}>
              {onChoose && <ChooseAll {...props} onChoose={onChoose} />}
              {columns.map((column) => (
                <Head key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
              ))}
            </tr>
          </thead>
          <tbody {...as.rowgroup} onKeyDown={walkRows}>
            {rows.map((row) => (
              <TableRow key={rowKey(row)} row={row} {...props} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {foot && <div className="table-foot">{foot}</div>}
    </div>
  )
}

function ChooseAll<Row>({
  rows,
  rowKey,
  chosen,
  onChoose,
}: TableProps<Row> & { onChoose: (chosen: ReadonlySet<string>) => void }) {
  const t = useText()
  const keys = rows.map(rowKey)
  const count = keys.filter((key) => chosen?.has(key)).length
  return (
    <th {...as.columnheader} scope="col" className="table-choice">
      <Checkbox
        label={t.common.table.choose_all}
        hideLabel
        checked={count > 0 && count === keys.length}
        some={count > 0}
        onChange={(all) => onChoose(new Set(all ? keys : []))}
      />
    </th>
  )
}

type HeadProps<Row> = { column: Column<Row>; sort: Sort | undefined; onSort: ((sort: Sort) => void) | undefined }
function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const t = useText()
  const field = column.sort
  const rising = sort === field
  const falling = sort === `-${field}`
  const order = rising ? 'ascending' : falling ? 'descending' : undefined
  return (
    <th
      {...as.columnheader}
      scope="col"
      aria-sort={field ? order : undefined}
      className={cx(column.align === 'number' && 'number', column.margin && 'margin')}
      style={column.width ? { width: column.width } : undefined}
    >
      {field && onSort ? (
        <button
          type="button"
          className="table-sort"
          title={t.common.table.sort_by(column.head)}
          onClick={() => onSort(rising ? `-${field}` : field)}
        >
          {column.head}
          {order && <Icon of={rising ? ArrowUp : ArrowDown} size="xs" stroke={2.25} />}
        </button>
      ) : (
        column.head
      )}
    </th>
  )
}

function TableRow<Row>({
  row,
  columns,
  rowKey,
  rowName,
  chosen,
  onChoose,
  openKey,
  onOpen,
  isHit,
}: TableProps<Row> & { row: Row }) {
  const t = useText()
  const key = rowKey(row)
  const isChosen = chosen?.has(key) ?? false
  const toggle = (on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(key)
    else next.delete(key)
    onChoose?.(next)
  }
  const title = columns.find((column) => column.card === 'title') ?? columns[0]
  return (
    <tr
      {...as.row}
      className={cx(isChosen && 'chosen', openKey === key && 'open', onOpen && 'opens', isHit?.(row) && 'hit')}
      aria-selected={onChoose ? isChosen : undefined}
      onClick={(event) => {
        const inner = event.target instanceof Element && event.target.closest('button, a, input, label')
        if (onOpen && !inner) onOpen(row)
      }}
    >
      {onChoose && (
        <td {...as.cell} className="table-choice">
          <Checkbox
            label={t.common.table.choose_row(rowName?.(row) ?? key)}
            hideLabel
            checked={isChosen}
            onChange={toggle}
          />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.key}
          {...as.cell}
          data-head={column.head}
          className={cx(
            `card-${column.card ?? 'line'}`,
            column.align === 'number' && 'number',
            column.margin && 'margin',
          )}
        >
          {column === title && onOpen ? (
            <button
              type="button"
              className="table-open"
              aria-expanded={openKey === undefined ? undefined : openKey === key}
              onClick={() => onOpen(row)}
            >
              {column.cell(row)}
            </button>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  )
}

/** Up and down walk the rows, so that a panel beside the list can be leafed through. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const opener =
    event.target instanceof HTMLElement && event.target.classList.contains('table-open') ? event.target : null
  const row = opener?.closest('tr')
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
  const button = next?.querySelector<HTMLButtonElement>('.table-open')
  if (!button) return
  event.preventDefault()
  button.focus()
  if (opener?.getAttribute('aria-expanded') === 'true') button.click()
}
