import { refusals } from '../refusals.ts'

export const fileRefuse = refusals('file', {
  notAnImage: [
    415,
    { es: 'No es una imagen JPG, PNG, WebP, GIF o AVIF.', en: 'It is not a JPG, PNG, WebP, GIF or AVIF picture.' },
  ],
  damaged: [422, { es: 'La imagen está dañada y no se puede leer.', en: 'The picture is damaged and cannot be read.' }],
  tooManyPixels: [
    422,
    {
      es: 'La imagen tiene demasiados puntos; el máximo son 60 megapíxeles.',
      en: 'The picture has too many pixels; at most 60 megapixels.',
    },
  ],
  tooLarge: [413, { es: 'El archivo pesa más de {mb} MB.', en: 'The file is larger than {mb} MB.' }],
  missing: [422, { es: 'Falta el archivo.', en: 'The file is missing.' }],
  quota: [
    429,
    {
      es: 'Has subido demasiados archivos hoy. Sigue mañana.',
      en: 'You have uploaded too many files today. Go on tomorrow.',
    },
  ],
})

const PIXELS_MAX = 60_000_000
const SIDE_MAX = 2_000
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif'])
const SECONDS_MAX = 10

export interface CleanImage {
  readonly content: Buffer
  readonly media_type: 'image/webp'
  readonly width: number
  readonly height: number
}

/**
 * Decodes the whole picture and writes it anew: what is stored holds pixels only, no metadata, no second meaning.
 * The first bytes decide the kind, never the name (S52); the size is judged before unpacking (S53).
 */
export async function cleanImage(given: Buffer): Promise<CleanImage> {
  if (!looksLikeImage(given)) throw fileRefuse.notAnImage()
  const { default: sharp } = await import('sharp')
  const { width, height, format } = await sharp(given, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw fileRefuse.damaged()
    })
  if (!FORMATS.has(format)) throw fileRefuse.notAnImage()
  if (width * height > PIXELS_MAX) throw fileRefuse.tooManyPixels()
  try {
    const { data, info } = await sharp(given, { limitInputPixels: PIXELS_MAX, failOn: 'error', pages: 1 })
      .timeout({ seconds: SECONDS_MAX })
      .rotate()
      .resize({ width: SIDE_MAX, height: SIDE_MAX, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    return { content: data, media_type: 'image/webp', width: info.width, height: info.height }
  } catch {
    throw fileRefuse.damaged()
  }
}

/** The first bytes of the kinds we take. */
function looksLikeImage(bytes: Buffer): boolean {
  const text = bytes.toString('latin1', 0, 16)
  if (text.startsWith('\xff\xd8\xff') || text.startsWith('\x89PNG\r\n\x1a\n')) return true
  if (/^GIF8[79]a/.test(text) || /^RIFF.{4}WEBP/s.test(text)) return true
  return /^.{4}ftypavi[fs]/s.test(text)
}
