/** Text that an array literal takes without quotes. */
const BARE = /^[\w.:+-]+$/

/**
 * A column of values as one array literal, to be cast where it is used: `{1,NULL,"a b"}`. The driver would make the
 * same text a value at a time, at several times the cost.
 */
export function arrayText(values: readonly unknown[]): string {
  return `{${values.map(element).join(',')}}`
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number') return String(value)
  if (value instanceof Date) return value.toISOString()
  const text = String(value)
  if (BARE.test(text) && !/^null$/i.test(text)) return text
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}
