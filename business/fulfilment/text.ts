import type { z } from 'zod'
import type { Sentence } from '#platform/text'
import type { ShortReason } from './wire.ts'

/** Why something is not on the shelf. */
const shortReasons: Record<z.infer<typeof ShortReason>, Sentence> = {
  not_found: { es: 'No está en su lugar', en: 'Not in its place' },
  damaged: { es: 'Dañado', en: 'Damaged' },
  expired: { es: 'Vencido', en: 'Expired' },
  other: { es: 'Otro motivo', en: 'Another reason' },
}

/** What fulfilment says, in both languages. */
export const text = {
  shortReasons,
  maySee: { es: 'Ver pedidos en bodega y despachos', en: 'See fulfilments and shipments' },
  mayCreate: { es: 'Enviar pedidos a bodega', en: 'Send orders to the warehouse' },
  mayWork: { es: 'Preparar pedidos: buscar, embalar y dividir', en: 'Prepare orders: pick, pack and split' },
  mayShip: { es: 'Despachar y registrar entregas', en: 'Ship and record deliveries' },
  mayCancel: { es: 'Anular lo que no se ha despachado', en: 'Cancel what has not been shipped' },

  notFound: { es: 'No existe ese pedido en bodega.', en: 'There is no such fulfilment.' },
  lineNotFound: { es: 'Esa línea no es de este pedido.', en: 'That line is not of this order.' },
  cannotMove: {
    es: 'El estado de este pedido no permite ese paso.',
    en: 'The state of this fulfilment does not allow that step.',
  },
  waitsForStock: {
    es: 'Este pedido espera mercadería. Resérvala primero.',
    en: 'This order waits for stock. Reserve it first.',
  },
  otherWarehouse: {
    es: 'Esos pedidos son de bodegas distintas: prepáralos por separado.',
    en: 'Those orders are of different warehouses: pick them apart.',
  },
  nothingToPick: { es: 'Ninguno de esos pedidos se está buscando.', en: 'None of those orders is being picked.' },
  unknownCode: { es: 'Ningún producto tiene el código {code}.', en: 'No product has the code {code}.' },
  codeNeeded: { es: 'Escanea un código o indica el producto.', en: 'Scan a code or name the product.' },
  wrongProduct: {
    es: '{name} no está en este pedido. Déjalo donde estaba.',
    en: '{name} is not in this order. Put it back.',
  },
  wrongBin: {
    es: 'Eso es {scanned}. {name} se toma de {bin}.',
    en: 'That is {scanned}. {name} is taken from {bin}.',
  },
  expiredLot: {
    es: 'El lote {lot} venció el {expires_on}. No se despacha.',
    en: 'Lot {lot} expired on {expires_on}. It is not shipped.',
  },
  unknownLot: { es: 'Aquí no hay un lote {lot} de {name}.', en: 'There is no lot {lot} of {name} here.' },
  lotShort: {
    es: 'Del lote {lot} quedan {left}. Toma el resto de otro lote.',
    en: 'Of lot {lot}, {left} are left. Take the rest from another lot.',
  },
  tooMany: {
    es: 'Se piden {wanted} y ya tomaste {picked}.',
    en: '{wanted} are asked for and you have {picked}.',
  },
  decimals: { es: '{name} se cuenta con {decimals} decimales.', en: '{name} is counted with {decimals} decimals.' },
  notAllPicked: {
    es: 'Faltan {missing} por tomar. Tómalas o anota qué falta.',
    en: '{missing} are still to be picked. Pick them, or say what is missing.',
  },
  notPicked: { es: 'De esa línea hay {picked} tomadas.', en: 'Of that line {picked} were picked.' },
  notPacked: {
    es: 'Faltan {missing} por embalar.',
    en: '{missing} are still to be packed.',
  },
  warehouseNeeded: { es: 'Indica de qué otra bodega sale.', en: 'Name the other warehouse it comes from.' },
  sameWarehouse: { es: 'Esa es la misma bodega.', en: 'That is the same warehouse.' },
  splitsAll: { es: 'Dividir deja algo en cada parte.', en: 'A split leaves something in each part.' },
  notWaiting: { es: 'Este pedido no espera mercadería.', en: 'This order does not wait for stock.' },
  alreadyShipped: {
    es: 'Una parte de este pedido ya se despachó. Usa una devolución.',
    en: 'A part of this order was shipped. Use a return.',
  },
  returnReasonNeeded: { es: 'Indica por qué volvió.', en: 'Say why it came back.' },
  notConfirmed: {
    es: 'Ese pedido es un borrador. Confírmalo y entra solo a la bodega.',
    en: 'That order is a draft. Confirm it, and it enters the warehouse by itself.',
  },
  alreadyPrepared: {
    es: 'La bodega ya prepara este pedido. Anula ese trabajo antes de cambiar cómo se entrega.',
    en: 'The warehouse already prepares this order. Cancel that before changing how it is delivered.',
  },
  orderOrCustomer: {
    es: 'Indica un pedido, o un cliente con sus productos.',
    en: 'Name an order, or a customer with products.',
  },
  shipFirst: {
    es: 'Un pedido pasa a despachado al entregar sus bultos al transporte.',
    en: 'An order is shipped by handing its parcels to the carrier.',
  },
  shipmentNotFound: { es: 'No existe ese despacho.', en: 'There is no such shipment.' },
  shipmentCannotMove: {
    es: 'El estado de este despacho no permite ese paso.',
    en: 'The state of this shipment does not allow that step.',
  },
  nothingToShip: { es: 'No hay nada embalado por despachar.', en: 'Nothing that is packed waits to be shipped.' },
  notYetPacked: {
    es: 'De {name} hay {ready} embaladas por despachar.',
    en: 'Of {name}, {ready} are packed and not shipped.',
  },
  whichFulfilment: {
    es: 'Indica cuál de las partes del pedido se despacha.',
    en: 'Say which part of the order is shipped.',
  },
  arrivesWhenDelivered: {
    es: 'La hora de llegada se anota al marcar el despacho como entregado.',
    en: 'When it arrived is noted as the shipment is marked delivered.',
  },
  arrivesLater: { es: 'La hora de llegada está en el futuro.', en: 'The time of arrival is in the future.' },
  arrivesBeforeItLeft: {
    es: 'Llegó antes de salir: revisa la hora de llegada.',
    en: 'It arrived before it left: check the time of arrival.',
  },
  failedReasonNeeded: { es: 'Indica por qué no se entregó.', en: 'Say why it was not delivered.' },
  fileNotFound: { es: 'Ese archivo no existe.', en: 'There is no such file.' },
  idTaken: { es: 'Ese identificador ya se usó con otros datos.', en: 'That id was already used with other data.' },
  trackingNotFound: {
    es: 'Este seguimiento no existe. Revisa el enlace.',
    en: 'There is no such tracking. Check the link.',
  },

  slip: { es: 'Guía de contenido', en: 'Packing slip' },
  slipOrder: { es: 'Pedido {number}', en: 'Order {number}' },
  slipFor: { es: 'Para', en: 'For' },
  slipAddress: { es: 'Dirección', en: 'Address' },
  slipSku: { es: 'Código', en: 'SKU' },
  slipProduct: { es: 'Producto', en: 'Product' },
  slipQuantity: { es: 'Cantidad', en: 'Quantity' },
  slipUnits: { es: '{units} unidades en {lines} líneas', en: '{units} units in {lines} lines' },
  slipWaits: { es: 'El resto va aparte.', en: 'The rest is sent apart.' },
  slipPacked: { es: 'Embalado por {name}', en: 'Packed by {name}' },
} satisfies Record<string, Sentence | Record<string, Sentence>>
