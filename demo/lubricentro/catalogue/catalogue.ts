import { partsByCar } from './by-car.ts'
import { general } from './general.ts'
import type { Item } from './item.ts'
import { oils } from './oils.ts'
import { services } from './services.ts'

/** Everything on the shelves and on the price board. */
export const catalogue: readonly Item[] = [...oils, ...partsByCar, ...general, ...services]
