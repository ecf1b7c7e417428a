// What other subjects of the web may use of purchasing.
export { ReorderButton } from './reorders/reorder-button.tsx'
export { ReorderDialog } from './reorders/reorder-dialog.tsx'
export { SupplierPicker } from './supplier-picker.tsx'
