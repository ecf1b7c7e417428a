import type { FastifyInstance } from 'fastify'
import type { FactKind, Reaction } from './facts/fact.ts'
import type { RouteSet } from './http/serve.ts'
import type { Importable } from './import/importable.ts'
import type { Job } from './jobs/job.ts'
import type { Sentence } from './text.ts'

/** The eight roles every business starts with; administrators may edit copies. */
export const ROLES = [
  'admin',
  'gerente',
  'vendedor',
  'cajero',
  'bodeguero',
  'tecnico',
  'recepcion',
  'analista',
] as const
export type RoleName = (typeof ROLES)[number]

/** A permission: what it allows, in words, and which of the starting roles have it (admin always has all). */
export interface Permission {
  readonly says: Sentence
  readonly roles: readonly Exclude<RoleName, 'admin'>[]
}

/** A business module's entry in the table of contents (bin/modules.ts). */
export interface Module {
  readonly name: string
  readonly routes: readonly RouteSet[]
  readonly permissions: Readonly<Record<string, Permission>>
  readonly facts?: readonly FactKind[]
  readonly reactions?: readonly Reaction[]
  readonly jobs?: readonly Job[]
  readonly imports?: readonly Importable[]
  /** What a contract cannot say: a socket, a hook on every answer. Called before the routes are registered. */
  readonly attach?: (http: FastifyInstance) => Promise<void>
}
