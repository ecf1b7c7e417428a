import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, Day, Flag, Id, IdList, PageQuery, pageOf } from '#platform/units'
import {
  AttachProduct,
  EditOffer,
  OfferOut,
  PerformanceOut,
  ResolveCode,
  SetTerms,
  SupplierSummaryOut,
  TermsOut,
  UnknownCodeOut,
} from './wire.ts'
import { PurchaseSummaryOut } from './wire-orders.ts'
import { PaySupplier, SupplierAccountOut } from './wire-receipts.ts'

/** What every list over a stretch of time accepts. */
export const Period = PageQuery.extend({ store_id: Id.optional(), from: Day.optional(), to: Day.optional() })
const OfSupplier = z.object({ id: Id, offer_id: Id })
const OfCode = z.object({ id: Id, code_id: Id })

/** Whom we buy from, at which terms, how well they deliver and what we owe them. */
export const suppliers = contract({
  'GET /api/supplier-summaries': {
    may: 'suppliers.see',
    says: 'Of up to 200 suppliers: what they sell us, what is on its way, what we owe.',
    query: z.object({ supplier_ids: IdList }),
    answers: { 200: z.object({ items: z.array(SupplierSummaryOut) }) },
  },
  'GET /api/suppliers/:id/terms': {
    may: 'suppliers.see',
    says: 'What was agreed with a supplier: minimum, freight, lead time.',
    params: ById,
    answers: { 200: TermsOut },
  },
  'PATCH /api/suppliers/:id/terms': {
    may: 'offers.edit',
    says: 'Change what was agreed with a supplier.',
    params: ById,
    body: SetTerms,
    answers: { 200: TermsOut },
  },
  'GET /api/suppliers/:id/products': {
    may: 'suppliers.see',
    says: 'What a supplier sells us, with code, pack and price.',
    params: ById,
    query: PageQuery,
    answers: { 200: pageOf(OfferOut) },
  },
  'POST /api/suppliers/:id/attach-product': {
    may: 'offers.edit',
    says: 'Say that a supplier sells a product, with code, pack, price and minimum.',
    params: ById,
    body: AttachProduct,
    answers: { 201: OfferOut },
  },
  'PATCH /api/suppliers/:id/products/:offer_id': {
    may: 'offers.edit',
    says: 'Change how a supplier sells a product.',
    params: OfSupplier,
    body: EditOffer,
    answers: { 200: OfferOut },
  },
  'DELETE /api/suppliers/:id/products/:offer_id': {
    may: 'offers.edit',
    says: 'The supplier sells the product no more; history stays.',
    params: OfSupplier,
    answers: { 204: null },
  },
  'GET /api/products/:id/suppliers': {
    may: 'suppliers.see',
    says: 'Who sells us a product, the preferred supplier first.',
    params: ById,
    answers: { 200: z.object({ items: z.array(OfferOut) }) },
  },
  'GET /api/suppliers/:id/unknown-codes': {
    may: 'offers.edit',
    says: 'Codes of a price list that no product answers to yet, with guesses.',
    params: ById,
    query: PageQuery.extend({ resolved: Flag.optional() }),
    answers: { 200: pageOf(UnknownCodeOut) },
  },
  'POST /api/suppliers/:id/unknown-codes/:code_id/resolve': {
    may: 'offers.edit',
    says: 'Say which product a code means, once and for ever, or that it does not matter.',
    params: OfCode,
    body: ResolveCode,
    answers: { 200: UnknownCodeOut },
  },
  'GET /api/suppliers/:id/purchases': {
    may: 'purchases.see',
    says: 'What was bought of a supplier, newest first.',
    params: ById,
    query: Period,
    answers: { 200: pageOf(PurchaseSummaryOut) },
  },
  'GET /api/suppliers/:id/performance': {
    may: 'purchases.see',
    says: 'On-time share, lead time, fill rate and price drift, computed from receipts.',
    params: ById,
    query: z.object({ from: Day.optional(), to: Day.optional() }),
    answers: { 200: PerformanceOut },
  },
  'GET /api/suppliers/:id/account': {
    may: 'purchases.invoices',
    says: 'What we owe a supplier, invoice by invoice, and what was paid.',
    params: ById,
    answers: { 200: SupplierAccountOut },
  },
  'POST /api/suppliers/:id/payments': {
    may: 'purchases.pay',
    says: 'Pay a supplier: the invoices named, or the oldest due first.',
    params: ById,
    body: PaySupplier,
    answers: { 201: SupplierAccountOut },
  },
})
