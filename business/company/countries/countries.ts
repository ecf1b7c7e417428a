import { argentina } from './argentina.ts'
import { bolivia } from './bolivia.ts'
import { chile } from './chile.ts'
import { colombia } from './colombia.ts'
import type { CountryPack } from './country-pack.ts'
import { elsewhere } from './elsewhere.ts'
import { greatBritain } from './great-britain.ts'
import { mexico } from './mexico.ts'
import { peru } from './peru.ts'

/** Every country we know, in the order in which the wizard offers them. */
export const countryPacks: readonly CountryPack[] = [
  chile,
  mexico,
  colombia,
  peru,
  argentina,
  bolivia,
  greatBritain,
  elsewhere,
]

/** The pack of a country code; countries we do not know get the neutral one. */
export function countryPack(code: string): CountryPack {
  return countryPacks.find((pack) => pack.code === code) ?? elsewhere
}
