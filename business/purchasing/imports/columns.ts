import type { ImportColumn } from '#platform/import/importable'

/** The columns that an import of a supplier's price list understands. */
export const columns: readonly ImportColumn[] = [
  {
    name: 'supplier',
    says: { es: 'Proveedor (código, RUT o nombre)', en: 'Supplier (code, tax id or name)' },
    required: true,
    also: ['proveedor', 'distribuidor', 'rut proveedor', 'vendor'],
    type: 'text',
  },
  {
    name: 'supplier_code',
    says: { es: 'Código del proveedor', en: 'Supplier’s code' },
    required: true,
    also: ['codigo', 'codigo proveedor', 'cod', 'cod proveedor', 'referencia', 'articulo', 'code', 'part number'],
    type: 'text',
  },
  {
    name: 'description',
    says: { es: 'Descripción', en: 'Description' },
    required: false,
    also: ['descripcion', 'detalle', 'producto', 'nombre', 'glosa', 'name'],
    type: 'text',
  },
  {
    name: 'sku',
    says: { es: 'Nuestro código o código de barras', en: 'Our SKU or barcode' },
    required: false,
    also: ['sku', 'nuestro codigo', 'codigo interno', 'codigo de barras', 'ean', 'barcode'],
    type: 'text',
  },
  {
    name: 'pack_cost',
    says: { es: 'Precio del envase, sin impuesto', en: 'Pack price without tax' },
    required: true,
    also: ['precio', 'precio neto', 'costo', 'costo neto', 'valor', 'neto', 'price', 'cost', 'list price'],
    type: 'amount',
  },
  {
    name: 'pack_size',
    says: { es: 'Unidades por envase', en: 'Units in a pack' },
    required: false,
    also: ['unidades por caja', 'caja', 'empaque', 'envase', 'embalaje', 'pack', 'units per pack', 'formato'],
    type: 'quantity',
  },
  {
    name: 'minimum_quantity',
    says: { es: 'Pedido mínimo (unidades)', en: 'Minimum order (units)' },
    required: false,
    also: ['minimo', 'pedido minimo', 'cantidad minima', 'moq', 'minimum'],
    type: 'quantity',
  },
  {
    name: 'lead_time_days',
    says: { es: 'Días de entrega', en: 'Lead time in days' },
    required: false,
    also: ['plazo', 'dias', 'plazo entrega', 'dias de entrega', 'lead time'],
    type: 'whole',
  },
]
