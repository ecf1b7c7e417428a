// What other subjects of the web may use of sales.

export { Receipt } from './receipt/receipt.tsx'
export { ApprovalDialog } from './till/approval-dialog.tsx'
