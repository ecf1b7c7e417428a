import type { Range } from './mutants.ts'

const swapped: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '=': '<>',
  '<>': '=',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  and: 'or',
  or: 'and',
  'is null': 'is not null',
  'is not null': 'is null',
  least: 'greatest',
  greatest: 'least',
  min: 'max',
  max: 'min',
  'not exists': 'exists',
  true: 'false',
  false: 'true',
}

const words =
  /\bis not null\b|\bis null\b|\bnot exists\b|\b(?:and|or|true|false)\b|\b(?:least|greatest|min|max)(?=\()|(?<= )(?:<=|>=|<>|[<>=+*/-])(?= )|(?<![\w$.:'-])\d+(?![\w.'])/g

/** Small wrongs in a text of SQL; the places count from its start. Strings and comments are words, not decisions. */
export function wrongsInSql(text: string): (Range & { becomes: string })[] {
  const plain = text.replaceAll(
    /--[^\n]*|'[^'\n]*'|\bbetween\b.*?\band\b|\b(?:numeric|varchar|char)\([^)]*\)/g,
    (hidden) => ' '.repeat(hidden.length),
  )
  return [...plain.matchAll(words)]
    .filter((match) => match[0] !== '=' || isComparison(plain.slice(0, match.index)))
    .map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
      becomes: /^\d+$/.test(match[0]) ? otherNumber(match[0]) : (swapped[match[0]] ?? match[0]),
    }))
}

/** In `set a = b` the sign says what becomes, not what must be. */
function isComparison(before: string): boolean {
  const last = before.match(
    /\b(?:select|where|and|or|on|when|if|having|set|not|returning|elsif)\b(?!.*\b(?:select|where|and|or|on|when|if|having|set|not|returning|elsif)\b)/s,
  )
  return last !== null && !['select', 'set', 'returning'].includes(last[0])
}

const otherNumber = (written: string): string =>
  String(Number(written) < 10 ? Number(written) + 1 : Number(written) * 2)
