import { hash, parseOptions, verify } from '@node-rs/argon2'

/** What a hash costs. The floor is OWASP's: 19 MiB, two passes. */
export interface HashCost {
  readonly memory_kib: number
  readonly passes: number
}

export const FLOOR: HashCost = { memory_kib: 19_456, passes: 2 }
const ROOMY_KIB = 65_536
const TARGET_MS = 200
const PASSES_MAX = 8

// NIST SP 800-63B: the same characters typed on another keyboard must be the same password.
const canonical = (password: string) => password.normalize('NFKC')

/** Argon2id, the library's default algorithm. */
export function hashPassword(password: string, cost: HashCost): Promise<string> {
  return hash(canonical(password), { memoryCost: cost.memory_kib, timeCost: cost.passes, parallelism: 1 })
}

export function isPassword(encoded: string, password: string): Promise<boolean> {
  return verify(encoded, canonical(password))
}

export function needsRehash(encoded: string, cost: HashCost): boolean {
  const { memoryCost, timeCost } = parseOptions(encoded)
  return memoryCost !== cost.memory_kib || timeCost !== cost.passes
}

/** The cost that takes 150 to 300 ms here: as many passes over 64 MiB as fit, or the floor on a slow machine. */
export async function calibrate(): Promise<HashCost> {
  const one_pass_ms = await timed({ memory_kib: ROOMY_KIB, passes: 1 })
  const passes = Math.min(Math.round(TARGET_MS / one_pass_ms), PASSES_MAX)
  return passes < 2 ? FLOOR : { memory_kib: ROOMY_KIB, passes }
}

async function timed(cost: HashCost): Promise<number> {
  const runs: number[] = []
  for (let run = 0; run < 3; run += 1) {
    const start = performance.now()
    await hashPassword('how long does this take', cost)
    runs.push(performance.now() - start)
  }
  // The quickest run is the machine's own speed; the others shared it.
  return Math.min(...runs)
}
