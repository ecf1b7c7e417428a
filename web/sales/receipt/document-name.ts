import type { Text } from '../../text/text.ts'

/** What the country calls the document, or nothing for a kind without a word of its own. */
export function documentName(t: Text, kind: string): string {
  const names: Record<string, string> = t.till.documents
  return names[kind] ?? ''
}
