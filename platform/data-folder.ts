import { StartProblem } from './start-problem.ts'

/** Does file work in the data folder; what the system refuses becomes a sentence that says what to do. */
export function inDataFolder<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw folderProblem(folder, error) ?? error
  }
}

/** The reason behind an error of a file operation or of a database program, when it is one that a person can mend. */
export function folderProblem(folder: string, error: unknown, said = String(error)): StartProblem | undefined {
  if (error instanceof StartProblem) return error
  if (/ENOSPC|EDQUOT|No space left|Disk quota exceeded/.test(said)) return fullFolder(folder, error)
  if (/EROFS|EACCES|EPERM|ENOTDIR|Read-only file system|Permission denied/.test(said))
    return readOnlyFolder(folder, error)
  return undefined
}

const readOnlyFolder = (folder: string, cause: unknown) =>
  new StartProblem(
    'data_folder_read_only',
    {
      es: `No se puede escribir en la carpeta de datos ${folder}. Da permiso de escritura a este usuario o elige otra con --data.`,
      en: `The data folder ${folder} cannot be written. Give this user write permission or choose another one with --data.`,
    },
    { cause },
  )

/** Also said before a first run that could not end. */
export const fullFolder = (folder: string, cause?: unknown) =>
  new StartProblem(
    'data_folder_full',
    {
      es: `No queda espacio en el disco de ${folder}. Libera espacio (al menos 200 MB) y vuelve a iniciar; no se ha perdido nada de lo guardado.`,
      en: `There is no space left on the disk of ${folder}. Free some (at least 200 MB) and start again; nothing saved has been lost.`,
    },
    { cause },
  )
