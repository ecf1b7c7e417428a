import type { ExportRow } from './columns.ts'

interface PageOfRows {
  readonly items: readonly ExportRow[]
  readonly next_cursor: string | null
}

/** Page after page by cursor: however long the list, it needs the memory of one page. */
export async function* everyRow(read: (cursor: string | undefined) => Promise<PageOfRows>): AsyncGenerator<ExportRow> {
  for (let cursor: string | undefined; ; ) {
    const page = await read(cursor)
    yield* page.items
    if (page.next_cursor === null) return
    cursor = page.next_cursor
  }
}
