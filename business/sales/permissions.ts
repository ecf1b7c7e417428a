import type { Permission } from '#platform/module'

export const permissions = {
  'orders.see': {
    says: { es: 'Ver ventas y pedidos', en: 'See sales and orders' },
    roles: ['gerente', 'vendedor', 'cajero', 'bodeguero', 'recepcion', 'analista'],
  },
  'orders.edit': {
    says: { es: 'Crear y editar pedidos', en: 'Create and edit orders' },
    roles: ['gerente', 'vendedor', 'cajero', 'recepcion'],
  },
  'orders.confirm': {
    says: { es: 'Confirmar pedidos', en: 'Confirm orders' },
    roles: ['gerente', 'vendedor', 'cajero', 'recepcion'],
  },
  'orders.hand_over': {
    says: { es: 'Entregar pedidos', en: 'Hand orders over' },
    roles: ['gerente', 'vendedor', 'cajero', 'bodeguero', 'recepcion'],
  },
  'orders.cancel': { says: { es: 'Anular pedidos', en: 'Cancel orders' }, roles: ['gerente', 'vendedor'] },
  'orders.price': { says: { es: 'Cambiar el precio de una línea', en: 'Set the price of a line' }, roles: ['gerente'] },
  'orders.export': { says: { es: 'Exportar ventas', en: 'Export sales' }, roles: ['gerente', 'analista'] },
  'discounts.approve': {
    says: { es: 'Autorizar descuentos sobre el límite', en: 'Approve discounts above the limit' },
    roles: ['gerente'],
  },
  'prices.below_cost': { says: { es: 'Vender bajo el costo', en: 'Sell below cost' }, roles: ['gerente'] },
  'sales.sell': {
    says: { es: 'Vender en el mostrador', en: 'Sell at the counter' },
    roles: ['gerente', 'vendedor', 'cajero'],
  },
  'sales.import': { says: { es: 'Importar ventas pasadas', en: 'Import past sales' }, roles: ['gerente'] },
  'quotes.see': {
    says: { es: 'Ver cotizaciones', en: 'See quotes' },
    roles: ['gerente', 'vendedor', 'cajero', 'recepcion', 'analista'],
  },
  'quotes.edit': {
    says: { es: 'Hacer cotizaciones', en: 'Write quotes' },
    roles: ['gerente', 'vendedor', 'recepcion'],
  },
  'dashboard.see': {
    says: { es: 'Ver el resumen de ventas', en: 'See the sales figures' },
    roles: ['gerente', 'vendedor', 'analista'],
  },
} satisfies Record<string, Permission>
