import type { Sentence } from '#platform/text'

export const text = {
  notFound: { es: 'No existe esa persona o empresa.', en: 'There is no such person or company.' },
  roleNeeded: {
    es: 'Indica qué es: cliente, proveedor, empleado o vendedor de un proveedor.',
    en: 'Say what it is: customer, supplier, employee or sales representative.',
  },
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
  nothingToFind: { es: 'Falta el nombre.', en: 'The name is missing.' },
  badEmail: { es: 'El correo {email} no es válido.', en: 'The e-mail {email} is not valid.' },
  badTaxId: { es: 'El {tax_id_name} {tax_id} no es válido.', en: 'The {tax_id_name} {tax_id} is not valid.' },
  sameInFile: { es: 'La fila {row} ya trae {value}.', en: 'Row {row} already has {value}.' },
  changedSince: {
    es: 'Se cambió a mano después de importarla.',
    en: 'It was changed by hand after the import.',
  },
} satisfies Record<string, Sentence>
