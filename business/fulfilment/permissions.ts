import type { Permission } from '#platform/module'
import { text } from './text.ts'

export const permissions = {
  'fulfilments.see': {
    says: text.maySee,
    roles: ['gerente', 'vendedor', 'cajero', 'bodeguero', 'recepcion', 'analista'],
  },
  'fulfilments.create': { says: text.mayCreate, roles: ['gerente', 'vendedor', 'recepcion'] },
  'fulfilments.work': { says: text.mayWork, roles: ['gerente', 'bodeguero'] },
  'shipments.ship': { says: text.mayShip, roles: ['gerente', 'bodeguero'] },
  'fulfilments.cancel': { says: text.mayCancel, roles: ['gerente', 'vendedor'] },
} satisfies Record<string, Permission>
