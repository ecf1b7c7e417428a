import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, line, pageOf } from '#platform/units'
import { BulkEdit, BulkResult } from './wire/bulk.ts'
import { Category, CategoryChanges, CategoryQuery, NewCategory } from './wire/category.ts'
import { DeviceModel, DeviceModelQuery, MergeInto, NewDeviceModel } from './wire/device-model.ts'
import { Family, FamilyChanges, FamilyQuery, FamilyWithVariants, NewFamily } from './wire/family.ts'
import { LevelRule, LevelRules } from './wire/levels.ts'
import {
  Coded,
  CodesQuery,
  NewProduct,
  Period,
  Product,
  ProductChanges,
  ProductFilter,
  ProductQuery,
  Scanned,
} from './wire/product.ts'

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

export const catalogContract = contract({
  'GET /api/products': {
    may: 'products.see',
    says: 'Lists and searches products. With `q` and no `sort` the best matches come first, typing errors forgiven.',
    query: ProductQuery,
    answers: { 200: pageOf(Product) },
  },
  'POST /api/products': {
    may: 'products.edit',
    says: 'Creates a product. Without a `sku` the shop gives the next code of its own.',
    body: NewProduct,
    answers: { 201: Product },
  },
  'POST /api/products/bulk': {
    may: 'products.edit',
    says: 'Changes up to 1,000 products at once, all or none; `dry_run` previews it.',
    body: BulkEdit,
    answers: { 200: BulkResult },
  },
  'GET /api/products/export': {
    may: 'products.export',
    says: 'Everything that matches the filters, as CSV, XLSX or PDF.',
    query: ProductFilter.extend({
      format: z.enum(['csv', 'xlsx', 'pdf']).default('csv'),
      sort: z.string().max(60).optional(),
    }),
    answers: { 200: z.string() },
    limit: 'export',
    raw: true,
  },
  'GET /api/products/by-code/:code': {
    may: 'products.see',
    says: 'The product of a scanned barcode or typed SKU, and how many units the code means.',
    params: z.object({ code: line(64) }),
    answers: { 200: Scanned },
    limit: 'counter',
  },
  'GET /api/products/codes': {
    may: 'products.see',
    says: 'Which product each code names, for a till that answers a scan by itself: up to 1,000 products a page.',
    query: CodesQuery,
    answers: { 200: pageOf(Coded) },
  },
  'GET /api/products/:id': { may: 'products.see', says: 'One product.', params: ById, answers: { 200: Product } },
  'PATCH /api/products/:id': {
    may: 'products.edit',
    says: 'Changes a product. With `If-Match`, only the version that was seen.',
    params: ById,
    body: ProductChanges,
    answers: { 200: Product },
  },
  'DELETE /api/products/:id': {
    may: 'products.edit',
    says: 'Archives a product: it can no longer be sold, its history stays.',
    params: ById,
    answers: { 200: Product },
  },
  'POST /api/products/:id/restore': {
    may: 'products.edit',
    says: 'Takes a product out of the archive.',
    params: ById,
    answers: { 200: Product },
  },
  'POST /api/products/:id/generate-barcode': {
    may: 'products.edit',
    says: 'Adds an EAN-13 of the shop’s own series.',
    params: ById,
    answers: { 200: Product },
  },
  'GET /api/products/:id/price-history': {
    may: 'products.see',
    says: 'Every price with its period and author, newest first.',
    params: ById,
    answers: { 200: items(Period) },
  },
  'GET /api/products/:id/cost-history': {
    may: 'costs.see',
    says: 'Every reference cost with its period and author, newest first.',
    params: ById,
    answers: { 200: items(Period) },
  },
  'GET /api/products/:id/levels': {
    may: 'products.see',
    says: 'Minimum, maximum and reorder quantity by warehouse.',
    params: ById,
    answers: { 200: items(LevelRule) },
  },
  'PUT /api/products/:id/levels': {
    may: 'products.edit',
    says: 'Sets minimum, maximum and reorder quantity for warehouses.',
    params: ById,
    body: LevelRules,
    answers: { 200: items(LevelRule) },
  },
  'GET /api/categories': {
    may: 'products.see',
    says: 'Lists categories.',
    query: CategoryQuery,
    answers: { 200: pageOf(Category) },
  },
  'GET /api/categories/export': {
    may: 'products.export',
    says: 'All categories that match, as CSV, XLSX or PDF.',
    query: CategoryQuery.omit({ limit: true, cursor: true, count: true }).extend({
      format: z.enum(['csv', 'xlsx', 'pdf']).default('csv'),
    }),
    answers: { 200: null },
    raw: true,
    limit: 'export',
  },
  'POST /api/categories': {
    may: 'products.edit',
    says: 'Creates a category.',
    body: NewCategory,
    answers: { 201: Category },
  },
  'GET /api/categories/:id': { may: 'products.see', says: 'One category.', params: ById, answers: { 200: Category } },
  'PATCH /api/categories/:id': {
    may: 'products.edit',
    says: 'Renames or moves a category.',
    params: ById,
    body: CategoryChanges,
    answers: { 200: Category },
  },
  'DELETE /api/categories/:id': {
    may: 'products.edit',
    says: 'Archives an empty category.',
    params: ById,
    answers: { 200: Category },
  },
  'GET /api/product-families': {
    may: 'products.see',
    says: 'Lists families of variants.',
    query: FamilyQuery,
    answers: { 200: pageOf(Family) },
  },
  'POST /api/product-families': {
    may: 'products.edit',
    says: 'Creates a family; its variants are then created as products.',
    body: NewFamily,
    answers: { 201: Family },
  },
  'GET /api/product-families/:id': {
    may: 'products.see',
    says: 'A family with its variants.',
    params: ById,
    answers: { 200: FamilyWithVariants },
  },
  'PATCH /api/product-families/:id': {
    may: 'products.edit',
    says: 'Renames a family, or takes it out of the archive.',
    params: ById,
    body: FamilyChanges,
    answers: { 200: Family },
  },
  'DELETE /api/product-families/:id': {
    may: 'products.edit',
    says: 'Archives a family without variants in use.',
    params: ById,
    answers: { 200: Family },
  },
  'GET /api/device-models': {
    may: 'products.see',
    says: 'Device models known so far.',
    query: DeviceModelQuery,
    answers: { 200: pageOf(DeviceModel) },
  },
  'POST /api/device-models': {
    may: 'device_models.edit',
    says: 'Learns a model as typed, or answers with the one that this spelling already means.',
    body: NewDeviceModel,
    answers: { 201: DeviceModel, 200: DeviceModel },
  },
  'POST /api/device-models/:id/merge': {
    may: 'device_models.edit',
    says: 'Makes this model a spelling of another.',
    params: ById,
    body: MergeInto,
    answers: { 200: DeviceModel },
  },
})

export type { BulkEdit, BulkResult } from './wire/bulk.ts'
export type { Category, CategoryChanges, NewCategory } from './wire/category.ts'
export type { DeviceModel } from './wire/device-model.ts'
export type { Family } from './wire/family.ts'
export type { LevelRule } from './wire/levels.ts'
export type { NewProduct, Period, Product, ProductChanges, ProductQuery } from './wire/product.ts'
