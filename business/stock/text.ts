import type { Sentence } from '#platform/text'

/** What stock says to people, in both languages. */
export const text = {
  maySee: { es: 'Ver existencias y movimientos', en: 'See stock and movements' },
  mayAdjust: { es: 'Ajustar existencias', en: 'Adjust stock' },
  mayMove: { es: 'Registrar entradas y salidas de mercadería', en: 'Record goods in and out' },
  mayReserve: { es: 'Reservar y liberar existencias', en: 'Reserve and release stock' },
  maySellShort: { es: 'Vender sin existencias', en: 'Sell what is not in stock' },
  mayImport: { es: 'Importar existencias', en: 'Import stock' },
  mayTransfer: { es: 'Traspasar mercadería entre bodegas', en: 'Transfer goods between warehouses' },
  mayCount: { es: 'Contar existencias', en: 'Count stock' },
  mayPostCounts: { es: 'Aprobar y registrar conteos', en: 'Approve and post counts' },
  mayEditBins: { es: 'Crear y cambiar ubicaciones', en: 'Make and change bins' },
  mayEditLots: { es: 'Llevar lotes y vencimientos', en: 'Keep lots and expiry dates' },
  mayAcknowledge: { es: 'Hacerse cargo de alertas de stock', en: 'Acknowledge stock alerts' },
  maySetUp: { es: 'Cambiar cómo se lleva la bodega', en: 'Change how the warehouse is run' },
  maySeeKardex: { es: 'Ver el kardex', en: 'See the stock card' },

  short: {
    es: 'No hay existencias suficientes para {short_count} de las líneas pedidas.',
    en: 'There is not enough stock for {short_count} of the lines asked for.',
  },
  notPromised: {
    es: 'Se reservaron {available} y se piden {requested}.',
    en: '{available} are reserved and {requested} are asked for.',
  },
  notFound: { es: 'Esa reserva no existe.', en: 'There is no such reservation.' },
  productNotFound: { es: 'Ese producto no existe.', en: 'There is no such product.' },
  warehouseNotFound: { es: 'Esa bodega no existe.', en: 'There is no such warehouse.' },
  warehouseArchived: { es: 'La bodega {name} está archivada.', en: 'The warehouse {name} is archived.' },
  warehouseNotEmpty: {
    es: 'La bodega todavía tiene existencias o reservas de {products|producto|productos}. Vacíala antes de archivarla.',
    en: 'The warehouse still has stock or reservations of {products|product|products}. Empty it before archiving it.',
  },
  notTracked: {
    es: '{name} es un servicio: no lleva existencias.',
    en: '{name} is a service: it has no stock.',
  },
  tooManyDecimals: {
    es: '{name} se cuenta con {decimals|decimal|decimales} como máximo.',
    en: '{name} is counted with at most {decimals|decimal|decimals}.',
  },
  tooMuch: {
    es: 'La cantidad o el valor es mayor de lo que admiten los libros.',
    en: 'The quantity or the value is larger than the books accept.',
  },
  cannotMove: {
    es: 'El estado de esta reserva no permite ese paso.',
    en: 'The state of this reservation does not allow that step.',
  },
  expired: {
    es: 'La reserva venció. Vuelve a reservar antes de confirmar.',
    en: 'The reservation has expired. Reserve again before confirming.',
  },
  ownedByDocument: {
    es: 'La reserva es de un documento: se confirma y se libera con él.',
    en: 'The reservation belongs to a document: it is confirmed and released with it.',
  },
  tooManyHolds: {
    es: 'Ya tienes {held|reserva|reservas} sin confirmar y el máximo es {allowed}. Libera alguna.',
    en: 'You already have {held|unconfirmed reservation|unconfirmed reservations} and the limit is {allowed}. Release one of them.',
  },
  tooManyRepeats: {
    es: 'Reservaste este producto {held|vez|veces} en la última hora sin confirmar. Espera o confirma la venta.',
    en: 'You reserved this product {held|time|times} in the last hour without confirming. Wait, or confirm the sale.',
  },
  kindDirection: {
    es: 'Ese tipo de movimiento no va en esa dirección.',
    en: 'That kind of movement does not go in that direction.',
  },
  reasonMissing: { es: 'Un ajuste necesita un motivo.', en: 'An adjustment needs a reason.' },
  idTaken: { es: 'Ese identificador ya se usó.', en: 'That id was already used.' },
  productNotEmpty: {
    es: '{sku} todavía tiene existencias o reservas. Déjalo en cero antes de archivarlo.',
    en: '{sku} still has stock or reservations. Bring it to zero before archiving it.',
  },

  importUnknownProduct: {
    es: 'No hay un producto con el código {sku}.',
    en: 'There is no product with the code {sku}.',
  },
  importUnknownWarehouse: {
    es: 'No se sabe qué bodega es «{warehouse}». Escribe su código o su nombre.',
    en: 'It is not clear which warehouse "{warehouse}" is. Write its code or its name.',
  },
  importBadQuantity: { es: 'La cantidad debe ser un número desde 0.', en: 'The quantity must be a number from 0.' },
  importBadCost: {
    es: 'El costo debe ser un número desde 0 con {decimals|decimal|decimales} como máximo.',
    en: 'The cost must be a number from 0 with at most {decimals|decimal|decimals}.',
  },
  importRepeated: {
    es: 'Ese producto y bodega ya están en otra fila del archivo.',
    en: 'That product and warehouse already stand in another row of the file.',
  },
  importAlreadyStocked: {
    es: 'Esa bodega ya tiene existencias de este producto: corrígelas con un ajuste.',
    en: 'That warehouse already has stock of this product: correct it with an adjustment.',
  },
  importUndone: { es: 'Se deshizo la importación', en: 'The import was undone' },
  importUsedSince: {
    es: 'Parte de lo importado ya se vendió, salió o está reservado.',
    en: 'Part of what was imported has been sold, has left or is reserved.',
  },

  whichProduct: { es: 'Indica el producto por product_id o por sku.', en: 'Name the product by product_id or by sku.' },
  badPeriod: { es: 'El período empieza después de terminar.', en: 'The period starts after its end.' },

  warehouseBusy: {
    es: 'La bodega tiene traspasos o conteos sin terminar. Termínalos antes de archivarla.',
    en: 'The warehouse has transfers or counts that are not finished. Finish them before archiving it.',
  },
  transferNotFound: { es: 'Ese traspaso no existe.', en: 'There is no such transfer.' },
  transferToItself: {
    es: 'Un traspaso va de una bodega a otra distinta.',
    en: 'A transfer goes from one warehouse to another one.',
  },
  transferCannotMove: {
    es: 'El estado de este traspaso no permite ese paso.',
    en: 'The state of this transfer does not allow that step.',
  },
  transferNotDraft: {
    es: 'El traspaso ya salió: sus líneas no cambian. Las diferencias se anotan al recibir.',
    en: 'The transfer has left: its lines do not change. Differences are noted on arrival.',
  },
  transferStranger: {
    es: '{name} no viene en este traspaso.',
    en: '{name} is not part of this transfer.',
  },
  transferDifference: {
    es: 'De {name} salieron {sent} y llegaron {received}: escribe el motivo.',
    en: '{sent} of {name} left and {received} arrived: write the reason.',
  },
  countNotFound: { es: 'Ese conteo no existe.', en: 'There is no such count.' },
  countCannotMove: {
    es: 'El estado de este conteo no permite ese paso.',
    en: 'The state of this count does not allow that step.',
  },
  countNotCounting: {
    es: 'Este conteo ya no admite cantidades. Vuelve a contar desde la revisión.',
    en: 'This count takes no more figures. Count again from the review.',
  },
  countEmpty: {
    es: 'No hay nada que contar con esa elección.',
    en: 'There is nothing to count in that choice.',
  },
  countTooLong: {
    es: 'Un conteo admite {lines_max|producto|productos}. Cuenta por categoría o por clase.',
    en: 'A count takes {lines_max|product|products}. Count by category or by class.',
  },
  countWhen: {
    es: 'Esa hora de conteo es anterior al conteo o todavía no llega.',
    en: 'That time of counting is before the count began, or has not come yet.',
  },
  countBelowZero: { es: 'De {name} no puede haber menos de cero.', en: 'There cannot be less than none of {name}.' },
  countSamePerson: {
    es: 'Contaste en este inventario: debe aprobarlo otra persona.',
    en: 'You counted here: another person has to approve it.',
  },
  countOvertaken: {
    es: 'Otro conteo ya corrigió {name} después de que lo contaste. Cuéntalo de nuevo.',
    en: 'Another count set {name} right after you counted it. Count it again.',
  },

  coverDays: {
    es: 'Los días de «cerca del mínimo» no pueden ser menos que los de «bajo».',
    en: 'The days of "nearly low" cannot be fewer than those of "low".',
  },
  binNotFound: { es: 'Esa ubicación no existe.', en: 'There is no such bin.' },
  binTaken: {
    es: 'La bodega ya tiene la ubicación {code}.',
    en: 'The warehouse already has the bin {code}.',
  },
  lotsNotKept: {
    es: 'Ese producto no lleva lotes. Actívalos primero en su ficha.',
    en: 'That product is not kept by lot. Switch it on first.',
  },
  lotTooMuch: {
    es: 'Sin lote hay {loose}: no se puede poner más que eso en {code}.',
    en: 'There are {loose} in no lot: no more than that can go into {code}.',
  },
  lotMissing: {
    es: '{name} lleva lotes: indica el lote de lo que llega.',
    en: '{name} is kept by lot: say the lot of what arrives.',
  },
  labelCode: {
    es: '{code} tiene signos que un código de barras no lleva.',
    en: '{code} has signs that a barcode cannot carry.',
  },
  labelNotEan: { es: '{code} no es un EAN-13 válido.', en: '{code} is not a valid EAN-13.' },
  labelSheet: {
    es: 'Una impresora de etiquetas no imprime hojas: elige un tamaño.',
    en: 'A label printer does not print sheets: choose a size.',
  },
  labelsTooMany: {
    es: 'Son {total} etiquetas y el máximo por vez es {labels_max}.',
    en: 'That makes {total} labels; the most at a time is {labels_max}.',
  },
} satisfies Record<string, Sentence>
