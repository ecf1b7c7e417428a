import { refusals } from '#platform/refusals'

export const refuseReturn = refusals('return', {
  notFound: [404, { es: 'No existe esa devolución.', en: 'There is no such return.' }],
  orderNotFound: [404, { es: 'Ninguna venta tiene ese número o código.', en: 'No sale has that number or code.' }],
  whichOrder: [422, { es: 'Indica la venta o su código.', en: 'Name the sale or its code.' }],
  lineNotFound: [404, { es: 'Esa línea no es de esta venta.', en: 'That line is not of this sale.' }],
  notHandedOver: [
    409,
    {
      es: 'Eso no se ha entregado: anula el pedido en vez de devolverlo.',
      en: 'That was not handed over: cancel the order instead.',
    },
  ],
  cameBack: [
    409,
    {
      es: 'Lo de este bulto volvió a la tienda, o está por volver: véndelo de nuevo en vez de reenviarlo.',
      en: 'What was in this parcel came back to the shop, or is about to: sell it again instead of sending it again.',
    },
  ],
  moreThanSold: [409, { es: 'De {name} quedan {left} por devolver.', en: 'Of {name}, {left} can still be returned.' }],
  cannotMove: [
    409,
    {
      es: 'El estado de esta devolución no permite ese paso.',
      en: 'The state of this return does not allow that step.',
    },
  ],
  notInQuarantine: [
    409,
    { es: 'De esa línea hay {quarantined} en cuarentena.', en: 'Of that line {quarantined} are in quarantine.' },
  ],
  methodNeeded: [422, { es: 'Indica el medio de pago.', en: 'Name the way of paying.' }],
  underpaid: [
    422,
    {
      es: 'Lo nuevo cuesta {missing_minor} más de lo pagado.',
      en: 'The new goods cost {missing_minor} more than was paid.',
    },
  ],
  decimals: [
    422,
    { es: '{name} se cuenta con {decimals} decimales.', en: '{name} is counted with {decimals} decimals.' },
  ],
  idTaken: [
    409,
    { es: 'Ese identificador ya se usó con otros datos.', en: 'That id was already used with other data.' },
  ],
})
