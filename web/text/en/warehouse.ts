import { forms } from '../plural.ts'

const n = forms('en')

export const warehouse = {
  groups: {
    arrives: 'What arrives',
    leaves: 'What leaves',
    shelves: 'On the shelves',
    signs: 'Places and labels',
  },
  tasks: {
    look_up: { name: 'Find a product', says: 'How many, where, its stock card' },
    low_stock: { name: 'Low stock', says: 'What runs out, most urgent first' },
    warehouses: { name: 'Warehouses', says: 'Where each store keeps its goods' },
  },
  waiting: (many: number) => n(many, { one: '1 waiting', other: `${many} waiting` }),
}
