// The only place that builds links. A page that moves changes here and in routes.tsx, nowhere else.

const part = encodeURIComponent

export const to = {
  today: () => '/',
  till: () => '/caja',
  orders: () => '/ventas',
  newOrder: () => '/ventas/nueva',
  order: (id: string) => `/ventas/${part(id)}`,
  quotes: () => '/cotizaciones',
  quote: (id: string) => `/cotizaciones/${part(id)}`,
  inventory: () => '/inventario',
  productsIn: (category_id: string) => `/inventario?categoria=${part(category_id)}`,
  stockAt: (warehouse_id: string) => `/inventario?bodega=${part(warehouse_id)}`,
  categories: () => '/inventario/categorias',
  warehouses: () => '/inventario/bodegas',
  product: (id: string) => `/inventario/${part(id)}`,
  warehouseTasks: () => '/bodega',
  lowStock: () => '/alertas-stock',
  customers: () => '/clientes',
  newCustomer: () => '/clientes/nuevo',
  customer: (id: string) => `/clientes/${part(id)}`,
  editCustomer: (id: string) => `/clientes/${part(id)}/editar`,
  people: () => '/personas',
  users: () => '/usuarios',
  settings: () => '/ajustes',
  audit: () => '/auditoria',
  import: () => '/importar',
  importRun: (id: string) => `/importar/${part(id)}`,
  profile: () => '/perfil',
  signIn: (next?: string) => (next && next !== '/' ? `/login?next=${part(next)}` : '/login'),
  forgotPassword: () => '/clave',
  resetPassword: (token: string) => `/clave/${part(token)}`,
  firstUse: () => '/primer-uso',
  /** Drawn by the server, so that a customer without a sign-in sees it. */
  receipt: (token: string) => `/r/${part(token)}`,
  parts: () => '/partes',
} as const
