import type { PageEntry } from './routes.tsx'

/** The pages of the warehouse: part of the URL map. */
export const warehousePages: readonly PageEntry[] = [
  {
    path: '/bodega',
    place: 'room',
    may: 'stock.see',
    load: () => import('./stock/tasks/tasks-page.tsx').then((page) => page.TasksPage),
  },
  {
    path: '/pedidos',
    place: 'room',
    may: 'fulfilments.see',
    load: () => import('./fulfilment/board/orders-page.tsx').then((page) => page.FulfilmentsPage),
  },
  {
    path: '/pedidos/$number',
    place: 'room',
    may: 'fulfilments.see',
    load: () => import('./fulfilment/order/fulfilment-page.tsx').then((page) => page.FulfilmentPage),
  },
  {
    path: '/bodega/buscar',
    place: 'room',
    may: 'fulfilments.see',
    load: () => import('./fulfilment/picking/picks-page.tsx').then((page) => page.PicksPage),
  },
  {
    path: '/bodega/buscar/$ids',
    place: 'task',
    may: 'fulfilments.work',
    load: () => import('./fulfilment/picking/picking-page.tsx').then((page) => page.PickingPage),
  },
  {
    path: '/bodega/embalar',
    place: 'room',
    may: 'fulfilments.see',
    load: () => import('./fulfilment/packing/packs-page.tsx').then((page) => page.PacksPage),
  },
  {
    path: '/bodega/embalar/$number',
    place: 'task',
    may: 'fulfilments.work',
    load: () => import('./fulfilment/packing/packing-page.tsx').then((page) => page.PackingPage),
  },
  {
    path: '/bodega/despachos',
    place: 'room',
    may: 'fulfilments.see',
    load: () => import('./fulfilment/shipments/shipments-page.tsx').then((page) => page.ShipmentsPage),
  },
  {
    path: '/bodega/despachos/$id',
    place: 'room',
    may: 'fulfilments.see',
    load: () => import('./fulfilment/shipments/shipment-page.tsx').then((page) => page.ShipmentPage),
  },
  {
    path: '/devoluciones',
    place: 'room',
    may: 'returns.see',
    load: () => import('./returns/returns-page.tsx').then((page) => page.ReturnsPage),
  },
  {
    path: '/devoluciones/nueva',
    place: 'room',
    may: 'returns.take',
    load: () => import('./returns/new-return-page.tsx').then((page) => page.NewReturnPage),
  },
  {
    path: '/devoluciones/$id',
    place: 'room',
    may: 'returns.see',
    load: () => import('./returns/return-page.tsx').then((page) => page.ReturnPage),
  },
  {
    path: '/seguimiento/$code',
    place: 'door',
    load: () => import('./fulfilment/tracking/tracking-page.tsx').then((page) => page.TrackingPage),
  },
  {
    path: '/bodega/traspasos',
    place: 'room',
    may: 'stock.see',
    load: () => import('./stock/transfers/transfers-page.tsx').then((page) => page.TransfersPage),
  },
  {
    path: '/bodega/traspasos/nuevo',
    place: 'room',
    may: 'stock.transfer',
    load: () => import('./stock/transfers/transfer-form-page.tsx').then((page) => page.TransferFormPage),
  },
  {
    path: '/bodega/traspasos/$id',
    place: 'room',
    may: 'stock.see',
    load: () => import('./stock/transfers/transfer-page.tsx').then((page) => page.TransferPage),
  },
  {
    path: '/bodega/conteos',
    place: 'room',
    may: 'stock.see',
    load: () => import('./stock/counts/counts-page.tsx').then((page) => page.CountsPage),
  },
  {
    path: '/bodega/conteos/$id',
    place: 'room',
    may: 'stock.see',
    load: () => import('./stock/counts/count-page.tsx').then((page) => page.CountPage),
  },
  {
    path: '/bodega/conteos/$id/contar',
    place: 'task',
    may: 'stock.count',
    load: () => import('./stock/counts/counting-page.tsx').then((page) => page.CountingPage),
  },
  {
    path: '/inventario/familias',
    place: 'room',
    may: 'products.see',
    load: () => import('./stock/families-page.tsx').then((page) => page.FamiliesPage),
  },
  {
    path: '/inventario/familias/$id',
    place: 'room',
    may: 'products.see',
    load: () => import('./stock/family-page.tsx').then((page) => page.FamilyPage),
  },
  {
    path: '/inventario/valor',
    place: 'room',
    may: 'costs.see',
    load: () => import('./stock/valuation-page.tsx').then((page) => page.ValuationPage),
  },
  {
    path: '/bodega/ubicaciones',
    place: 'room',
    may: 'stock.see',
    load: () => import('./stock/places/bins-page.tsx').then((page) => page.BinsPage),
  },
  {
    path: '/bodega/lotes',
    place: 'room',
    may: 'stock.see',
    load: () => import('./stock/places/lots-page.tsx').then((page) => page.LotsPage),
  },
  {
    path: '/bodega/etiquetas',
    place: 'room',
    may: 'stock.see',
    load: () => import('./stock/places/labels-page.tsx').then((page) => page.LabelsPage),
  },
]
