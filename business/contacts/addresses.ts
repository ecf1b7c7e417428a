import { newId } from '#platform/ids'
import type { Address, AddressIn } from './contract.ts'
import type { NewAddress } from './records.ts'

/** The first address in short, as forms and the predecessors' documented bodies send it. */
interface Short {
  readonly address?: string | null | undefined
  readonly commune?: string | null | undefined
  readonly city?: string | null | undefined
}

/** The addresses once the short form has changed the first one; it disappears when nothing is left of it. */
export function shortAddress(current: readonly AddressIn[], { address, commune, city }: Short): AddressIn[] {
  const [first = {}, ...others] = current
  const changed = {
    ...first,
    ...(address === undefined ? {} : { line: address }),
    ...(commune === undefined ? {} : { commune }),
    ...(city === undefined ? {} : { city }),
  }
  const isEmpty = !changed.line && !changed.commune && !changed.city
  return isEmpty ? others : [changed, ...others]
}

export const changesAddress = (input: Short): boolean =>
  input.address !== undefined || input.commune !== undefined || input.city !== undefined

export function addressRows(party_id: string, addresses: readonly AddressIn[]): NewAddress[] {
  return addresses.map((address, position) => ({
    id: newId(),
    party_id,
    position,
    label: address.label ?? null,
    line: address.line ?? null,
    commune: address.commune ?? null,
    city: address.city ?? null,
    region: address.region ?? null,
    postal_code: address.postal_code ?? null,
    country: address.country ?? null,
  }))
}

/** A stored address as it would be written again. */
export const partOf = ({ id: _id, ...address }: Address): AddressIn => address
