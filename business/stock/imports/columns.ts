import type { ImportColumn } from '#platform/import/importable'

/** The columns that an import of opening stock understands. */
export const columns: readonly ImportColumn[] = [
  {
    name: 'sku',
    says: { es: 'Código', en: 'SKU' },
    required: true,
    also: ['codigo', 'cod', 'code', 'stockcode', 'articulo', 'referencia', 'codigo de barras', 'barcode', 'ean'],
    type: 'text',
  },
  {
    name: 'warehouse',
    says: { es: 'Bodega (código o nombre)', en: 'Warehouse (code or name)' },
    required: false,
    also: ['bodega', 'almacen', 'deposito', 'ubicacion', 'sucursal', 'location'],
    type: 'text',
  },
  {
    name: 'quantity',
    says: { es: 'Cantidad', en: 'Quantity' },
    required: true,
    also: ['cantidad', 'stock', 'existencia', 'existencias', 'saldo', 'unidades', 'qty', 'on hand'],
    type: 'quantity',
  },
  {
    name: 'unit_cost',
    says: { es: 'Costo unitario', en: 'Unit cost' },
    required: false,
    also: ['costo', 'costo unitario', 'costo neto', 'coste', 'cost', 'precio costo', 'precio compra', 'cpp'],
    type: 'amount',
  },
]
