import { randomBytes } from 'node:crypto'

/** 144 random bits: a link that nobody guesses. */
export const newReceiptToken = (): string => randomBytes(18).toString('base64url')
