import type { Sentence } from '#platform/text'

/** What money says when it says no. */
export const text = {
  paymentNotFound: { es: 'No existe ese pago.', en: 'There is no such payment.' },
  documentNotFound: { es: 'No existe ese documento.', en: 'There is no such document.' },
  orderNotFound: { es: 'No existe ese pedido.', en: 'There is no such order.' },
  notOpen: { es: 'Este documento ya no recibe pagos.', en: 'This document takes no more payments.' },
  aboveBalance: {
    es: 'El pago supera lo que se debe. Quedan por pagar {due_text}.',
    en: 'The payment exceeds what is due. {due_text} is left to pay.',
  },
  totalBelowPaid: {
    es: 'Ya se pagó más que el nuevo total. Devuelve la diferencia antes.',
    en: 'More was paid than the new total. Give the difference back first.',
  },
  unknownMethod: {
    es: 'El medio de pago {method} no existe o no está activo.',
    en: 'The way of paying {method} does not exist or is off.',
  },
  referenceNeeded: {
    es: 'El medio de pago {method} pide una referencia.',
    en: 'The way of paying {method} needs a reference.',
  },
  changeOnlyOfCash: { es: 'Solo del efectivo se da vuelto.', en: 'Change is given out of cash only.' },
  customerNeeded: {
    es: 'Para fiar o usar saldo a favor se necesita un cliente.',
    en: 'Selling on account or using store credit needs a customer.',
  },
  overLimit: {
    es: 'El cliente supera su límite de crédito. Le quedan {available_text}.',
    en: 'The customer exceeds the credit limit. {available_text} is left.',
  },
  notEnoughStoreCredit: {
    es: 'El saldo a favor no alcanza. Hay {available_text}.',
    en: 'The store credit is not enough. There is {available_text}.',
  },
  notAPayment: { es: 'Solo se devuelven cobros.', en: 'Only charges can be given back.' },
  aboveRefundable: {
    es: 'No se puede devolver más de lo pagado. Quedan por devolver {refundable_text}.',
    en: 'No more than was paid can be given back. {refundable_text} is left.',
  },
  debtRepaid: {
    es: 'Esa venta fiada ya se abonó. Devuelve por otro medio de pago.',
    en: 'That sale on account was already repaid. Give it back in another way.',
  },
  cannotRefundIn: { es: 'No se puede devolver en {method}.', en: 'Cannot give back in {method}.' },
  approvalNeeded: { es: 'Se necesita el PIN de quien supervisa.', en: 'A supervisor’s PIN is needed.' },
  idTaken: { es: 'Ese identificador ya se usó para otra cosa.', en: 'That id was already used for something else.' },
  sessionNotFound: { es: 'No existe ese turno de caja.', en: 'There is no such till session.' },
  tillIsOpen: { es: 'Esa caja ya está abierta.', en: 'That till is already open.' },
  tillArchived: { es: 'Esa caja está archivada.', en: 'That till is archived.' },
  personHasTill: { es: 'Esa persona ya tiene una caja abierta.', en: 'That person already has an open till.' },
  expenseNotFound: { es: 'No existe ese gasto.', en: 'There is no such expense.' },
  expenseReversed: { es: 'Ese gasto ya se reversó.', en: 'That expense was taken back already.' },
  expenseBackToItsTill: {
    es: 'Ese gasto salió de un turno que sigue abierto: vuelve a ese turno.',
    en: 'That expense left a shift that is still open: it goes back to that shift.',
  },
  sessionCannotMove: {
    es: 'El estado de este turno de caja no permite ese paso.',
    en: 'The state of this till session does not allow that step.',
  },
  sessionClosed: { es: 'Ese turno de caja está cerrado.', en: 'That till session is closed.' },
  otherTill: { es: 'Esa caja la tiene otra persona.', en: 'Somebody else holds that till.' },
  otherStore: { es: 'Esa caja es de otro local.', en: 'That till belongs to another store.' },
  countMissing: { es: 'Falta contar: {methods}.', en: 'Still to be counted: {methods}.' },
  notCountable: { es: 'El medio de pago {method} no se cuenta.', en: 'The way of paying {method} is not counted.' },
  cannotTakeOver: {
    es: 'Esa persona no puede llevar una caja de este local. Elige a otra de la lista.',
    en: 'That person cannot run a till of this store. Choose another one from the list.',
  },
  storeNeeded: { es: 'Indica el local o la caja.', en: 'Name the store or the till.' },
  accountNotFound: { es: 'No existe ese cliente.', en: 'There is no such customer.' },
  aboveDebt: {
    es: 'El abono supera la deuda. Se deben {debt_text}.',
    en: 'The repayment exceeds the debt. {debt_text} is owed.',
  },
  methodTaken: { es: 'Ya existe el medio de pago {code}.', en: 'The way of paying {code} already exists.' },
  methodNotFound: { es: 'No existe ese medio de pago.', en: 'There is no such way of paying.' },
  cashStays: { es: 'El efectivo no se puede desactivar.', en: 'Cash cannot be switched off.' },
  bankAccountNotFound: { es: 'No existe esa cuenta bancaria.', en: 'There is no such bank account.' },
  taxIdNeeded: {
    es: 'Una factura necesita un cliente con {tax_id_name}.',
    en: 'An invoice needs a customer with a {tax_id_name}.',
  },
  unknownKind: {
    es: 'El documento {kind} no existe en este país.',
    en: 'The document {kind} does not exist in this country.',
  },
  fileNotFound: { es: 'No existe ese archivo.', en: 'There is no such file.' },
} satisfies Record<string, Sentence>
