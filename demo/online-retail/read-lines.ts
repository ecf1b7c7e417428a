import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { invariant } from '#platform/invariant'

/** A line of an invoice, as the file has it. */
export interface RetailLine {
  readonly invoice: string
  readonly code: string
  readonly description: string
  readonly quantity: number
  /** `2010-12-01 08:26:00`, the retailer's own clock. */
  readonly at: string
  /** Thousandths of a pound: four lines cost a tenth of a penny. */
  readonly price_thousandths: number
  /** Empty when nobody was named. */
  readonly customer: string
  readonly country: string
}

export const FILE = new URL('./online-retail.csv.gz', import.meta.url)
const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'

/** Reads every line. The unpacked file is never whole in memory, and each code, name and time is kept once. */
export async function readLines(file: URL = FILE): Promise<RetailLine[]> {
  const lines: RetailLine[] = []
  const read = lineReader()
  let rest = ''
  let is_first = true
  for await (const chunk of createReadStream(file).pipe(createGunzip()).setEncoding('utf8')) {
    const rows = `${rest}${chunk}`.split('\n')
    rest = rows.pop() ?? ''
    for (const row of rows) {
      if (is_first) invariant(row === HEADER, 'the file begins with its header')
      else if (row !== '') lines.push(read(row))
      is_first = false
    }
  }
  if (rest !== '') lines.push(read(rest))
  return lines
}

/** A piece of a row would keep the whole row alive; the first spelling met stands for all that equal it. */
function lineReader(): (row: string) => RetailLine {
  const known = new Map<string, string>()
  const once = (text: string): string => {
    const same = known.get(text)
    if (same !== undefined) return same
    const own = Buffer.from(text).toString()
    known.set(own, own)
    return own
  }
  return (row) => {
    const fields = fieldsOf(row)
    invariant(fields.length === 8, 'a line has eight fields')
    const [invoice = '', code = '', description = '', quantity = '', at = '', price = '', customer = '', country = ''] =
      fields
    return {
      invoice: once(invoice),
      code: once(code),
      description: once(description),
      quantity: Number(quantity),
      at: once(at),
      price_thousandths: thousandthsOf(price),
      customer: once(customer.endsWith('.0') ? customer.slice(0, -2) : customer),
      country: once(country),
    }
  }
}

/** Decimal text to whole thousandths, without a float between. */
export function thousandthsOf(text: string): number {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,3}))?$/.exec(text) ?? []
  invariant(whole !== '', 'a price is a decimal number with at most three decimals')
  const size = Number(whole) * 1000 + Number(decimals.padEnd(3, '0'))
  return sign === '-' && size > 0 ? -size : size
}

/** The fields of a row; quoted ones may hold commas, and doubled quotes stand for one. */
export function fieldsOf(row: string): string[] {
  if (!row.includes('"')) return row.split(',')
  const fields: string[] = []
  for (const [, quoted, plain = ''] of row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g))
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
  return fields
}
