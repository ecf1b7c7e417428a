import type { Sentence } from '#platform/text'
import type { PurchaseStatus } from './wire-orders.ts'

/** What purchasing says when it says no, and what stands on its papers. */
export const text = {
  notASupplier: { es: '{name} no es proveedor.', en: '{name} is not a supplier.' },
  unknownProduct: { es: 'El producto {product_id} no existe.', en: 'Product {product_id} does not exist.' },
  notBought: {
    es: '{name} está archivado, inactivo o descontinuado: no se pide más.',
    en: '{name} is archived, inactive or discontinued: no more of it is ordered.',
  },
  notTracked: {
    es: '{name} es un servicio: no se compra por unidades.',
    en: '{name} is a service: it is not bought by the unit.',
  },
  decimals: { es: '{name} se cuenta con {decimals} decimales.', en: '{name} is counted with {decimals} decimals.' },
  repeated: { es: '{name} está dos veces. Junta las líneas.', en: '{name} stands twice. Join the lines.' },
  warehouseArchived: { es: 'Esa bodega está archivada.', en: 'That warehouse is archived.' },
  warehouseNeeded: { es: 'Indica la bodega.', en: 'Name the warehouse.' },
  idTaken: { es: 'Ese identificador ya se usó con otros datos.', en: 'That id was already used with other data.' },
  costForbidden: {
    es: 'Solo quien ve costos puede cambiar un precio de compra.',
    en: 'Only who sees costs can change a purchase price.',
  },

  offerNotFound: { es: 'Ese proveedor no ofrece ese producto.', en: 'That supplier does not offer that product.' },
  offerExists: {
    es: 'Ese proveedor ya ofrece ese producto. Edita su precio.',
    en: 'That supplier already offers that product. Edit its price.',
  },
  codeTaken: {
    es: 'El código {supplier_code} de ese proveedor ya es de otro producto.',
    en: 'The code {supplier_code} of that supplier already belongs to another product.',
  },
  unknownCodeNotFound: { es: 'No existe ese código por resolver.', en: 'There is no such code to resolve.' },
  codeResolved: { es: 'Ese código ya está resuelto.', en: 'That code is already resolved.' },

  reorderNotFound: { es: 'No existe esa solicitud de reposición.', en: 'There is no such reorder request.' },
  reorderCannotMove: {
    es: 'El estado de esta solicitud no permite ese paso.',
    en: 'The state of this request does not allow that step.',
  },
  reorderOpen: {
    es: 'Ya hay una solicitud abierta de este producto en esta bodega.',
    en: 'There is already an open request for this product in this warehouse.',
  },
  reorderByReceipt: {
    es: 'Esta solicitud está en la orden de compra {purchase_order}. Recíbela ahí.',
    en: 'This request is in purchase order {purchase_order}. Receive it there.',
  },
  reorderNeedsSupplier: {
    es: '{name} no tiene proveedor. Elige uno antes de pedir.',
    en: '{name} has no supplier. Choose one before ordering.',
  },

  orderNotFound: { es: 'No existe esa orden de compra.', en: 'There is no such purchase order.' },
  orderCannotMove: {
    es: 'El estado de esta orden no permite ese paso.',
    en: 'The state of this order does not allow that step.',
  },
  orderNotDraft: { es: 'Solo se edita una orden en borrador.', en: 'Only a draft order is edited.' },
  orderEmpty: { es: 'La orden no tiene líneas.', en: 'The order has no lines.' },
  priceNeeded: {
    es: 'Falta el precio de {name}: ese proveedor no lo ofrece.',
    en: 'The price of {name} is missing: that supplier does not offer it.',
  },
  wholePacks: {
    es: '{name} se compra en envases de {pack_size}. Pide {suggested}.',
    en: '{name} is bought in packs of {pack_size}. Order {suggested}.',
  },
  belowMinimum: {
    es: 'El pedido mínimo es {minimum_text} y la orden suma {goods_text}. Agrega productos o envíala igual.',
    en: 'The minimum order is {minimum_text} and this one adds up to {goods_text}. Add products, or send it anyway.',
  },
  noAddress: {
    es: 'El proveedor no tiene correo. Escribe uno, o marca la orden como enviada sin correo.',
    en: 'The supplier has no e-mail. Write one, or mark the order as sent without mail.',
  },

  receiptNotFound: { es: 'No existe esa recepción.', en: 'There is no such receipt.' },
  notReceivable: {
    es: 'Esta orden no espera mercadería: está {status_text}.',
    en: 'This order expects no goods: it is {status_text}.',
  },
  overReceipt: {
    es: 'De {name} quedan {open} por recibir y anotas {given}. Revisa, o acepta el exceso.',
    en: 'Of {name} {open} are still to come and you note {given}. Check, or accept the excess.',
  },
  unordered: {
    es: '{name} no está en la orden. Recházalo, o acéptalo con su precio.',
    en: '{name} is not on the order. Send it back, or accept it with its price.',
  },
  chargesOnNothing: {
    es: 'Nada llegó sano para cargarle el flete y los otros cargos.',
    en: 'Nothing came whole that could carry freight and other charges.',
  },
  unorderedNeedsPrice: {
    es: 'Falta el precio de {name}: no está en la orden ni en las condiciones del proveedor.',
    en: 'The price of {name} is missing: it is neither on the order nor in the supplier’s terms.',
  },
  supplierNeeded: { es: 'Indica el proveedor o la orden de compra.', en: 'Name the supplier or the purchase order.' },
  otherSupplier: { es: 'Esa orden es de otro proveedor.', en: 'That order belongs to another supplier.' },
  otherWarehouse: { es: 'Esa orden se recibe en otra bodega.', en: 'That order is received in another warehouse.' },
  lotsAbove: {
    es: 'Los lotes de {name} suman {sum} y anotas {given}.',
    en: 'The lots of {name} add up to {sum} and you note {given}.',
  },
  lotsNotKept: { es: '{name} no se lleva por lote.', en: '{name} is not kept by lot.' },
  expiredLot: {
    es: 'El lote {code} de {name} venció el {expires_on}. Recházalo, o acéptalo vencido.',
    en: 'Lot {code} of {name} expired on {expires_on}. Send it back, or accept it as expired.',
  },
  otherBin: { es: 'Esa ubicación es de otra bodega.', en: 'That bin belongs to another warehouse.' },
  nothingReceived: { es: 'Anota al menos una unidad.', en: 'Note at least one unit.' },

  invoiceNotFound: { es: 'No existe esa factura.', en: 'There is no such invoice.' },
  invoiceKnown: {
    es: 'La factura {document_label} de ese proveedor ya está registrada.',
    en: 'Invoice {document_label} of that supplier is already recorded.',
  },
  invoiceSum: {
    es: 'Neto más impuesto debe dar el total.',
    en: 'Net plus tax must be the total.',
  },
  invoiceDue: { es: 'El vencimiento no puede ser antes de la emisión.', en: 'It cannot be due before it was issued.' },
  receiptInvoiced: {
    es: 'La recepción {number} ya está en otra factura.',
    en: 'Receipt {number} is already on another invoice.',
  },
  invoiceNotOpen: { es: 'Esa factura ya no está por pagar.', en: 'That invoice is no longer to be paid.' },
  invoiceHasPayments: {
    es: 'Esa factura ya tiene pagos: no se anula.',
    en: 'That invoice already has payments: it is not cancelled.',
  },
  aboveBalance: {
    es: 'De esa factura quedan {open_text} por pagar.',
    en: 'Of that invoice {open_text} are left to pay.',
  },

  importUnknownSupplier: { es: 'No existe el proveedor {supplier}.', en: 'There is no supplier {supplier}.' },
  importBadPack: { es: 'El envase debe ser mayor que cero.', en: 'The pack must be above zero.' },
  importBadCost: {
    es: 'El precio debe ser una cantidad de dinero que no sea negativa.',
    en: 'The price must be an amount of money that is not negative.',
  },
  importRepeated: {
    es: 'Ese código ya está más arriba en el archivo.',
    en: 'That code stands further up in the file.',
  },
  importUsedSince: { es: 'Se cambió después de importarlo.', en: 'It was changed after the import.' },

  paperTitle: { es: 'Orden de compra {number}', en: 'Purchase order {number}' },
  paperFor: { es: 'Para', en: 'For' },
  paperDeliver: { es: 'Entregar en', en: 'Deliver to' },
  paperExpected: { es: 'Fecha esperada', en: 'Expected on' },
  paperCode: { es: 'Código', en: 'Code' },
  paperProduct: { es: 'Producto', en: 'Product' },
  paperQuantity: { es: 'Cantidad', en: 'Quantity' },
  paperPack: { es: 'Envase', en: 'Pack' },
  paperPrice: { es: 'Precio envase', en: 'Pack price' },
  paperTotal: { es: 'Total', en: 'Total' },
  paperGoods: { es: 'Mercadería', en: 'Goods' },
  paperFreight: { es: 'Flete', en: 'Freight' },
  paperNet: { es: 'Precios sin impuesto', en: 'Prices without tax' },
  paperNotes: { es: 'Notas', en: 'Notes' },
  mailSubject: { es: '{business}: orden de compra {number}', en: '{business}: purchase order {number}' },
  mailText: {
    es: 'Hola, adjuntamos la orden de compra {number} por {total_text} sin impuesto. Gracias.',
    en: 'Hello, please find attached purchase order {number} for {total_text} without tax. Thank you.',
  },
} satisfies Record<string, Sentence>

/** The states of an order, as they stand inside a sentence. */
export const statusText: Readonly<Record<PurchaseStatus, Sentence>> = {
  draft: { es: 'en borrador', en: 'a draft' },
  sent: { es: 'enviada', en: 'sent' },
  partially_received: { es: 'recibida en parte', en: 'partly received' },
  received: { es: 'recibida', en: 'received' },
  cancelled: { es: 'anulada', en: 'cancelled' },
}
