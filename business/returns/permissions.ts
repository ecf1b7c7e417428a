import type { Permission } from '#platform/module'

export const permissions = {
  'returns.see': {
    says: { es: 'Ver devoluciones', en: 'See returns' },
    roles: ['gerente', 'vendedor', 'cajero', 'bodeguero', 'recepcion', 'analista'],
  },
  'returns.take': {
    says: { es: 'Recibir devoluciones', en: 'Take goods back' },
    roles: ['gerente', 'vendedor', 'cajero', 'bodeguero', 'recepcion'],
  },
  'returns.settle': {
    says: { es: 'Resolver devoluciones: dinero, crédito o cambio', en: 'Settle returns: money, credit or exchange' },
    roles: ['gerente', 'vendedor', 'cajero'],
  },
  'returns.decide': {
    says: { es: 'Decidir sobre la cuarentena', en: 'Decide about quarantine' },
    roles: ['gerente', 'bodeguero'],
  },
} satisfies Record<string, Permission>
