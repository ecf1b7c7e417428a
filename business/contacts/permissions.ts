import type { Permission } from '#platform/module'

const everyone = ['gerente', 'vendedor', 'cajero', 'bodeguero', 'tecnico', 'recepcion', 'analista'] as const
const counter = ['gerente', 'vendedor', 'cajero', 'tecnico', 'recepcion'] as const
const buyers = ['gerente', 'bodeguero', 'analista'] as const

export const permissions = {
  // Opens the common list; which records are in it, the permissions of the views below decide.
  'contacts.see': { says: { es: 'Ver personas y empresas', en: 'See people and companies' }, roles: everyone },
  'contacts.change': {
    says: { es: 'Cambiar personas y empresas', en: 'Change people and companies' },
    roles: everyone,
  },
  'contacts.merge': { says: { es: 'Unir fichas duplicadas', en: 'Merge duplicate records' }, roles: ['gerente'] },
  'customers.see': { says: { es: 'Ver clientes', en: 'See customers' }, roles: [...counter, 'analista'] },
  'customers.change': { says: { es: 'Crear y cambiar clientes', en: 'Add and change customers' }, roles: counter },
  'customers.credit': { says: { es: 'Fijar el crédito de un cliente', en: 'Set customer credit' }, roles: ['gerente'] },
  'customers.import': { says: { es: 'Importar clientes', en: 'Import customers' }, roles: ['gerente'] },
  'suppliers.see': { says: { es: 'Ver proveedores', en: 'See suppliers' }, roles: buyers },
  'suppliers.change': {
    says: { es: 'Crear y cambiar proveedores', en: 'Add and change suppliers' },
    roles: ['gerente', 'analista'],
  },
  'employees.see': { says: { es: 'Ver empleados', en: 'See employees' }, roles: ['gerente'] },
  'employees.change': { says: { es: 'Crear y cambiar empleados', en: 'Add and change employees' }, roles: ['gerente'] },
  'sales_reps.see': { says: { es: 'Ver vendedores de proveedores', en: 'See sales representatives' }, roles: buyers },
  'sales_reps.change': {
    says: { es: 'Crear y cambiar vendedores de proveedores', en: 'Add and change sales representatives' },
    roles: ['gerente', 'analista'],
  },
} satisfies Record<string, Permission>
