import { forms } from '../plural.ts'

const n = forms('es')

export const warehouse = {
  groups: {
    arrives: 'Lo que llega',
    leaves: 'Lo que sale',
    shelves: 'En los estantes',
    signs: 'Ubicar y rotular',
  },
  tasks: {
    look_up: { name: 'Buscar un producto', says: 'Cuánto hay, dónde está, su kardex' },
    low_stock: { name: 'Bajo mínimo', says: 'Lo que se acaba, primero lo más urgente' },
    warehouses: { name: 'Bodegas', says: 'Dónde guarda cada local' },
  },
  waiting: (many: number) => n(many, { one: '1 pendiente', other: `${many} pendientes` }),
}
