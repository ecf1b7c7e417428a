import { wantedVersion, withETag } from '#platform/http/etag'
import { answer, serve } from '#platform/http/serve'
import { archiveProduct, restoreProduct } from './commands/archive-product.ts'
import { archiveCategory, changeCategory } from './commands/change-category.ts'
import { changeProduct } from './commands/change-product.ts'
import { createCategory } from './commands/create-category.ts'
import { archiveFamily, changeFamily, createFamily } from './commands/create-family.ts'
import { createProduct } from './commands/create-product.ts'
import { editInBulk } from './commands/edit-in-bulk.ts'
import { generateBarcode } from './commands/generate-barcode.ts'
import { learnDeviceModel, mergeDeviceModel } from './commands/learn-device-model.ts'
import { setLevels } from './commands/set-levels.ts'
import { catalogContract } from './contract.ts'
import { exportProducts } from './export.ts'
import { exportCategories } from './export-categories.ts'
import { categoryById, listCategories } from './queries/category.ts'
import { codesPage } from './queries/codes.ts'
import { listModels } from './queries/device-model.ts'
import { familyById, listFamilies, variantsOf } from './queries/family.ts'
import { levelRulesOf } from './queries/levels.ts'
import { listProducts, periodsOf, productByCode, productById } from './queries/product.ts'

export const routes = serve(catalogContract, {
  'GET /api/products': ({ ctx, query }) => listProducts(ctx, query),
  'POST /api/products': async ({ ctx, body }) => withETag(await productById(ctx, await createProduct(ctx, body))),
  'POST /api/products/bulk': ({ ctx, body }) => editInBulk(ctx, body),
  'GET /api/products/export': ({ ctx, query, reply }) => exportProducts(ctx, query, reply),
  'GET /api/products/by-code/:code': ({ ctx, params }) => productByCode(ctx, params.code),
  'GET /api/products/codes': ({ ctx, query }) => codesPage(ctx, query.cursor),
  'GET /api/products/:id': async ({ ctx, params }) => withETag(await productById(ctx, params.id)),
  'PATCH /api/products/:id': async ({ ctx, params, body, request }) =>
    withETag(await changeProduct(ctx, params.id, body, wantedVersion(request))),
  'DELETE /api/products/:id': async ({ ctx, params, request }) =>
    withETag(await archiveProduct(ctx, params.id, wantedVersion(request))),
  'POST /api/products/:id/restore': async ({ ctx, params }) => withETag(await restoreProduct(ctx, params.id)),
  'POST /api/products/:id/generate-barcode': async ({ ctx, params }) => withETag(await generateBarcode(ctx, params.id)),
  'GET /api/products/:id/price-history': async ({ ctx, params }) => ({
    items: await periodsOf(ctx, params.id, 'price'),
  }),
  'GET /api/products/:id/cost-history': async ({ ctx, params }) => ({ items: await periodsOf(ctx, params.id, 'cost') }),
  'GET /api/products/:id/levels': async ({ ctx, params }) => {
    await productById(ctx, params.id)
    return { items: await levelRulesOf(ctx, params.id) }
  },
  'PUT /api/products/:id/levels': async ({ ctx, params, body }) => ({ items: await setLevels(ctx, params.id, body) }),

  'GET /api/categories': ({ ctx, query }) => listCategories(ctx, query),
  'GET /api/categories/export': ({ ctx, query, reply }) => exportCategories(ctx, reply, query),
  'POST /api/categories': async ({ ctx, body }) => withETag(await createCategory(ctx, body)),
  'GET /api/categories/:id': async ({ ctx, params }) => withETag(await categoryById(ctx, params.id)),
  'PATCH /api/categories/:id': async ({ ctx, params, body, request }) =>
    withETag(await changeCategory(ctx, params.id, body, wantedVersion(request))),
  'DELETE /api/categories/:id': async ({ ctx, params, request }) =>
    withETag(await archiveCategory(ctx, params.id, wantedVersion(request))),

  'GET /api/product-families': ({ ctx, query }) => listFamilies(ctx, query),
  'POST /api/product-families': async ({ ctx, body }) => withETag(await createFamily(ctx, body)),
  'GET /api/product-families/:id': async ({ ctx, params }) =>
    withETag({ ...(await familyById(ctx, params.id)), variants: await variantsOf(ctx, params.id) }),
  'PATCH /api/product-families/:id': async ({ ctx, params, body, request }) =>
    withETag(await changeFamily(ctx, params.id, body, wantedVersion(request))),
  'DELETE /api/product-families/:id': ({ ctx, params, request }) =>
    archiveFamily(ctx, params.id, wantedVersion(request)),

  'GET /api/device-models': ({ ctx, query }) => listModels(ctx, query),
  'POST /api/device-models': async ({ ctx, body }) => {
    const { model, is_new } = await learnDeviceModel(ctx, body)
    return answer(model, { status: is_new ? 201 : 200 })
  },
  'POST /api/device-models/:id/merge': ({ ctx, params, body }) => mergeDeviceModel(ctx, params.id, body.into_id),
})
