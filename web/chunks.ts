import { join } from 'node:path'
import type { Rolldown } from 'vite'

type Graph = Pick<Rolldown.PluginContext, 'getModuleInfo'>
type Chunk = 'door' | 'shop' | 'parts' | null

/** A part that so many pages need comes with the shop's first page; what fewer need, with the pages that need it. */
const PAGES_MIN = 4

const at = (path: string) => join(import.meta.dirname, path).replaceAll('\\', '/')

/**
 * What comes in one file. Left alone, each part that two pages share is a file of its own: eighty of them at the first
 * visit of a till, and on a slow machine each costs as much as many kilobytes.
 */
export function chunkGroups() {
  let chunks: ReadonlyMap<string, Chunk> | null = null
  const chunkOf = (id: string, graph: Graph) => {
    chunks ??= chunksOf(graph)
    return chunks.get(id) ?? null
  }
  return { groups: [{ name: chunkOf }] }
}

function chunksOf(graph: Graph): ReadonlyMap<string, Chunk> {
  const next = (id: string) => graph.getModuleInfo(id)?.importedIds ?? []
  const lazy = (ids: readonly string[]) => ids.flatMap((id) => graph.getModuleInfo(id)?.dynamicallyImportedIds ?? [])
  const pages = lazy([at('routes.tsx'), at('routes-warehouse.tsx'), at('routes-purchasing.tsx')])
  const doors = pages.filter((id) => /sign-in|setup/.test(id))
  const door = closureOf([at('main.tsx'), at('door.tsx'), ...doors], next)
  const shop = closureOf([at('shop.tsx')], next)
  const needed = new Map<string, number>()
  for (const page of pages) for (const id of closureOf([page], next)) needed.set(id, (needed.get(id) ?? 0) + 1)
  const chunks = new Map<string, Chunk>()
  for (const [id, count] of needed) if (count >= PAGES_MIN) chunks.set(id, 'parts')
  for (const id of shop) chunks.set(id, 'shop')
  for (const id of door) chunks.set(id, 'door')
  // What is asked for by its own name stays a file of its own.
  for (const id of [at('main.tsx'), at('door.tsx'), at('shop.tsx'), ...pages]) chunks.delete(id)
  return chunks
}

function closureOf(ids: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const found = new Set<string>()
  const left = [...ids]
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (found.has(id)) continue
    found.add(id)
    left.push(...next(id))
  }
  return found
}
