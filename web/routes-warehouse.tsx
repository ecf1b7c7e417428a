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
