import type { Permission } from '#platform/module'

export const permissions = {
  'purchases.see': {
    says: { es: 'Ver compras y recepciones', en: 'See purchases and receipts' },
    roles: ['gerente', 'bodeguero', 'analista'],
  },
  'purchases.request': {
    says: { es: 'Pedir reposición de un producto', en: 'Ask for more of a product' },
    roles: ['gerente', 'bodeguero', 'analista', 'vendedor'],
  },
  'purchases.edit': {
    says: { es: 'Crear, enviar y anular órdenes de compra', en: 'Write, send and cancel purchase orders' },
    roles: ['gerente', 'analista'],
  },
  'purchases.receive': {
    says: { es: 'Recibir mercadería', en: 'Receive goods' },
    roles: ['gerente', 'bodeguero'],
  },
  'purchases.invoices': {
    says: { es: 'Registrar facturas de proveedores', en: 'Record suppliers’ invoices' },
    roles: ['gerente'],
  },
  'purchases.pay': { says: { es: 'Pagar a proveedores', en: 'Pay suppliers' }, roles: ['gerente'] },
  'offers.edit': {
    says: { es: 'Editar condiciones y precios de proveedores', en: 'Edit suppliers’ terms and prices' },
    roles: ['gerente', 'analista'],
  },
} satisfies Record<string, Permission>
