// The Chilean identity number: dots and dash are put in by us, the check digit is computed while typing.

const cleanRut = (typed: string): string => typed.replace(/[^0-9kK]/g, '').toUpperCase()

/** 128743057 becomes 12.874.305-7; what is half typed is grouped as far as it goes. */
export function formatRut(typed: string): string {
  const clean = cleanRut(typed).replace(/K(?!$)/g, '')
  if (clean.length < 2) return clean
  const body = clean.slice(0, -1).replace(/\B(?=(\d{3})+$)/g, '.')
  return `${body}-${clean.slice(-1)}`
}

/** The digit that belongs to a body: modulo 11 with weights 2 to 7 from the right. */
export function rutCheckDigit(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, index) => total + Number(digit) * (2 + (index % 6)), 0)
  const rest = 11 - (sum % 11)
  if (rest === 11) return '0'
  return rest === 10 ? 'K' : String(rest)
}

export type RutVerdict = { state: 'empty' | 'short' | 'valid' } | { state: 'wrong'; expected: string }

export function judgeRut(typed: string): RutVerdict {
  const clean = cleanRut(typed)
  if (clean === '') return { state: 'empty' }
  const body = clean.slice(0, -1)
  if (clean.length < 8 || !/^\d+$/.test(body)) return { state: 'short' }
  const digit = rutCheckDigit(body)
  return digit === clean.slice(-1) ? { state: 'valid' } : { state: 'wrong', expected: formatRut(body + digit) }
}
