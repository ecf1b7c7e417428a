import type { Permission } from './module.ts'

/** What the platform itself lets people do. */
export const platformPermissions = {
  'audit.see': {
    says: { es: 'Ver la auditoría y exportarla', en: 'See and export the audit trail' },
    roles: ['gerente'],
  },
  'jobs.see': { says: { es: 'Ver las tareas del sistema', en: 'See the background jobs' }, roles: ['gerente'] },
  'operations.see': { says: { es: 'Ver la salud y las cifras del sistema', en: 'See health and figures' }, roles: [] },
  'operations.manage': { says: { es: 'Vaciar memorias intermedias', en: 'Clear caches' }, roles: [] },
  'files.add': {
    says: { es: 'Subir imágenes', en: 'Upload pictures' },
    roles: ['gerente', 'vendedor', 'bodeguero', 'tecnico', 'recepcion'],
  },
  'files.see': {
    says: { es: 'Ver imágenes', en: 'See pictures' },
    roles: ['gerente', 'vendedor', 'cajero', 'bodeguero', 'tecnico', 'recepcion', 'analista'],
  },
  'imports.see': { says: { es: 'Ver las importaciones', en: 'See imports' }, roles: ['gerente'] },
  'imports.run': { says: { es: 'Importar archivos y deshacerlo', en: 'Import files and undo it' }, roles: ['gerente'] },
} as const satisfies Record<string, Permission>
