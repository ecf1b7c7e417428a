import type { Sentence } from '#platform/text'
import type { MovementKind } from './shapes.ts'

const kinds: Record<MovementKind, Sentence> = {
  receipt: { es: 'Recepción', en: 'Receipt' },
  sale: { es: 'Venta', en: 'Sale' },
  return: { es: 'Devolución', en: 'Return' },
  adjustment: { es: 'Ajuste', en: 'Adjustment' },
  transfer_out: { es: 'Traspaso, salida', en: 'Transfer out' },
  transfer_in: { es: 'Traspaso, entrada', en: 'Transfer in' },
  consumption: { es: 'Consumo', en: 'Consumption' },
  count: { es: 'Conteo', en: 'Count' },
  scrap: { es: 'Merma', en: 'Scrap' },
  opening: { es: 'Inventario inicial', en: 'Opening stock' },
}

/** Headings of the exported stock card. */
export const kardexText = {
  name: { es: 'kardex', en: 'stock-card' },
  at: { es: 'Fecha', en: 'Date' },
  kind: { es: 'Movimiento', en: 'Movement' },
  document: { es: 'Documento', en: 'Document' },
  reason: { es: 'Motivo', en: 'Reason' },
  warehouse: { es: 'Bodega', en: 'Warehouse' },
  actor: { es: 'Quién', en: 'Who' },
  quantityIn: { es: 'Entra', en: 'In' },
  quantityOut: { es: 'Sale', en: 'Out' },
  balance: { es: 'Saldo', en: 'Balance' },
  value: { es: 'Valor', en: 'Value' },
  kinds,
} as const

/** Headings of the exported valuation. */
export const valuationText = {
  name: { es: 'valorizacion', en: 'stock-valuation' },
  title: { es: 'Existencias valorizadas al', en: 'Stock valuation of' },
  sku: { es: 'Código', en: 'Code' },
  product: { es: 'Producto', en: 'Product' },
  quantity: { es: 'Cantidad', en: 'Quantity' },
  unitCost: { es: 'Costo medio', en: 'Average cost' },
  value: { es: 'Valor', en: 'Value' },
} as const
