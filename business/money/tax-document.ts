import type { IssuedDocumentOut } from './wire.ts'

/** What a tax office (or its stand-in) answered. `queued`: not reachable now; the document waits and is sent again. */
export type Submission =
  | { readonly state: 'accepted'; readonly reference: string }
  | { readonly state: 'rejected'; readonly reason: string }
  | { readonly state: 'queued' }

/** The way to an electronic tax document (DTE, CFDI ...). A country's adapter implements this; the core ships none. */
export interface TaxDocumentAdapter {
  readonly name: string
  /** Whether what it issues has legal effect. Receipts say so when it has none. */
  readonly is_legal: boolean
  submit(document: IssuedDocumentOut): Promise<Submission>
}

/** Accepts everything and says plainly that it is a test: its references start with TEST and have no legal effect. */
export const testTaxDocuments: TaxDocumentAdapter = {
  name: 'test',
  is_legal: false,
  submit: async ({ label }) => ({ state: 'accepted', reference: `TEST-${label}` }),
}
