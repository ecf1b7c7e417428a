import type { Text } from '../text/text.ts'
import type { PaletteItem } from '../ui/command-palette.tsx'

export type PaletteSource = {
  group: (t: Text) => string
  may: string
  /** Things found on the server; `go` opens a page. */
  search: (query: string, signal: AbortSignal, go: (path: string) => void) => Promise<PaletteItem[]>
}

/** What the palette finds besides pages: one line a subject, in the order it is shown. */
export const paletteSources: readonly PaletteSource[] = []
