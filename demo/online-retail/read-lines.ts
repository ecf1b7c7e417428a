import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
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

/** Reads the lines one by one, so that the unpacked file is never whole in memory. */
export async function* readLines(file: URL = FILE): AsyncGenerator<RetailLine> {
  const rows = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let is_first = true
  for await (const row of rows) {
    if (is_first) invariant(row === HEADER, 'the file begins with its header')
    else if (row !== '') yield lineOf(fieldsOf(row))
    is_first = false
  }
}

function lineOf(fields: readonly string[]): RetailLine {
  invariant(fields.length === 8, 'a line has eight fields')
  const [invoice = '', code = '', description = '', quantity = '', at = '', price = '', customer = '', country = ''] =
    fields
  return {
    invoice,
    code,
    description,
    quantity: Number(quantity),
    at,
    price_thousandths: thousandthsOf(price),
    customer: customer.replace(/\.0$/, ''),
    country,
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
