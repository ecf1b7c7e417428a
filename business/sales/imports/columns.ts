import type { ImportColumn } from '#platform/import/importable'

/** The columns that an import of past sales understands: one row a line; lines of one document stand together. */
export const columns: readonly ImportColumn[] = [
  {
    name: 'document',
    says: { es: 'Número de documento', en: 'Document number' },
    required: true,
    also: ['documento', 'numero', 'folio', 'boleta', 'factura', 'invoice', 'invoiceno', 'invoice no', 'number'],
    type: 'text',
  },
  {
    name: 'date',
    says: { es: 'Fecha', en: 'Date' },
    required: true,
    also: ['fecha', 'fecha y hora', 'invoicedate', 'invoice date', 'day', 'dia'],
    type: 'moment',
  },
  {
    name: 'sku',
    says: { es: 'Código', en: 'SKU' },
    required: true,
    also: ['codigo', 'cod', 'code', 'stockcode', 'articulo', 'producto', 'referencia'],
    type: 'text',
  },
  {
    name: 'quantity',
    says: { es: 'Cantidad', en: 'Quantity' },
    required: true,
    also: ['cantidad', 'unidades', 'qty', 'cant'],
    type: 'quantity',
  },
  {
    name: 'unit_price',
    says: { es: 'Precio unitario', en: 'Unit price' },
    required: true,
    also: ['precio', 'precio unitario', 'unitprice', 'unit price', 'price', 'valor'],
    type: 'amount',
  },
  {
    name: 'discount',
    says: { es: 'Descuento de la línea', en: 'Discount of the line' },
    required: false,
    also: ['descuento', 'dcto', 'discount'],
    type: 'amount',
  },
  {
    name: 'customer',
    says: { es: 'Cliente (código, RUT, correo o nombre)', en: 'Customer (code, tax id, e-mail or name)' },
    required: false,
    also: ['cliente', 'rut', 'customerid', 'customer id', 'customer', 'razon social'],
    type: 'text',
  },
  {
    name: 'method',
    says: { es: 'Forma de pago', en: 'Way of paying' },
    required: false,
    also: ['forma de pago', 'medio de pago', 'pago', 'payment', 'payment method'],
    type: 'text',
  },
  {
    name: 'warehouse',
    says: { es: 'Bodega (código o nombre)', en: 'Warehouse (code or name)' },
    required: false,
    also: ['bodega', 'almacen', 'sucursal'],
    type: 'text',
  },
  {
    name: 'cancelled',
    says: { es: 'Anulada', en: 'Cancelled' },
    required: false,
    also: ['anulada', 'anulado', 'cancelada', 'cancelado'],
    type: 'flag',
  },
]
