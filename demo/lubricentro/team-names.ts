import type { TeamNames } from '../demo-people.ts'

export const teamNames: TeamNames = {
  admin: ['Verónica Araya Soto', 'veronica'],
  gerente: ['Rodrigo Sepúlveda Díaz', 'rodrigo'],
  vendedor: ['Camila Fuentes Rojas', 'camila'],
  cajero: ['Jorge Muñoz Tapia', 'jorge'],
  bodeguero: ['Patricio Vidal Leiva', 'patricio'],
  analista: ['Lorena Castillo Mena', 'lorena'],
}
