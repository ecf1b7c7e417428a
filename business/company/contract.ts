import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, pageOf } from '#platform/units'
import {
  ChangeStore,
  ChangeTill,
  ChangeWarehouse,
  CreateStore,
  CreateTill,
  CreateWarehouse,
  PlacesQuery,
  StoreOut,
  StoresQuery,
  TillOut,
  WarehouseOut,
} from './wire/places.ts'
import { ChangeSettings, FeatureOut, SettingsOut, SwitchFeatures } from './wire/settings.ts'

export type { Settings } from './wire/settings.ts'

export const companyContract = contract({
  'GET /api/settings': {
    may: 'settings.see',
    says: 'The business and what its country fixes.',
    answers: { 200: SettingsOut },
  },
  'PATCH /api/settings': {
    may: 'settings.change',
    says: 'Changes settings of the business. Country and currency only before the first document.',
    body: ChangeSettings,
    answers: { 200: SettingsOut },
  },
  'GET /api/features': {
    may: 'settings.see',
    says: 'Parts of the program and whether they are on.',
    answers: { 200: z.object({ items: z.array(FeatureOut) }) },
  },
  'PATCH /api/features': {
    may: 'settings.change',
    says: 'Switches parts of the program on or off.',
    body: SwitchFeatures,
    answers: { 200: z.object({ items: z.array(FeatureOut) }) },
  },
  'GET /api/stores': {
    may: 'stores.see',
    says: 'The stores the caller may see.',
    query: StoresQuery,
    answers: { 200: pageOf(StoreOut) },
  },
  'POST /api/stores': { may: 'stores.change', says: 'Opens a store.', body: CreateStore, answers: { 201: StoreOut } },
  'GET /api/stores/:id': { may: 'stores.see', says: 'One store.', params: ById, answers: { 200: StoreOut } },
  'PATCH /api/stores/:id': {
    may: 'stores.change',
    says: 'Changes, archives or reopens a store.',
    params: ById,
    body: ChangeStore,
    answers: { 200: StoreOut },
  },
  'GET /api/warehouses': {
    may: 'warehouses.see',
    says: 'The warehouses the caller may see.',
    query: PlacesQuery,
    answers: { 200: pageOf(WarehouseOut) },
  },
  'GET /api/warehouses/export': {
    may: 'warehouses.see',
    says: 'The warehouses the caller may see, as CSV, XLSX or PDF.',
    query: PlacesQuery.omit({ limit: true, cursor: true, count: true }).extend({
      format: z.enum(['csv', 'xlsx', 'pdf']).default('csv'),
    }),
    answers: { 200: null },
    raw: true,
    limit: 'export',
  },
  'POST /api/warehouses': {
    may: 'warehouses.change',
    says: 'Adds a warehouse to a store.',
    body: CreateWarehouse,
    answers: { 201: WarehouseOut },
  },
  'GET /api/warehouses/:id': {
    may: 'warehouses.see',
    says: 'One warehouse.',
    params: ById,
    answers: { 200: WarehouseOut },
  },
  'PATCH /api/warehouses/:id': {
    may: 'warehouses.change',
    says: 'Changes or reopens a warehouse.',
    params: ById,
    body: ChangeWarehouse,
    answers: { 200: WarehouseOut },
  },
  'DELETE /api/warehouses/:id': {
    may: 'warehouses.change',
    says: 'Archives a warehouse that holds nothing.',
    params: ById,
    answers: { 200: WarehouseOut },
  },
  'GET /api/tills': {
    may: 'tills.see',
    says: 'The tills the caller may see.',
    query: PlacesQuery,
    answers: { 200: pageOf(TillOut) },
  },
  'POST /api/tills': {
    may: 'tills.change',
    says: 'Adds a till to a store.',
    body: CreateTill,
    answers: { 201: TillOut },
  },
  'GET /api/tills/:id': { may: 'tills.see', says: 'One till.', params: ById, answers: { 200: TillOut } },
  'PATCH /api/tills/:id': {
    may: 'tills.change',
    says: 'Changes, archives or reopens a till.',
    params: ById,
    body: ChangeTill,
    answers: { 200: TillOut },
  },
})
