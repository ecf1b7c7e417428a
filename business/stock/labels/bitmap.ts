import bwipjs from 'bwip-js'
import { invariant } from '#platform/invariant'
import type { Symbology } from './label.ts'

/** A symbol as black and white dots, quiet zone included. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  /** One byte a dot: 1 is black. */
  readonly dots: Uint8Array
}

interface Drawn {
  /** Widths of bars and gaps in turn, for symbols of bars. */
  readonly sbs?: readonly number[]
  /** Cells, for symbols of squares. */
  readonly pixs?: readonly number[]
  readonly pixx?: number
  readonly pixy?: number
}

const QUIET = { ean13: 11, code128: 10, qrcode: 4 } as const

/** Draws a code in whole dots, `dot` of them to the narrowest bar: nothing is scaled, so nothing blurs. */
export function drawSymbol(symbology: Symbology, code: string, size: { dot: number; height: number }): Bitmap {
  const [drawn] = bwipjs.raw(symbology, code, '') as unknown as Drawn[]
  invariant(drawn, 'a symbol was drawn')
  return drawn.pixs ? squares(drawn, size.dot) : bars(drawn.sbs ?? [], QUIET[symbology], size)
}

function bars(widths: readonly number[], quiet: number, { dot, height }: { dot: number; height: number }): Bitmap {
  const modules = widths.reduce((sum, width) => sum + width, 0)
  const width = (modules + 2 * quiet) * dot
  const line = new Uint8Array(width)
  let at = quiet * dot
  for (const [n, modulesWide] of widths.entries()) {
    if (n % 2 === 0) line.fill(1, at, at + modulesWide * dot)
    at += modulesWide * dot
  }
  const dots = new Uint8Array(width * height)
  for (let row = 0; row < height; row += 1) dots.set(line, row * width)
  return { width, height, dots }
}

function squares({ pixs = [], pixx = 0, pixy = 0 }: Drawn, dot: number): Bitmap {
  const quiet = QUIET.qrcode
  const width = (pixx + 2 * quiet) * dot
  const height = (pixy + 2 * quiet) * dot
  const dots = new Uint8Array(width * height)
  for (let y = 0; y < pixy; y += 1) {
    for (let x = 0; x < pixx; x += 1) {
      if (!pixs[y * pixx + x]) continue
      for (let row = 0; row < dot; row += 1) {
        const from = ((y + quiet) * dot + row) * width + (x + quiet) * dot
        dots.fill(1, from, from + dot)
      }
    }
  }
  return { width, height, dots }
}

/** The picture as an SVG of rectangles, one a run of dots: sharp at any resolution. */
export function svgOf({ width, height, dots }: Bitmap): string {
  const runs: string[] = []
  // Rows that repeat the one above are one tall rectangle.
  for (let y = 0; y < height; ) {
    const row = dots.subarray(y * width, (y + 1) * width)
    let tall = 1
    while (y + tall < height && sameRow(row, dots.subarray((y + tall) * width, (y + tall + 1) * width))) tall += 1
    for (let x = 0; x < width; ) {
      let wide = 0
      while (x + wide < width && row[x + wide] === 1) wide += 1
      if (wide > 0) runs.push(`M${x} ${y}h${wide}v${tall}h-${wide}z`)
      x += Math.max(wide, 1)
    }
    y += tall
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><path fill="#000000" d="${runs.join('')}"/></svg>`
}

const sameRow = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0

/** The dots as ZPL's graphic field: bytes of eight dots in hexadecimal. */
export function graphicField({ width, height, dots }: Bitmap): string {
  const bytesAcross = Math.ceil(width / 8)
  const bytes = Buffer.alloc(bytesAcross * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (dots[y * width + x] === 1) {
        const at = y * bytesAcross + (x >> 3)
        bytes[at] = (bytes[at] ?? 0) | (0x80 >> (x & 7))
      }
    }
  }
  return `^GFA,${bytes.length},${bytes.length},${bytesAcross},${bytes.toString('hex').toUpperCase()}`
}
