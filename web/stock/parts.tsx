// What other subjects of the web may use of stock.
export { WarehouseSelect } from './choices.tsx'
export { HandFrame, HandQuery } from './hand-frame.tsx'
export { ListFoot } from './list-foot.tsx'
