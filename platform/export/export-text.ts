import type { Sentence } from '../text.ts'

export const exportText = {
  tooMany: {
    es: 'Son {count|fila|filas} y este formato admite {rows_max}. Filtra más, o pide CSV.',
    en: 'That is {count|row|rows} and this format takes {rows_max}. Filter more, or ask for CSV.',
  },
  page: { es: 'Página {page} de {pages}', en: 'Page {page} of {pages}' },
} satisfies Record<string, Sentence>
