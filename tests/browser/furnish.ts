import type { Page } from 'playwright-core'
import type { Goods, StaffedShop } from '../support/staffed-shop.ts'
import { scan } from '../support/wedge-scanner.ts'
import type { Stop } from './desk.ts'
import { purchaseWork } from './furnish-purchases.ts'

/**
 * The morning that the loaded pages show. Whoever adds a page with `$id` in its address adds the thing here, under
 * what stands before it in the address; `$token` likewise. Whoever adds a panel, a tab or a dialog adds a view to `viewsOf`.
 */
export interface Furnished {
  ids: Readonly<Record<string, string>>
  goods: readonly Goods[]
}

export async function furnish(shop: StaffedShop): Promise<Furnished> {
  const { owner, till_id, warehouse_id } = shop
  const goods = await stock(shop)
  const [oil, filter, battery] = goods as [Goods, Goods, Goods]
  const customer = await owner.post('/api/customers', {
    name: 'Transportes y Maquinarias Aguilar Hermanos Limitada',
    tax_id: '77123456-9',
    phone: '+56 9 8123 4567',
    email: 'compras@aguilar.cl',
    credit_limit_minor: 300_000,
  })
  const items = [
    { product_id: oil.id, quantity: 1 },
    { product_id: filter.id, quantity: 2 },
  ]
  const session = await owner.post('/api/till-sessions', { till_id, opening_minor: 20_000 })
  const sell = (customer_id: string | null) =>
    owner.post('/api/sales', {
      till_session_id: session.id,
      items,
      customer_id,
      payments: [{ method: 'cash', amount: 50_000 }],
    })
  const sale = await sell(null)
  await sell(customer.id)
  const order = await owner.post('/api/orders', { customer_id: customer.id, items, warehouse_id })
  await owner.post(`/api/orders/${order.id}/confirm`)
  const draft = await owner.post('/api/orders', { items: [{ product_id: battery.id, quantity: 1 }] })
  const quote = await owner.post('/api/quotes', { customer_id: customer.id, items })
  await owner.get('/api/health/books')
  await owner.post('/api/categories', { name: 'Lubricantes y filtros' })
  await spend(owner, session.id)
  await sellShort(owner, session.id, goods)
  await shop.hire('Camila Rojas', 'cajero')
  return {
    goods,
    ids: {
      '/ventas': order.id,
      '/ventas/nueva': draft.id,
      '/clientes': customer.id,
      '/personas': (await owner.post('/api/employees', { name: 'Hernán Pizarro', job_title: 'Reparto' })).id,
      '/inventario': oil.id,
      '/inventario/familias': await familyOf(owner),
      '/cotizaciones': quote.id,
      '/caja/turnos': session.id,
      '/fiado': customer.id,
      '/documentos': (await owner.get('/api/issued-documents')).items[0].id,
      ...(await ordersToDeliver(shop, customer.id, goods)),
      ...(await warehouseWork(shop, goods)),
      ...(await purchaseWork(shop, goods)),
      '/importar': await importOf(owner),
      '/r': await linkOf(owner, sale),
      '/clave': 'un-enlace-vencido',
    },
  }
}

/** A transfer on its way, a count half done, shelves with names, and a lot that expires. */
async function warehouseWork({ owner, warehouse_id }: StaffedShop, goods: readonly Goods[]) {
  const [oil, filter, battery, , coolant] = goods as [Goods, Goods, Goods, Goods, Goods]
  const { items } = await owner.get('/api/stores')
  const other = await owner.post('/api/warehouses', { name: 'Bodega norte', store_id: items[0].id })
  const transfer = await owner.post('/api/stock-transfers', {
    from_warehouse_id: warehouse_id,
    to_warehouse_id: other.id,
    note: 'Para la campaña de invierno',
    items: [
      { product_id: oil.id, quantity: 2 },
      { product_id: coolant.id, quantity: 3 },
    ],
  })
  await owner.post(`/api/stock-transfers/${transfer.id}/send`)
  const codes = ['A-01', 'A-02', 'B-01'].map((code) => ({ code }))
  const bins = await owner.post('/api/bins', { warehouse_id, bins: codes })
  await owner.post(`/api/bins/${bins.items[0].id}/products`, { product_ids: [oil.id, filter.id] })
  const count = await owner.post('/api/stock-counts', { scope: 'whole', warehouse_id })
  const entries = [
    { product_id: oil.id, mode: 'set', quantity: 20 },
    { product_id: battery.id, mode: 'set', quantity: 2 },
  ]
  await owner.post(`/api/stock-counts/${count.id}/entries`, { entries })
  await owner.send('PUT', `/api/products/${coolant.id}/lot-rule`, { tracks_lots: true })
  const lot = { product_id: coolant.id, warehouse_id, code: 'L-2026-08', expires_on: '2026-01-31', quantity: 4 }
  await owner.post('/api/stock-lots', lot)
  return { '/bodega/traspasos': transfer.id, '/bodega/conteos': count.id }
}

/** Orders to deliver at each stop of their way: to pick, in the box, in a van, at the door. */
async function ordersToDeliver({ owner, warehouse_id }: StaffedShop, customer_id: string, goods: readonly Goods[]) {
  const order = async (more: readonly Goods[]) => {
    const items = more.map(({ id }) => ({ product_id: id, quantity: 2 }))
    const place = {
      customer_id,
      warehouse_id,
      fulfilment: 'delivery',
      delivery_address: 'Avenida Pajaritos 2310, Maipú',
    }
    const { id } = await owner.post('/api/orders', { ...place, items })
    await owner.post(`/api/orders/${id}/confirm`)
    return (await owner.get(`/api/fulfilments?order_id=${id}`)).items[0]
  }
  const pick = async ({ id, number }: { id: string; number: number }, more: readonly Goods[]) => {
    for (const { id: product_id } of more)
      await owner.post('/api/picks', { fulfilment_ids: [id], product_id, quantity: 2 })
    await owner.post(`/api/fulfilments/${number}/picked`)
  }
  const [oil, filter] = goods as [Goods, Goods]
  const [toPick, toPack, sent] = [await order([oil, filter]), await order([filter]), await order([oil])]
  await owner.send('PATCH', `/api/fulfilments/${toPick.id}`, { due_at: '2026-01-31T12:00:00Z' })
  await pick(toPack, [filter])
  await pick(sent, [oil])
  await owner.post(`/api/fulfilments/${sent.id}/packs`, { all: true })
  const parcel = { fulfilment_id: sent.id, state: 'in_transit', carrier: 'Starken', tracking: 'ST-88120-CL' }
  const shipment = await owner.post('/api/shipments', parcel)
  const { tracking_code } = await owner.get(`/api/fulfilments/${sent.id}`)
  await owner.send('PATCH', `/api/shipments/${shipment.id}`, { state: 'delivered', received_by: 'Conserje' })
  const [line] = (await owner.get(`/api/returns/returnable?order_id=${sent.order_id}`)).items
  const lines = [{ order_line_id: line.order_line_id, quantity: 1, disposition: 'quarantine' }]
  const back = await owner.post('/api/returns', { order_id: sent.order_id, lines, reason: 'defective', is_here: true })
  return {
    '/devoluciones': back.id,
    '/pedidos': String(sent.number),
    '/bodega/buscar': toPick.id,
    '/bodega/embalar': String(toPack.number),
    '/bodega/despachos': shipment.id,
    '/seguimiento': tracking_code,
  }
}

/** Spark plugs that are on the shelf but in no book yet: a place below zero. */
async function sellShort(owner: StaffedShop['owner'], till_session_id: string, goods: readonly Goods[]) {
  await owner.send('PATCH', '/api/settings', { sell_short: 'allowed' })
  const items = [{ product_id: goods[3]?.id, quantity: 2 }]
  await owner.post('/api/sales', { till_session_id, items, payments: [{ method: 'cash', amount: 10_000 }] })
}

/** Money that left the till, and a rent that did not. */
async function spend(owner: StaffedShop['owner'], till_session_id: string) {
  const expenses = [
    { amount: 4_500, category: 'Aseo', description: 'Cloro, paños y bolsas' },
    { amount: 12_000, category: 'Fletes', description: 'Retiro en bodega de Lubricantes del Sur' },
    { amount: 450_000, category: 'Arriendo', description: 'Noviembre', method: 'transfer' },
  ]
  for (const expense of expenses) await owner.post('/api/expenses', { ...expense, till_session_id })
}

/** One oil in two sizes. */
async function familyOf(owner: StaffedShop['owner']): Promise<string> {
  const name = 'Aceite Castrol GTX'
  const { id } = await owner.post('/api/product-families', { name, option_names: ['Viscosidad', 'Litros'] })
  for (const litres of ['1 L', '4 L']) {
    const options = { Viscosidad: '20W-50', Litros: litres }
    await owner.post('/api/products', { name: `${name} 20W-50 ${litres}`, price: 7_990, family_id: id, options })
  }
  return id
}

async function stock({ product }: StaffedShop): Promise<Goods[]> {
  const shelf = [
    { name: 'Aceite Mobil Super 3000 5W-30 4 L', price: 32_990, cost: 21_000, on_hand: 24, min_stock: 6 },
    { name: 'Filtro de aceite Mann W 712/95', price: 7490, cost: 4100, on_hand: 40, min_stock: 10 },
    { name: 'Batería Bosch S4 55 Ah', price: 74_990, cost: 52_000, on_hand: 2, min_stock: 4 },
    { name: 'Bujía NGK BKR6E', price: 3990, cost: 2100, min_stock: 8 },
    {
      name: 'Refrigerante verde concentrado con anticorrosivo 1 L',
      price: 3990,
      cost: 1900,
      on_hand: 9,
      min_stock: 12,
    },
  ]
  const goods: Goods[] = []
  for (const one of shelf) goods.push(await product(one))
  return goods
}

const linkOf = async (owner: StaffedShop['owner'], sale: { order?: { id: string }; id?: string }): Promise<string> => {
  const { public_url } = await owner.get(`/api/orders/${sale.order?.id ?? sale.id}/receipt`)
  return String(public_url).split('/').at(-1) ?? ''
}

/** A list with a bad cell, so that the report of an import has something to say. */
async function importOf({ upload, post }: StaffedShop['owner']): Promise<string> {
  const form = new FormData()
  form.append('kind', 'products')
  const rows = ['Código;Nombre;Precio', 'FIL-1;Filtro de cabina Yaris;8.990', 'FIL-2;Filtro de petróleo Hilux;Caro']
  form.append('file', new Blob([rows.join('\n')], { type: 'text/csv' }), 'Lista de precios.csv')
  const { id } = await upload('/api/imports', form)
  await post(`/api/imports/${id}/map`)
  return id
}

/** What one sees inside a page without leaving it: panels, tabs, dialogs, the till with a sale in hand. */
export function viewsOf({ ids, goods }: Furnished): Stop[] {
  const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()
  const codes = goods.slice(0, 3).map(({ barcode }) => barcode)
  return [
    { name: 'inventario+ficha', address: `/inventario?ficha=${ids['/inventario']}` },
    { name: 'personas+vendedor', address: '/personas/nueva?rol=is_rep' },
    { name: 'pedido+pago', address: `/ventas/nueva?pedido=${ids['/ventas/nueva']}&paso=pago` },
    { name: 'clientes+ficha', address: `/clientes?ficha=${ids['/clientes']}` },
    { name: 'proveedor+productos', address: `/proveedores/${ids['/proveedores']}?hoja=productos` },
    { name: 'proveedor+cuenta', address: `/proveedores/${ids['/proveedores']}?hoja=cuenta` },
    { name: 'alertas+bajo-cero', address: '/alertas-stock?view=oversold' },
    { name: 'ajustes+cajas', address: '/ajustes?hoja=cajas' },
    { name: 'usuarios+roles', address: '/usuarios?hoja=roles' },
    { name: 'usuarios+nueva', address: '/usuarios', act: press(/Persona|Usuario/) },
    {
      name: 'caja+venta',
      address: '/caja',
      isTask: true,
      act: async (page) => {
        for (const code of codes) await scan(page, code)
      },
    },
    {
      name: 'caja+cobro',
      address: '/caja?cobro',
      isTask: true,
      act: async (page) => {
        for (const code of codes) await scan(page, code)
        await page.locator('.tender-key:enabled').first().click()
        // On a phone the payment is a screen of its own; a wide one shows it already.
        await page.evaluate(() => document.querySelector<HTMLElement>('.phone-charge .plate')?.click())
      },
    },
  ]
}
