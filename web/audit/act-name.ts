import type { Text } from '../text/text.ts'

type Names = Readonly<Record<string, string>>

/** What somebody did: "Creó un pedido". What nobody has put into words yet shows as it was written down. */
export function actName({ acts, verbs, nouns }: Text['audit'], action: string): string {
  const [thing = '', act = ''] = action.split('.')
  const [whole, byVerb, byThing]: Names[] = [acts, verbs, nouns]
  const verb = byVerb?.[act]
  return whole?.[action] ?? (verb ? [verb, byThing?.[thing]].filter(Boolean).join(' ') : action)
}

/** The name of a field that changed; of a nested one, with the way down to it. */
export function fieldName({ fields }: Text['audit'], field: string): string {
  const known: Names = fields
  return field
    .split('.')
    .map((part) => known[part] ?? (/^\d+$/.test(part) ? String(Number(part) + 1) : part))
    .join(' · ')
}
