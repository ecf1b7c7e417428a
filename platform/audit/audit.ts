/** One line of the audit trail: who (taken from the context), what, on which thing, before and after. */
export interface AuditEntry {
  /** Past-tense fact of the business, such as `order.confirmed`. */
  action: string
  /** The kind of thing and its id: `order`, `product` ... */
  thing: string
  thing_id: string
  /** What people call it: number, SKU, name. */
  label?: string
  before?: object | null
  after?: object | null
  reason?: string | null
  store_id?: string | null
  /** The supervisor whose PIN allowed it. */
  authorised_by?: string | null
}
