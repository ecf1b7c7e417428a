import { StartProblem } from '../../start-problem.ts'

/** The reasons why the embedded database cannot start, each with what to do. */
export const problems = {
  alreadyRunning: (folder: string, pid: number) =>
    new StartProblem('already_running', {
      es: `Mostrador ya está funcionando con la carpeta ${folder} (proceso ${pid}). Usa esa ventana, detenlo primero, o elige otra carpeta con --data.`,
      en: `Mostrador is already running on the folder ${folder} (process ${pid}). Use that one, stop it first, or choose another folder with --data.`,
    }),
  otherVersion: (folder: string, found: string, wanted: string) =>
    new StartProblem('data_folder_other_version', {
      es: `Los datos de ${folder} son de PostgreSQL ${found} y este programa trae PostgreSQL ${wanted}. Exporta los datos con la versión anterior de Mostrador e impórtalos aquí.`,
      en: `The data in ${folder} belong to PostgreSQL ${found}; this program brings PostgreSQL ${wanted}. Export them with the earlier Mostrador and import them here.`,
    }),
  noPassword: (file: string) =>
    new StartProblem('database_password_missing', {
      es: `La base de datos existe pero falta su contraseña en ${file}. Restaura ese archivo desde tu copia de seguridad.`,
      en: `The database exists but its password is missing at ${file}. Restore that file from your backup.`,
    }),
  noBinaries: (platform: string, cause: unknown) =>
    new StartProblem(
      'no_embedded_database',
      {
        es: `No hay una base de datos incluida para ${platform}. Indica un PostgreSQL 15 o posterior con DATABASE_URL.`,
        en: `There is no embedded database for ${platform}. Name a PostgreSQL 15 or later with DATABASE_URL.`,
      },
      { cause },
    ),
  noUser: () =>
    new StartProblem('no_database_user', {
      es: 'La base de datos no puede funcionar como root y no hay otro usuario disponible. Crea uno con: useradd --system mostrador',
      en: 'The database cannot run as root and no other user is available. Create one with: useradd --system mostrador',
    }),
  unsafe: (settings: string) =>
    new StartProblem('database_unsafe', {
      es: `La base de datos incluida funcionaría sin protección contra cortes (${settings}). Quita esos ajustes de postgresql.auto.conf.`,
      en: `The embedded database would run without protection against power cuts (${settings}). Remove those settings from postgresql.auto.conf.`,
    }),
  didNotStart: (log_file: string, tail: string, cause?: unknown) =>
    new StartProblem(
      'database_did_not_start',
      {
        es: `La base de datos no ha iniciado. Su registro está en ${log_file} y termina así:\n${tail}`,
        en: `The database did not start. Its log is ${log_file} and ends with:\n${tail}`,
      },
      { cause },
    ),
}
