import type { Goods, StaffedShop } from '../support/staffed-shop.ts'

/** A supplier with a price list, one order under way, one still a draft, a request, and an invoice to pay. */
export async function purchaseWork({ owner, warehouse_id }: StaffedShop, goods: readonly Goods[]) {
  const [oil, filter, battery, plug] = goods as [Goods, Goods, Goods, Goods]
  const supplier = await owner.post('/api/suppliers', {
    name: 'Lubricantes y Repuestos del Sur Limitada',
    tax_id: '76543210-3',
    contact_name: 'Rosa Muñoz',
    phone: '+56 9 7654 3210',
    email: 'ventas@lubricantesdelsur.cl',
    payment_days: 30,
  })
  const path = `/api/suppliers/${supplier.id}`
  await owner.post('/api/sales-reps', { name: 'Rosa Muñoz', phone: '+56 9 7654 3210', represents_id: supplier.id })
  await owner.send('PATCH', `${path}/terms`, {
    minimum_minor: 400_000,
    freight_minor: 12_000,
    free_freight_minor: 600_000,
    lead_time_days: 5,
  })
  const offer = (one: Goods, more: object) => owner.post(`${path}/attach-product`, { product_id: one.id, ...more })
  await offer(oil, { supplier_code: 'MOB-5W30-4L', pack_size: 6, pack_cost_minor: 126_000 })
  await offer(filter, { supplier_code: 'MANN-W712', pack_cost_minor: 4_100, minimum_quantity: 10 })
  await offer(battery, { supplier_code: 'BOS-S4-55', pack_cost_minor: 52_000, lead_time_days: 8 })
  const supplier_id = supplier.id
  const lines = [
    { product_id: oil.id, quantity: 12 },
    { product_id: filter.id, quantity: 20 },
  ]
  const order = await owner.post('/api/purchase-orders', {
    supplier_id,
    warehouse_id,
    lines,
    notes: 'Entregar en la mañana',
  })
  await owner.post(`/api/purchase-orders/${order.id}/send`, { without_mail: true, below_minimum: true })
  const receipt = await owner.post('/api/goods-receipts', {
    purchase_order_id: order.id,
    document_label: 'GD-4471',
    lines: [
      { product_id: oil.id, quantity: 6, damaged_quantity: 1, pack_cost_minor: 138_000 },
      { product_id: filter.id, quantity: 20 },
    ],
  })
  const invoice = await owner.post('/api/supplier-invoices', {
    supplier_id,
    document_label: 'F-90211',
    issued_on: '2026-09-01',
    net_minor: 232_000,
    tax_minor: 44_080,
    total: 276_080,
    receipt_ids: [receipt.id],
  })
  await owner.post('/api/purchase-orders', {
    supplier_id,
    warehouse_id,
    lines: [{ product_id: battery.id, quantity: 4 }],
  })
  await owner.post('/api/reorders', { product_id: battery.id, quantity: 4, warehouse_id })
  await owner.post('/api/reorders', { product_id: plug.id, quantity: 16, warehouse_id })
  return {
    '/compras': order.id,
    '/proveedores': supplier.id,
    '/compras/recepciones': receipt.id,
    '/compras/facturas': invoice.id,
    '/bodega/recibir': order.id,
  }
}
