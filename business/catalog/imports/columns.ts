import type { ImportColumn } from '#platform/import/importable'

/**
 * The columns an import of products understands. An empty cell says nothing: it leaves what is there. None is required,
 * so that a list of codes and new prices is enough; what a new product needs is judged row by row.
 */
export const columns: readonly ImportColumn[] = [
  {
    name: 'sku',
    says: { es: 'Código', en: 'SKU' },
    required: false,
    also: ['codigo', 'sku', 'cod', 'code', 'stockcode', 'articulo', 'referencia', 'codigo interno', 'item'],
    type: 'text',
  },
  {
    name: 'name',
    says: { es: 'Producto', en: 'Product' },
    required: false,
    also: ['nombre', 'name', 'producto', 'descripcion corta', 'description', 'glosa', 'product'],
    type: 'text',
  },
  {
    name: 'barcode',
    says: { es: 'Código de barras', en: 'Barcode' },
    required: false,
    also: ['codigo de barras', 'codigos de barras', 'barcode', 'barcodes', 'ean', 'ean13', 'upc', 'gtin'],
    type: 'text',
  },
  {
    name: 'category',
    says: { es: 'Categoría', en: 'Category' },
    required: false,
    also: ['categoria', 'category', 'familia', 'rubro', 'linea', 'grupo'],
    type: 'text',
  },
  { name: 'unit', says: { es: 'Unidad', en: 'Unit' }, required: false, also: ['unidad', 'unit', 'um'], type: 'text' },
  {
    name: 'decimals',
    says: { es: 'Decimales', en: 'Decimals' },
    required: false,
    also: ['decimales', 'decimals'],
    type: 'whole',
  },
  {
    name: 'price',
    says: { es: 'Precio', en: 'Price' },
    required: false,
    also: ['precio', 'price', 'precio venta', 'precio de venta', 'pvp', 'valor', 'unitprice', 'unit price'],
    type: 'amount',
  },
  {
    name: 'cost',
    says: { es: 'Costo', en: 'Cost' },
    required: false,
    also: ['costo', 'cost', 'coste', 'precio costo', 'precio compra', 'costo neto'],
    type: 'amount',
  },
  {
    name: 'tax_class',
    says: { es: 'Impuesto', en: 'Tax class' },
    required: false,
    also: ['impuesto', 'iva', 'tax', 'tax class', 'afecto'],
    type: 'text',
  },
  {
    name: 'min_stock',
    says: { es: 'Mínimo', en: 'Minimum' },
    required: false,
    also: ['minimo', 'min', 'stock minimo', 'min stock', 'stock critico'],
    type: 'quantity',
  },
  {
    name: 'max_stock',
    says: { es: 'Máximo', en: 'Maximum' },
    required: false,
    also: ['maximo', 'max', 'stock maximo', 'max stock'],
    type: 'quantity',
  },
  {
    name: 'supplier',
    says: { es: 'Proveedor', en: 'Supplier' },
    required: false,
    also: ['proveedor', 'supplier', 'rut proveedor', 'vendor'],
    type: 'text',
  },
  {
    name: 'description',
    says: { es: 'Descripción', en: 'Description' },
    required: false,
    also: ['descripcion larga', 'detalle', 'observaciones', 'notas'],
    type: 'text',
  },
  {
    name: 'kind',
    says: { es: 'Tipo (producto o servicio)', en: 'Kind (good or service)' },
    required: false,
    also: ['tipo', 'kind', 'type'],
    type: 'text',
  },
]
