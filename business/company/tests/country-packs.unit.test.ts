import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCuit } from '../countries/argentina.ts'
import { formatRut, parseRut, rutDigit } from '../countries/chile.ts'
import { parseNit } from '../countries/colombia.ts'
import { countryPack, countryPacks } from '../countries/countries.ts'
import { parseVat } from '../countries/great-britain.ts'
import { parseRfc } from '../countries/mexico.ts'
import { parseRuc } from '../countries/peru.ts'

const bodies = fc.integer({ min: 1, max: 99_999_999 }).map(String)

test('a RUT with its digit is read in every punctuation, as one spelling', () => {
  fc.assert(
    fc.property(
      bodies,
      fc.constantFrom('.', ' ', ''),
      fc.constantFrom('-', ' ', ''),
      fc.boolean(),
      (body, dot, hyphen, low) => {
        const grouped = body.replace(/\B(?=(\d{3})+$)/g, dot)
        const typed = `${grouped}${hyphen}${rutDigit(body)}`
        expect(parseRut(low ? typed.toLowerCase() : typed)).toEqual({ ok: true, value: `${body}-${rutDigit(body)}` })
      },
    ),
  )
})

test('a RUT with any other digit is refused and the right one is offered', () => {
  fc.assert(
    fc.property(bodies, fc.constantFrom(...'0123456789K'), (body, digit) => {
      const right = rutDigit(body)
      fc.pre(digit !== right)
      expect(parseRut(`${body}-${digit}`)).toEqual({ ok: false, suggestion: formatRut(`${body}-${right}`) })
    }),
  )
})

test('two neighbouring digits that were swapped are noticed', () => {
  fc.assert(
    fc.property(bodies, fc.nat(6), (body, at) => {
      const [a = '', b = ''] = [body[at], body[at + 1]]
      fc.pre(b !== '' && a !== b && !(at === 0 && b === '0'))
      const swapped = body.slice(0, at) + b + a + body.slice(at + 2)
      expect(parseRut(`${swapped}-${rutDigit(body)}`).ok).toBe(false)
    }),
  )
})

test('a stored RUT is written with dots and read back as itself', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      const value = `${body}-${rutDigit(body)}`
      expect(parseRut(formatRut(value))).toEqual({ ok: true, value })
    }),
  )
})

test.each([
  ['12.345.678-5', '12345678-5'],
  ['11111111-1', '11111111-1'],
  ['76.086.428-5', '76086428-5'],
  ['6-K', '6-K'],
  ['6k', '6-K'],
  ['00012345678-5', '12345678-5'],
])('%s is a RUT', (text, value) => {
  expect(parseRut(text)).toEqual({ ok: true, value })
})

test.each(['', '-', 'K', '0-0', '123456789-2', '12.345.678', 'doce', '１２３４５６７８５', '12345678-5; drop table'])(
  '%s is no RUT',
  (text) => {
    expect(parseRut(text).ok).toBe(false)
  },
)

// Numbers that companies and tax offices publish.
test.each([
  ['CUIT', parseCuit, '30-50001091-2', '30-50001091-3'],
  ['RUC', parseRuc, '20100070970', '20100070971'],
  ['NIT', parseNit, '899.999.068-1', '899.999.068-2'],
  ['VAT', parseVat, 'GB 220 4302 31', 'GB 220 4302 32'],
  ['RFC', parseRfc, 'XAXX010101000', 'XAXX011301000'],
] as const)('%s: a published number is read, one with a wrong digit is not', (_name, parse, right, wrong) => {
  expect(parse(right).ok).toBe(true)
  expect(parse(wrong).ok).toBe(false)
})

test('every pack offers what it would itself accept, and writes what it can read', () => {
  for (const pack of countryPacks) {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const read = pack.parseTaxId(text)
        const again = read.ok ? pack.formatTaxId(read.value) : read.suggestion
        return again === undefined || pack.parseTaxId(again).ok
      }),
    )
  }
})

test('every pack is complete: its amounts, rates and zone hold together', () => {
  for (const pack of countryPacks) {
    expect(pack.amount_format.decimals).toBe(pack.currency_decimals)
    expect(pack.amount_format.thousands_mark).not.toBe(pack.amount_format.decimal_mark)
    expect(pack.currency).toMatch(/^[A-Z]{3}$/)
    expect(() => new Intl.DateTimeFormat('es', { timeZone: pack.time_zone })).not.toThrow()
    expect(pack.tax_classes[0].code).toBe('general')
    const codes = pack.tax_classes.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const { basis_points } of pack.tax_classes) expect(basis_points).toBeGreaterThanOrEqual(0)
  }
})

test('Chile: pesos without decimals, IVA 19 % included, cash to the nearest ten', () => {
  expect(countryPack('CL')).toMatchObject({
    currency: 'CLP',
    currency_decimals: 0,
    tax_name: 'IVA',
    prices_include_tax: true,
    cash_rounding_minor: 10,
    phone_prefix: '56',
    document_kinds: ['boleta', 'factura', 'nota_credito', 'guia'],
  })
  expect(countryPack('CL').tax_classes[0].basis_points).toBe(1900)
})

test('a country without a pack gets the neutral one', () => {
  expect(countryPack('NZ').code).toBe('ZZ')
})
