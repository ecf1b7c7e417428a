import type { Sentence } from '#platform/text'
import type { RetailLine } from './read-lines.ts'

/** What a line is; each line is exactly one, so the amounts add up to the file's. */
export const KINDS = {
  sale: { es: 'Venta de un producto', en: 'Sale of a product' },
  postage: { es: 'Envío cobrado (POST, DOT, C2)', en: 'Postage charged (POST, DOT, C2)' },
  fee: { es: 'Cargo, comisión, descuento o ajuste manual', en: 'Fee, commission, discount or manual entry' },
  voucher: { es: 'Tarjeta de regalo vendida', en: 'Gift voucher sold' },
  no_charge: { es: 'Entrada o regalo sin precio', en: 'Goods in or given, without a price' },
  write_off: {
    es: 'Merma: cantidad negativa, sin precio, sin C',
    en: 'Write-off: negative, without a price, without C',
  },
  cancellation: { es: 'Anulación de mercadería (C)', en: 'Cancellation of goods (C)' },
  fee_cancelled: { es: 'Anulación de un cargo o envío (C)', en: 'Cancellation of a fee or of postage (C)' },
  bad_debt: { es: 'Ajuste por deuda incobrable (A)', en: 'Bad-debt adjustment (A)' },
} as const satisfies Record<string, Sentence>
export type Kind = keyof typeof KINDS

const postage = new Set(['POST', 'DOT', 'C2'])
/** Codes that are no goods: manual entries, discounts, samples, bank, marketplace and charity commissions. */
const fees = new Set(['M', 'D', 'S', 'B', 'BANK CHARGES', 'AMAZONFEE', 'CRUK'])

export const isVoucher = (code: string): boolean => code.toLowerCase().startsWith('gift_')

/** Whether the code stands for something that no shelf holds. */
export function isService(code: string): boolean {
  const upper = code.toUpperCase()
  return postage.has(upper) || fees.has(upper) || isVoucher(code)
}

export function kindOf({ invoice, code, quantity, price_thousandths }: RetailLine): Kind {
  if (invoice.startsWith('A')) return 'bad_debt'
  if (invoice.startsWith('C')) return isService(code) ? 'fee_cancelled' : 'cancellation'
  if (price_thousandths === 0) return quantity < 0 ? 'write_off' : 'no_charge'
  if (postage.has(code.toUpperCase())) return 'postage'
  if (isVoucher(code)) return 'voucher'
  return fees.has(code.toUpperCase()) ? 'fee' : 'sale'
}
