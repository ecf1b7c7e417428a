// The wire, as types only: nothing of these files reaches the browser. One line a module.
import type { peopleContract } from '#people/contract'

export type Api = typeof peopleContract
