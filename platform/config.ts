import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { settings } from './settings.ts'
import { StartProblem } from './start-problem.ts'
import type { Language, Sentence } from './text.ts'

type SettingName = keyof typeof settings
type Environment = Readonly<Record<string, string | undefined>>
type RawValues = Record<SettingName, string>

const optional = z.string().transform((text) => (text === '' ? undefined : text))
const optionalOf = <T extends z.ZodType<unknown, string>>(schema: T) =>
  z.union([z.literal('').transform(() => undefined), schema])
const wholeNumber = (min: number, max: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max))
const listOf = (isGood: (item: string) => boolean) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .refine((items) => items.every(isGood))
const urlWith = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))

/** What each setting must look like, and what to write instead of a wrong value. */
const shapes = {
  port: [wholeNumber(0, 65_535), 'un número de 0 a 65535', 'a number from 0 to 65535'],
  host: [z.string().regex(/^[\w.:-]+$/), 'una dirección o un nombre de máquina', 'an address or a host name'],
  data_dir: [
    z
      .string()
      .min(1)
      .transform((path) => resolve(path)),
    'una carpeta',
    'a folder',
  ],
  demo: [
    optionalOf(z.enum(['lubricentro', 'online-retail'])),
    'lubricentro u online-retail',
    'lubricentro or online-retail',
  ],
  language: [z.enum(['es', 'en']), 'es o en', 'es or en'],
  time_zone: [z.string().refine(isTimeZone), 'una zona como America/Santiago', 'a zone such as America/Santiago'],
  admin_email: [optionalOf(z.email()), 'un correo', 'an e-mail address'],
  admin_password: [optional, 'un texto', 'a text'],
  database_url: [optionalOf(urlWith('postgres:', 'postgresql:')), 'postgresql://…', 'postgresql://…'],
  database_owner_url: [optionalOf(urlWith('postgres:', 'postgresql:')), 'postgresql://…', 'postgresql://…'],
  tls_cert_file: [optional, 'un archivo', 'a file'],
  tls_key_file: [optional, 'un archivo', 'a file'],
  trusted_proxies: [
    listOf(isRange),
    'direcciones o rangos separados por comas',
    'addresses or ranges, separated by commas',
  ],
  public_url: [optionalOf(urlWith('http:', 'https:')), 'https://…', 'https://…'],
  allowed_hosts: [
    listOf((name) => /^[\w.:*-]+$/.test(name)),
    'nombres separados por comas',
    'names, separated by commas',
  ],
  cors_allowed_origins: [listOf(isOrigin), 'orígenes como https://tienda.cl', 'origins such as https://shop.cl'],
  force_https: [z.stringbool(), 'true o false', 'true or false'],
  hsts_seconds: [wholeNumber(0, 10 * 31_536_000), 'segundos', 'seconds'],
  admin_allowed_ips: [
    listOf(isRange),
    'direcciones o rangos separados por comas',
    'addresses or ranges, separated by commas',
  ],
  smtp_url: [optionalOf(urlWith('smtp:', 'smtps:')), 'smtp://…', 'smtp://…'],
  mail_from: [optionalOf(z.string().includes('@')), 'un correo', 'an e-mail address'],
  jwt_signing_key: [optional, 'un texto', 'a text'],
  session_secret: [optional, 'un texto', 'a text'],
  metrics_token: [optionalOf(z.string().min(32)), 'al menos 32 caracteres', 'at least 32 characters'],
  password_length_min: [wholeNumber(12, 64), 'un número de 12 a 64', 'a number from 12 to 64'],
  rate_limit_anon: [wholeNumber(1, 1_000_000), 'un número desde 1', 'a number from 1'],
  rate_limit_user: [wholeNumber(1, 1_000_000), 'un número desde 1', 'a number from 1'],
  log_level: [z.enum(['debug', 'info', 'warn', 'error']), 'debug, info, warn o error', 'debug, info, warn or error'],
  log_file: [optional, 'un archivo', 'a file'],
} as const satisfies Record<SettingName, readonly [z.ZodType<unknown, string>, es: string, en: string]>

/** The program's settings, checked. */
export type Config = { readonly [Name in SettingName]: z.output<(typeof shapes)[Name][0]> }

/** Reads options and environment; says every wrong value at once, with what to write instead. */
export function readConfig(argv: readonly string[], env: Environment): Config {
  const { config, own } = readCommand(argv, env)
  const [unknown] = own
  if (unknown === undefined) return config
  const es = `No existe la opción ${unknown}; mira --help.`
  throw new StartProblem('unknown_option', { es, en: `There is no option ${unknown}; see --help.` })
}

/** The same for a command with words of its own, such as `import products.csv --data DIR`. */
export function readCommand(argv: readonly string[], env: Environment): { config: Config; own: string[] } {
  const problems: Sentence[] = []
  const { values, own } = readOptions(argv, problems)
  const raw = { ...fromEnvironment(env, problems), ...values }
  const entries = settingNames().map((name) => [name, checked(name, raw[name] ?? settings[name].default, problems)])
  assertPairs(raw, problems)
  if (problems.length > 0) throw new StartProblem('bad_setting', together(problems))
  return { config: Object.fromEntries(entries) as Config, own }
}

/** The language for a person at the terminal, known before the settings are checked. */
export function terminalLanguage(env: Environment): Language {
  return env.MOSTRADOR_LANG === 'en' ? 'en' : 'es'
}

/** The README's table, in English: it stands beside the code. */
export function configTable(): string {
  const rows = settingNames().map((name) => {
    const { env, flag, secret, en, ...setting } = settings[name]
    const option = flag === '' ? '' : `\`--${flag} ${setting.value.replaceAll('|', '\\|')}\``
    const variable = secret ? `\`${env}\`, \`${env}_FILE\`` : `\`${env}\``
    return `| ${variable} | ${option} | ${setting.default === '' ? '' : `\`${setting.default}\``} | ${en} |`
  })
  return ['| variable | option | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/**
 * How the server may answer: `loopback` and `tls` directly, `proxy` behind a trusted one, and `explain` means that
 * plain HTTP from elsewhere gets a page that says why it cannot work, because browsers would drop the session cookie.
 */
export function transportRule(config: Pick<Config, 'host' | 'tls_cert_file' | 'trusted_proxies'>) {
  if (config.tls_cert_file !== undefined) return 'tls'
  if (isLoopback(config.host)) return 'loopback'
  return config.trusted_proxies.length > 0 ? 'proxy' : 'explain'
}

const settingNames = () => Object.keys(settings) as SettingName[]

type Options = { values: Partial<RawValues>; own: string[] }

/** Separates the settings' options, which every command takes, from a command's own words. */
function readOptions(argv: readonly string[], problems: Sentence[]): Options {
  const values: Partial<RawValues> = {}
  const own: string[] = []
  const words = argv.values()
  for (const word of words) {
    const [option = '', ...value] = word.split('=')
    const name = settingNames().find(
      (setting) => settings[setting].flag !== '' && option === `--${settings[setting].flag}`,
    )
    if (name === undefined) own.push(word)
    else values[name] = value.length > 0 ? value.join('=') : (words.next().value ?? '')
    if (name !== undefined && values[name] === '') {
      problems.push({ es: `A ${option} le falta su valor.`, en: `${option} lacks its value.` })
    }
  }
  return { values, own }
}

function fromEnvironment(env: Environment, problems: Sentence[]): Partial<RawValues> {
  const values: Partial<RawValues> = {}
  for (const name of settingNames()) {
    const { env: variable, secret } = settings[name]
    const direct = env[variable]
    const file = secret ? env[`${variable}_FILE`] : undefined
    if (direct && file) problems.push(both(variable))
    const value = file ? fromFile(`${variable}_FILE`, file, problems) : direct
    // An empty variable in a Compose file means "not set".
    if (value) values[name] = value
  }
  return values
}

function fromFile(variable: string, file: string, problems: Sentence[]): string {
  try {
    return readFileSync(file, 'utf8').trimEnd()
  } catch {
    problems.push({ es: `${variable}: no se puede leer ${file}.`, en: `${variable}: ${file} cannot be read.` })
    return ''
  }
}

function checked(name: SettingName, value: string, problems: Sentence[]): unknown {
  const [schema, es, en] = shapes[name]
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const { env, secret } = settings[name]
  const shown = secret ? '' : ` «${value}»`
  problems.push({ es: `${env}${shown} no sirve: escribe ${es}.`, en: `${env}${shown} does not do: write ${en}.` })
  return undefined
}

function assertPairs(raw: Partial<RawValues>, problems: Sentence[]): void {
  const pairs: [SettingName, SettingName][] = [
    ['admin_email', 'admin_password'],
    ['tls_cert_file', 'tls_key_file'],
  ]
  for (const [one, other] of pairs) {
    if (Boolean(raw[one]) === Boolean(raw[other])) continue
    const [a, b] = [settings[one].env, settings[other].env]
    problems.push({ es: `${a} y ${b} van juntas: falta una.`, en: `${a} and ${b} go together: one is missing.` })
  }
  if (raw.database_owner_url && !raw.database_url) {
    problems.push({ es: 'DATABASE_OWNER_URL exige DATABASE_URL.', en: 'DATABASE_OWNER_URL needs DATABASE_URL.' })
  }
}

const both = (variable: string): Sentence => ({
  es: `${variable} y ${variable}_FILE están las dos: deja una.`,
  en: `${variable} and ${variable}_FILE are both given: keep one.`,
})

const together = (problems: readonly Sentence[]): Sentence => ({
  es: problems.map(({ es }) => es).join('\n'),
  en: problems.map(({ en }) => en).join('\n'),
})

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text
}
