import { hkdfSync } from 'node:crypto'

/** The keys of this module. Each has one purpose, so that what one of them made is worthless to another. */
export interface Keys {
  readonly access: Uint8Array
  readonly second_factor: Uint8Array
  readonly refresh: Uint8Array
  readonly pin: Uint8Array
  readonly totp: Uint8Array
}

/** Derives the keys from the installation's two secrets (256 bits each). */
export function deriveKeys(secrets: { jwt_signing_key: string; session_secret: string }): Keys {
  const from = (secret: string, purpose: string) =>
    new Uint8Array(hkdfSync('sha256', secret, 'mostrador.people', purpose, 32))
  return {
    access: from(secrets.jwt_signing_key, 'access'),
    second_factor: from(secrets.jwt_signing_key, 'second-factor'),
    refresh: from(secrets.session_secret, 'refresh'),
    pin: from(secrets.session_secret, 'pin'),
    totp: from(secrets.session_secret, 'totp'),
  }
}
