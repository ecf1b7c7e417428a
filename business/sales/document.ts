import type { DocumentTotals, issueDocument } from '#money'
import { groupBy } from '#platform/group-by'
import { CustomerOut } from './wire.ts'

type IssueDocument = Parameters<typeof issueDocument>[1]
type TaxLine = DocumentTotals['taxes'][number]

interface DocumentLine {
  readonly tax_class: string
  readonly tax_basis_points: number
  readonly net_minor: number
  readonly tax_minor: number
  readonly total: number
}

/** What to print on the document of an order: its frozen customer and the taxes that its lines carry. */
export function documentOf(
  order: {
    id: string
    document_kind: string
    store_id: string
    customer: unknown
    net_minor: number
    tax_minor: number
    exempt_minor: number
    total: number
  },
  lines: readonly DocumentLine[],
  kind: 'order' | 'sale',
): IssueDocument {
  const { id, document_kind, store_id, net_minor, tax_minor, exempt_minor, total } = order
  return {
    kind: document_kind,
    store_id,
    document: { kind, id },
    customer: order.customer === null ? null : CustomerOut.parse(order.customer),
    totals: { net_minor, tax_minor, exempt_minor, total, taxes: taxesOf(lines) },
  }
}

/** The lines' taxes summed by rate. */
export function taxesOf(lines: readonly DocumentLine[]): TaxLine[] {
  const groups = groupBy(lines, ({ tax_class, tax_basis_points }) => `${tax_class} ${tax_basis_points}`)
  return [...groups.values()].map((group) => ({
    tax_class: group[0].tax_class,
    basis_points: group[0].tax_basis_points,
    net_minor: group.reduce((sum, line) => sum + line.net_minor, 0),
    tax_minor: group.reduce((sum, line) => sum + line.tax_minor, 0),
    total: group.reduce((sum, line) => sum + line.total, 0),
  }))
}
