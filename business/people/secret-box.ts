import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

/** Seals a secret for one row: moved to another row it does not open (AES-256-GCM, the row's id as context). */
export function seal(key: Uint8Array, plain: Buffer, row_id: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(row_id))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

export function unseal(key: Uint8Array, box: Buffer, row_id: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE)).setAAD(Buffer.from(row_id))
  decipher.setAuthTag(box.subarray(NONCE, NONCE + TAG))
  return Buffer.concat([decipher.update(box.subarray(NONCE + TAG)), decipher.final()])
}

/** Finds a row by a short secret without storing it; without the key it cannot be searched for. */
export const keyedDigest = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** For secrets with 128 random bits or more, where guessing is hopeless and a slow hash would only cost time. */
export const plainDigest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** A random secret that survives being copied, spoken and put into a link. */
export const newSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url')

// Without letters and digits that people confuse: one-time passwords and recovery codes are typed from paper.
const CLEAR = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

/** Groups of four clear characters: `K7QP-2MXA-…`, about 4.9 bits a character. */
export function newTypedSecret(groups: number): string {
  const pick = () => {
    for (;;) {
      const [byte = 255] = randomBytes(1)
      // The remainder of 256 / 30 would favour the first characters.
      if (byte < 240) return CLEAR.charAt(byte % CLEAR.length)
    }
  }
  return Array.from({ length: groups }, () => `${pick()}${pick()}${pick()}${pick()}`).join('-')
}
