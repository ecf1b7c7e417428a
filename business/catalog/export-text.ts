import type { Sentence } from '#platform/text'

/** Headings of the exported list. */
export const exportText = {
  name: { es: 'productos', en: 'products' },
  sku: { es: 'Código', en: 'SKU' },
  product: { es: 'Producto', en: 'Product' },
  barcodes: { es: 'Códigos de barras', en: 'Barcodes' },
  category: { es: 'Categoría', en: 'Category' },
  unit: { es: 'Unidad', en: 'Unit' },
  price: { es: 'Precio', en: 'Price' },
  cost: { es: 'Costo', en: 'Cost' },
  margin: { es: 'Margen %', en: 'Margin %' },
  taxClass: { es: 'Impuesto', en: 'Tax class' },
  min: { es: 'Mínimo', en: 'Minimum' },
  max: { es: 'Máximo', en: 'Maximum' },
  status: { es: 'Estado', en: 'Status' },
  updated: { es: 'Modificado', en: 'Changed' },
} satisfies Record<string, Sentence>
