import type { Sentence } from '#platform/text'

export const text = {
  notSetUp: {
    es: 'El negocio todavía no está configurado. Completa el primer inicio.',
    en: 'The business is not set up yet. Complete the first run.',
  },
  badTaxId: {
    es: 'El {tax_id_name} {tax_id} no es válido. Revisa el dígito verificador.',
    en: 'The {tax_id_name} {tax_id} is not valid. Check its last digit.',
  },
  hasDocuments: {
    es: 'Ya hay documentos emitidos: el país y la moneda no se pueden cambiar.',
    en: 'Documents have been issued: country and currency can no longer change.',
  },
  unknownLogo: { es: 'Esa imagen no existe. Súbela de nuevo.', en: 'That picture does not exist. Upload it again.' },
  featureOff: {
    es: 'Esta parte del programa está apagada. Se enciende en Ajustes.',
    en: 'This part of the program is off. Switch it on in Settings.',
  },
  idTaken: { es: 'Ya existe algo con ese id.', en: 'Something with that id exists already.' },
  noStore: { es: 'No existe ese local.', en: 'There is no such store.' },
  storeNeeded: {
    es: 'Hay varios locales. Indica en cuál con store_id.',
    en: 'There are several stores. Name one with store_id.',
  },
  storeCodeTaken: {
    es: 'Ya hay un local con el código {code}.',
    en: 'There is already a store with the code {code}.',
  },
  storeInUse: {
    es: 'El local todavía tiene {warehouses|bodega|bodegas} y {tills|caja|cajas} en uso. Archívalas primero.',
    en: 'The store still has {warehouses|warehouse|warehouses} and {tills|till|tills} in use. Archive them first.',
  },
  lastStore: { es: 'El negocio necesita al menos un local.', en: 'The business needs at least one store.' },
  storeArchived: { es: 'El local {name} está archivado.', en: 'The store {name} is archived.' },
  noWarehouse: { es: 'No existe esa bodega.', en: 'There is no such warehouse.' },
  warehouseCodeTaken: {
    es: 'Ya hay una bodega con el código {code}.',
    en: 'There is already a warehouse with the code {code}.',
  },
  defaultWarehouse: {
    es: 'Es la bodega principal de su local. Elige otra como principal y archívala después.',
    en: 'It is the default warehouse of its store. Make another one the default, then archive it.',
  },
  warehouseHasTills: {
    es: 'La caja {till} saca de esta bodega. Cámbiala primero.',
    en: 'The till {till} takes goods from this warehouse. Change it first.',
  },
  warehouseArchived: { es: 'La bodega {name} está archivada.', en: 'The warehouse {name} is archived.' },
  otherStore: {
    es: 'La bodega {name} es de otro local.',
    en: 'The warehouse {name} belongs to another store.',
  },
  noTill: { es: 'No existe esa caja.', en: 'There is no such till.' },
  tillNameTaken: { es: 'El local ya tiene una caja {name}.', en: 'The store already has a till {name}.' },
} satisfies Record<string, Sentence>
