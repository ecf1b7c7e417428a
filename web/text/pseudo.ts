// A language nobody speaks, 40 % longer and full of accents: what breaks in it would break in a real translation.
import type { Text } from './text.ts'

const accented: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', n: 'ñ', A: 'Á', E: 'É', O: 'Ó' }
const growth = 0.4

/** Each word grows by itself, as words of real languages do: a sentence has more to wrap, not one endless tail. */
export const pseudoWord = (sentence: string): string => sentence.replace(/\S+/g, longer)

function longer(word: string): string {
  const letters = [...word].map((letter) => accented[letter] ?? letter).join('')
  const extra = Math.ceil([...word].length * growth)
  return `${letters}${'~'.repeat(extra - 1)}·`
}

function pseudoValue(value: unknown): unknown {
  if (typeof value === 'string') return pseudoWord(value)
  if (typeof value === 'function') return (...given: unknown[]) => pseudoValue(Reflect.apply(value, undefined, given))
  if (Array.isArray(value)) return value.map(pseudoValue)
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pseudoValue(inner)]))
  }
  return value
}

// The walk keeps every key and the kind of each value, which the type checker cannot see.
export const pseudoText = (source: Text): Text => pseudoValue(source) as Text
