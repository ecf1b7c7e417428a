import { readSettings } from './settings.mjs'

const help = {
  es: {
    usage: 'Uso: npm start -- [opciones]',
    says: 'Instala, construye, inicia la base de datos y atiende API y web en un solo puerto.',
    options: 'Opciones (o la variable de entorno entre corchetes):',
    help: 'Muestra esta ayuda.',
    variables: 'Solo por variable de entorno (las marcadas con * también como NOMBRE_FILE=archivo):',
    default: 'por defecto',
  },
  en: {
    usage: 'Usage: npm start -- [options]',
    says: 'Installs, builds, starts the database and serves API and web on one port.',
    options: 'Options (or the environment variable in brackets):',
    help: 'Shows this help.',
    variables: 'By environment variable only (those marked * also as NAME_FILE=file):',
    default: 'default',
  },
}

/** What `npm start -- --help` prints. */
export async function helpText(language = 'es') {
  const { settings } = await readSettings()
  const words = language === 'en' ? help.en : help.es
  const all = Object.values(settings)
  const meaning = (setting = settings.port) => {
    const text = language === 'en' ? setting.en : setting.es
    return setting.default === '' ? text : `${text} (${words.default}: ${setting.default})`
  }
  const flags = all.filter(({ flag }) => flag !== '')
  const variables = all.filter(({ flag }) => flag === '')
  return [
    words.usage,
    words.says,
    '',
    words.options,
    ...flags.map(
      (setting) => `  ${`--${setting.flag} ${setting.value}`.padEnd(22)} ${meaning(setting)} [${setting.env}]`,
    ),
    `  ${'--help'.padEnd(22)} ${words.help}`,
    '',
    words.variables,
    ...variables.map((setting) => `  ${`${setting.env}${setting.secret ? '*' : ''}`.padEnd(26)} ${meaning(setting)}`),
  ].join('\n')
}
