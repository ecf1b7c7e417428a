import type { Permission } from '#platform/module'

/** Who may do what with the catalogue. */
export const permissions = {
  'products.see': {
    says: { es: 'Ver productos y buscarlos', en: 'See and search products' },
    roles: ['gerente', 'vendedor', 'cajero', 'bodeguero', 'tecnico', 'recepcion', 'analista'],
  },
  'products.edit': {
    says: {
      es: 'Crear, editar y archivar productos y categorías',
      en: 'Create, edit and archive products and categories',
    },
    roles: ['gerente', 'bodeguero'],
  },
  'products.export': {
    says: { es: 'Exportar la lista de productos', en: 'Export the list of products' },
    roles: ['gerente', 'analista'],
  },
  'products.import': {
    says: { es: 'Importar productos desde un archivo', en: 'Import products from a file' },
    roles: ['gerente'],
  },
  'prices.edit': {
    says: { es: 'Fijar precios de venta', en: 'Set sale prices' },
    roles: ['gerente'],
  },
  'costs.see': {
    says: { es: 'Ver y fijar costos y márgenes', en: 'See and set costs and margins' },
    roles: ['gerente', 'analista'],
  },
  'device_models.edit': {
    says: { es: 'Anotar y unir modelos de equipos', en: 'Record and merge device models' },
    roles: ['gerente', 'tecnico', 'recepcion'],
  },
} satisfies Record<string, Permission>
