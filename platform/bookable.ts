import { platformRefuse } from './platform-refusals.ts'
import { MINOR_MAX } from './units.ts'

/** An amount in minor units as it is, when the books can hold it; a product of large numbers is refused (422). */
export function bookable(amount_minor: number): number {
  if (Math.abs(amount_minor) > MINOR_MAX) throw platformRefuse.tooBig()
  return amount_minor
}
