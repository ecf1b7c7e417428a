import type { Permission } from '#platform/module'

const everyone = ['gerente', 'vendedor', 'cajero', 'bodeguero', 'tecnico', 'recepcion', 'analista'] as const

export const permissions = {
  'settings.see': { says: { es: 'Ver los datos del negocio', en: 'See the business settings' }, roles: everyone },
  'settings.change': { says: { es: 'Cambiar los datos del negocio', en: 'Change the business settings' }, roles: [] },
  'stores.see': { says: { es: 'Ver locales', en: 'See stores' }, roles: everyone },
  'stores.change': {
    says: { es: 'Abrir, cambiar y archivar locales', en: 'Open, change and archive stores' },
    roles: [],
  },
  'warehouses.see': { says: { es: 'Ver bodegas', en: 'See warehouses' }, roles: everyone },
  'warehouses.change': {
    says: { es: 'Crear, cambiar y archivar bodegas', en: 'Create, change and archive warehouses' },
    roles: ['gerente'],
  },
  'tills.see': { says: { es: 'Ver cajas', en: 'See tills' }, roles: everyone },
  'tills.change': {
    says: { es: 'Crear, cambiar y archivar cajas', en: 'Create, change and archive tills' },
    roles: ['gerente'],
  },
} satisfies Record<string, Permission>
