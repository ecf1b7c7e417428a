import type { Permission } from '#platform/module'

export const permissions = {
  'payments.see': {
    says: { es: 'Ver pagos y medios de pago', en: 'See payments and ways of paying' },
    roles: ['gerente', 'vendedor', 'cajero', 'tecnico', 'recepcion', 'analista'],
  },
  'payments.export': { says: { es: 'Exportar pagos', en: 'Export payments' }, roles: ['gerente', 'analista'] },
  'payments.take': {
    says: { es: 'Cobrar', en: 'Take payments' },
    roles: ['gerente', 'vendedor', 'cajero', 'recepcion'],
  },
  'payments.refund': { says: { es: 'Devolver pagos', en: 'Give payments back' }, roles: ['gerente'] },
  'payment_methods.edit': { says: { es: 'Editar medios de pago', en: 'Edit ways of paying' }, roles: ['gerente'] },
  'till_sessions.see': {
    says: { es: 'Ver turnos de caja', en: 'See till sessions' },
    roles: ['gerente', 'vendedor', 'cajero', 'recepcion', 'analista'],
  },
  'till_sessions.operate': {
    says: { es: 'Abrir, mover y cerrar una caja propia', en: 'Open, move and close one’s own till' },
    roles: ['gerente', 'vendedor', 'cajero', 'recepcion'],
  },
  'till_sessions.supervise': {
    says: { es: 'Ver lo esperado y cerrar cajas ajenas', en: 'See what is expected and close other people’s tills' },
    roles: ['gerente'],
  },
  'till_sessions.settle': {
    says: { es: 'Resolver diferencias de caja', en: 'Settle till differences' },
    roles: ['gerente'],
  },
  'expenses.see': { says: { es: 'Ver gastos', en: 'See expenses' }, roles: ['gerente', 'cajero', 'analista'] },
  'expenses.record': { says: { es: 'Registrar gastos', en: 'Record expenses' }, roles: ['gerente', 'cajero'] },
  'expenses.reverse': { says: { es: 'Reversar gastos', en: 'Take expenses back' }, roles: ['gerente'] },
  'bank_accounts.see': {
    says: { es: 'Ver cuentas bancarias', en: 'See bank accounts' },
    roles: ['gerente', 'vendedor', 'cajero', 'recepcion'],
  },
  'bank_accounts.edit': { says: { es: 'Editar cuentas bancarias', en: 'Edit bank accounts' }, roles: ['gerente'] },
  'accounts.see': {
    says: { es: 'Ver cuentas de clientes', en: 'See customers’ accounts' },
    roles: ['gerente', 'vendedor', 'cajero', 'recepcion', 'analista'],
  },
  'accounts.collect': {
    says: { es: 'Recibir abonos de clientes', en: 'Take repayments from customers' },
    roles: ['gerente', 'vendedor', 'cajero', 'recepcion'],
  },
  'accounts.sell': {
    says: { es: 'Vender fiado hasta el límite', en: 'Sell on account up to the limit' },
    roles: ['gerente', 'vendedor', 'cajero', 'recepcion'],
  },
  'accounts.exceed': {
    says: { es: 'Fiar sobre el límite', en: 'Sell on account above the limit' },
    roles: ['gerente'],
  },
  'documents.see': {
    says: { es: 'Ver documentos emitidos', en: 'See issued documents' },
    roles: ['gerente', 'vendedor', 'cajero', 'recepcion', 'analista'],
  },
} satisfies Record<string, Permission>
