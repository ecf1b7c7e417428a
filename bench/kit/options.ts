/** `--seconds 2 --rounds 3 --clients 1,16`: for a quick look; without them a bench measures what its page promises. */
export function option(name: string, normal: string): string {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? normal : (process.argv[at + 1] ?? normal)
}

export const duelOptions = () => ({
  clients: option('clients', '1,16,32,64').split(',').map(Number),
  rounds: Number(option('rounds', '3')),
  seconds: Number(option('seconds', '3')),
})
