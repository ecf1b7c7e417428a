import type { Sentence } from '#platform/text'

export const text = {
  notFound: { es: 'No existe esa persona o empresa.', en: 'There is no such person or company.' },
  roleNeeded: {
    es: 'Indica qué es: cliente, proveedor, empleado o vendedor de un proveedor.',
    en: 'Say what it is: customer, supplier, employee or sales representative.',
  },
  idTaken: { es: 'Ya existe una ficha con ese id.', en: 'There is already a record with that id.' },
  emailTaken: { es: 'El correo {email} ya es de otra ficha.', en: 'The e-mail {email} belongs to another record.' },
  taxIdTaken: { es: 'El número {tax_id} ya es de otra ficha.', en: 'The number {tax_id} belongs to another record.' },
  codeTaken: { es: 'El código {code} ya es de otra ficha.', en: 'The code {code} belongs to another record.' },
  userTaken: { es: 'Ese usuario ya es de otro empleado.', en: 'That user belongs to another employee.' },
  unknownUser: { es: 'No existe ese usuario.', en: 'There is no such user.' },
  unknownSupplier: { es: 'No existe ese proveedor.', en: 'There is no such supplier.' },
  badPhone: { es: 'El teléfono {phone} no tiene números.', en: 'The phone {phone} has no digits.' },
  archived: { es: '{name} está en el archivo. Sácalo de ahí primero.', en: '{name} is archived. Restore it first.' },
  merged: { es: '{name} se unió a otra ficha.', en: '{name} was merged into another record.' },
  sameRecord: { es: 'Una ficha no se une consigo misma.', en: 'A record cannot be merged with itself.' },
  differentTaxIds: {
    es: 'Son dos personas: una tiene {kept} y la otra {other}.',
    en: 'They are two people: one has {kept}, the other {other}.',
  },
  importCustomers: { es: 'Clientes', en: 'Customers' },
  nameOrCode: { es: 'Falta el nombre o el código.', en: 'The name or the code is missing.' },
  badCell: { es: 'El valor «{value}» no sirve aquí.', en: 'The value “{value}” does not fit here.' },
  badTaxId: {
    es: 'El {tax_id_name} {value} no es válido.',
    en: 'The {tax_id_name} {value} is not valid.',
  },
  badTaxIdHint: {
    es: 'El {tax_id_name} {value} no es válido. ¿Será {suggestion}?',
    en: 'The {tax_id_name} {value} is not valid. Is it {suggestion}?',
  },
  sameInFile: { es: 'La fila {row} ya trae este cliente.', en: 'Row {row} already has this customer.' },
  several: {
    es: 'Coincide con varias fichas: {names}. Únelas o corrige la fila.',
    en: 'It matches several records: {names}. Merge them or correct the row.',
  },
  changedSince: { es: 'Se cambió después de importarla.', en: 'It was changed after the import.' },
  hasHistory: { es: 'Ya tiene ventas u otros movimientos.', en: 'It already has sales or other history.' },
} satisfies Record<string, Sentence>
