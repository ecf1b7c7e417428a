/**
 * The wire's small types. This file loads in a browser as types only; it must not touch Node or the database.
 * Requests are forgiving where the predecessors documented strings ("1500000"); answers are strict.
 */
import { z } from 'zod'

/** Any well-formed UUID; ours are version 7. Lower-cased, so one thing has one spelling. */
export const Id = z.guid().toLowerCase()

/** The largest amount or quantity the books accept: far above any shop, far below where doubles lose integers. */
export const MINOR_MAX = 999_999_999_999_999
export const QUANTITY_MAX = 99_999_999_999.999

/** Money in the currency's minor unit (whole pesos in CLP). Accepts a whole number or its string form. */
export const Minor = z.union([
  z.int().min(-MINOR_MAX).max(MINOR_MAX),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
])
export const MinorPositive = Minor.refine((n) => n > 0, { error: 'units.positive' })
export const MinorNotNegative = Minor.refine((n) => n >= 0, { error: 'units.not_negative' })
/** Money in an answer. */
export const MinorOut = z.int()

const isThousandths = (n: number) => Math.abs(n * 1000 - Math.round(n * 1000)) < 1e-4

/** A quantity in the product's smallest unit with at most three decimals; a number or its string form. */
export const Quantity = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,11}(\.\d{1,3})?$/)
      .transform(Number),
  ])
  .refine((n) => Math.abs(n) <= QUANTITY_MAX && isThousandths(n), { error: 'units.quantity' })
export const QuantityPositive = Quantity.refine((n) => n > 0, { error: 'units.positive' })
export const QuantityNotNegative = Quantity.refine((n) => n >= 0, { error: 'units.not_negative' })
export const QuantityOut = z.number()

/** A share such as a tax or discount rate, in hundredths of a percent (1900 = 19 %): whole, so sums stay exact. */
export const BasisPoints = z.int().min(0).max(10_000)

/** Text a person typed: trimmed, no control characters (they would forge log lines and mail headers). */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, { error: 'units.control_characters' })
/** Longer text: line breaks and tabs are allowed. */
export const paragraph = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^(?:\P{Cc}|[\t\n\r])*$/u, { error: 'units.control_characters' })

export const Email = z.email().max(254).toLowerCase()
/** An instant, RFC 3339 with zone. */
export const Instant = z.iso.datetime({ offset: true })
/** A business day, YYYY-MM-DD. */
export const Day = z.iso.date()
export const Currency = z.string().regex(/^[A-Z]{3}$/)

/** `?is_active=true`: query strings carry text. */
export const Flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1')
export const Whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((n) => n >= min && n <= max, { error: 'units.range' })

export const ById = z.object({ id: Id })

export const PAGE_DEFAULT = 50
export const PAGE_MAX = 200

/** `?ids=a,b`: at most a page of ids in one text. */
export const IdList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(Id).min(1).max(PAGE_MAX))

/** What every list accepts; modules extend it with their filters. */
export const PageQuery = z.object({
  limit: Whole(1, PAGE_MAX).optional(),
  cursor: z.string().max(500).optional(),
  sort: z.string().max(60).optional(),
  q: z.string().trim().max(200).optional(),
  /** `count=true` asks for the total, which costs a second query. */
  count: Flag.optional(),
})

/** The answer of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable(), total: z.int().optional() })

export type Page<T> = { items: T[]; next_cursor: string | null; total?: number | undefined }
