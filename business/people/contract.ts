import { contract } from '#platform/contract'
import { accountContract } from './account-contract.ts'
import { administrationContract } from './administration-contract.ts'
import { signInContract } from './sign-in-contract.ts'

/** Every route of this module: signing in, one's own account, and the administration of users, roles and keys. */
export const peopleContract = contract({ ...signInContract, ...accountContract, ...administrationContract })
