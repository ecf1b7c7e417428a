import { refusals } from '../refusals.ts'

export const importRefuse = refusals('import', {
  unknownKind: [422, { es: 'No se puede importar "{kind}".', en: 'There is no import of "{kind}".' }],
  notFound: [404, { es: 'Esa importación no existe.', en: 'There is no such import.' }],
  unreadable: [
    422,
    {
      es: 'El archivo no se puede leer como CSV ni como XLSX. Guárdalo de nuevo desde la hoja de cálculo.',
      en: 'The file cannot be read as CSV or XLSX. Save it again from the spreadsheet.',
    },
  ],
  empty: [
    422,
    { es: 'El archivo no tiene filas debajo de los títulos.', en: 'The file has no rows below its headings.' },
  ],
  tooManyRows: [
    422,
    { es: 'El archivo tiene más de {max} filas. Divídelo.', en: 'The file has more than {max} rows. Split it.' },
  ],
  tooWide: [422, { es: 'La fila {row} tiene más de {max} columnas.', en: 'Row {row} has more than {max} columns.' }],
  cellTooLong: [
    422,
    {
      es: 'La fila {row} tiene una celda de más de {max} caracteres.',
      en: 'Row {row} has a cell of more than {max} characters.',
    },
  ],
  bomb: [
    422,
    {
      es: 'El archivo se descomprime a más de {mb} MB o tiene demasiadas partes. Guárdalo como CSV.',
      en: 'The file unpacks to more than {mb} MB or has too many parts. Save it as CSV.',
    },
  ],
  badMapping: [422, { es: 'Falta decir qué columna es: {columns}.', en: 'Say which column is: {columns}.' }],
  wrongState: [
    409,
    {
      es: 'La importación está en "{status}" y no admite eso ahora.',
      en: 'The import is "{status}" and does not allow that now.',
    },
  ],
  blocked: [
    409,
    {
      es: 'No se puede deshacer: hay {count} cosas posteriores que dependen de esta importación.',
      en: 'It cannot be undone: {count} later things depend on this import.',
    },
  ],
})
