import type { Permission } from '#platform/module'

export const permissions = {
  'users.see': {
    says: { es: 'Ver usuarios y sus dispositivos', en: 'See users and their devices' },
    roles: ['gerente'],
  },
  'users.edit': {
    says: { es: 'Crear, editar y desactivar usuarios', en: 'Create, edit and deactivate users' },
    roles: ['gerente'],
  },
  'roles.see': { says: { es: 'Ver roles y permisos', en: 'See roles and permissions' }, roles: ['gerente'] },
  'roles.edit': { says: { es: 'Crear y editar roles', en: 'Create and edit roles' }, roles: [] },
  'approvals.give': {
    says: {
      es: 'Autorizar con PIN en la caja de otra persona',
      en: "Approve with a PIN at somebody else's register",
    },
    roles: ['gerente'],
  },
  'api_keys.edit': { says: { es: 'Crear y anular claves de API', en: 'Create and revoke API keys' }, roles: [] },
} satisfies Record<string, Permission>
