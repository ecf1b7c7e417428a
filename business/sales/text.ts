import type { Sentence } from '#platform/text'

/** What sales says when it says no. */
export const text = {
  orderNotFound: { es: 'No existe ese pedido.', en: 'There is no such order.' },
  lineNotFound: { es: 'No existe esa línea.', en: 'There is no such line.' },
  cannotMove: {
    es: 'El estado de este pedido no permite ese paso.',
    en: 'The state of this order does not allow that step.',
  },
  notADraft: {
    es: 'Solo se edita un borrador; este pedido ya se confirmó o se anuló.',
    en: 'Only a draft is edited; this order was confirmed or cancelled.',
  },
  alreadyHandedOver: {
    es: 'Este pedido ya se entregó. Usa una devolución.',
    en: 'This order was already handed over. Use a return.',
  },
  cannotHandOver: {
    es: 'Solo se entrega un pedido confirmado y por entregar.',
    en: 'Only a confirmed order that still waits is handed over.',
  },
  shippedInstead: {
    es: 'Un pedido con despacho se entrega al despacharlo desde la bodega.',
    en: 'An order for delivery is handed over by shipping it from the warehouse.',
  },
  cannotCut: {
    es: 'Solo se quita de un pedido confirmado y por entregar, y no más de lo que tiene.',
    en: 'Only a confirmed order that still waits is cut, and by no more than it has.',
  },
  empty: { es: 'El pedido no tiene líneas.', en: 'The order has no lines.' },
  unknownProduct: { es: 'El producto {product_id} no existe.', en: 'Product {product_id} does not exist.' },
  notSold: { es: '{name} no está a la venta.', en: '{name} is not for sale.' },
  decimals: {
    es: '{name} se vende con {decimals|decimal|decimales}.',
    en: '{name} is sold with {decimals|decimal|decimals}.',
  },
  tooManyLines: { es: 'Caben hasta {lines_max|línea|líneas}.', en: 'There is room for {lines_max|line|lines}.' },
  twoDiscounts: {
    es: 'Un descuento es un porcentaje o un monto, no ambos.',
    en: 'A discount is a share or an amount, not both.',
  },
  discountTooLarge: {
    es: 'El descuento es mayor que el monto al que se aplica.',
    en: 'The discount is larger than the amount it applies to.',
  },
  storeNeeded: { es: 'Indica el local, la bodega o la caja.', en: 'Name the store, the warehouse or the till.' },
  warehouseArchived: { es: 'Esa bodega está archivada.', en: 'That warehouse is archived.' },
  otherStore: { es: 'Esa bodega es de otro local.', en: 'That warehouse belongs to another store.' },
  otherDocument: {
    es: 'Ese identificador ya se usó con otros datos.',
    en: 'That id was already used with other data.',
  },
  underpaid: {
    es: 'Los pagos no cubren el total. Faltan {due_text}.',
    en: 'The payments do not cover the total. {due_text} is missing.',
  },
  cartNotFound: { es: 'No existe esa venta retenida.', en: 'There is no such cart on hold.' },
  cartGone: { es: 'Otra caja ya tomó esa venta retenida.', en: 'Another till already took that cart.' },
  quoteNotFound: { es: 'No existe esa cotización.', en: 'There is no such quote.' },
  quoteCannotMove: {
    es: 'El estado de esta cotización no permite ese paso.',
    en: 'The state of this quote does not allow that step.',
  },
  quoteNotDraft: {
    es: 'Solo se edita una cotización en borrador.',
    en: 'Only a draft quote is edited.',
  },
  quoteNotAccepted: {
    es: 'Solo una cotización aceptada se convierte en pedido.',
    en: 'Only an accepted quote becomes an order.',
  },
  quoteOrdered: { es: 'Esa cotización ya tiene su pedido.', en: 'That quote already has its order.' },
  receiptNotFound: { es: 'Este recibo no existe.', en: 'This receipt does not exist.' },
  importUnknownProduct: { es: 'No existe el producto {sku}.', en: 'There is no product {sku}.' },
  importBadQuantity: { es: 'La cantidad debe ser mayor que cero.', en: 'The quantity must be above zero.' },
  importBadPrice: { es: 'El precio no puede ser negativo.', en: 'The price cannot be negative.' },
  importUnknownMethod: { es: 'No existe el medio de pago {method}.', en: 'There is no way of paying {method}.' },
  importUnknownWarehouse: { es: 'Indica una bodega que exista.', en: 'Name a warehouse that exists.' },
  importBadDate: { es: 'La fecha no se entiende o está en el futuro.', en: 'The date is unreadable or in the future.' },
  importBadDiscount: { es: 'El descuento supera la línea.', en: 'The discount exceeds the line.' },
  importAlreadyRefunded: { es: 'Ya se devolvió una parte.', en: 'A part was already given back.' },
} satisfies Record<string, Sentence>
