const codesMax = 500

/** The codes that were typed: one a line or between commas; "A-08..A-11" is four of them. */
export function codesOf(typed: string): string[] {
  const codes = typed.split(/[\n,;]+/).flatMap((part) => stretch(part.trim()))
  return [...new Set(codes.filter(Boolean))].slice(0, codesMax)
}

function stretch(part: string): string[] {
  const [, head = '', first = '', last = ''] = part.match(/^(.*?)(\d+)\.\.\1?(\d+)$/) ?? []
  const [from, until] = [Number(first), Number(last)]
  if (first === '' || until < from || until - from >= codesMax) return [part]
  return Array.from({ length: until - from + 1 }, (_, n) => head + String(from + n).padStart(first.length, '0'))
}
