import type { Language, Sentence } from '#platform/text'
import { type RetailReport, type Share, TRAITS } from './explain.ts'
import { KINDS } from './kinds.ts'

const words = {
  whole: { es: 'El archivo entero', en: 'The whole file' },
  plain: { es: 'Ventas sin nada que explicar', en: 'Sales with nothing to explain' },
  kinds: { es: 'Qué es cada línea (suman el archivo)', en: 'What each line is (they add up to the file)' },
  traits: { es: 'Qué más tienen (una línea puede tener varias)', en: 'What else they have (a line may have several)' },
  invoices: { es: 'Facturas', en: 'Invoices' },
  invoices_cancelled: { es: '  de ellas, anulaciones', en: '  of them, cancellations' },
  invoices_adjusted: { es: '  de ellas, ajustes', en: '  of them, adjustments' },
  invoices_with_two_times: { es: '  de ellas, con dos horas', en: '  of them, with two times' },
  customers: { es: 'Clientes', en: 'Customers' },
  codes: { es: 'Códigos', en: 'Codes' },
  codes_folded: { es: '  sin distinguir mayúsculas', en: '  when case is forgotten' },
} as const satisfies Record<string, Sentence>

/** Thousandths of a pound as pounds; the tenth of a penny is shown only where there is one. */
export function pounds(thousandths: number): string {
  const size = Math.abs(thousandths)
  const whole = String(Math.floor(size / 1000)).replace(/\B(?=(\d{3})+$)/g, ',')
  const decimals = String(size % 1000)
    .padStart(3, '0')
    .replace(/0$/, '')
  return `${thousandths < 0 ? '-' : ''}${whole}.${decimals}`
}

/** The report as lines for a terminal. */
export function tellReport(report: RetailReport, language: Language): string[] {
  const row = (says: Sentence, { lines, thousandths }: Share) =>
    `  ${says[language].padEnd(50)} ${String(lines).padStart(8)} ${pounds(thousandths).padStart(16)}`
  const shares = <K extends string>(says: Readonly<Record<K, Sentence>>, of: Readonly<Record<K, Share>>) =>
    (Object.keys(says) as K[]).map((name) => row(says[name], of[name]))
  const counts = ['invoices', 'invoices_cancelled', 'invoices_adjusted', 'invoices_with_two_times'] as const
  const others = ['customers', 'codes', 'codes_folded'] as const
  return [
    row(words.whole, report.whole),
    row(words.plain, report.plain),
    words.kinds[language],
    ...shares(KINDS, report.kinds),
    words.traits[language],
    ...shares(TRAITS, report.traits),
    ...[...counts, ...others].map(
      (name) => `  ${words[name][language].padEnd(50)} ${String(report[name]).padStart(8)}`,
    ),
  ]
}
