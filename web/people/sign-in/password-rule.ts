/** The server judges a password; the form only says early how many characters are still missing. */
const lengthMin = 15

export const passwordMissing = (password: string): number => Math.max(0, lengthMin - [...password].length)
