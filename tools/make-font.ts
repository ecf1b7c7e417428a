// Cuts Archivo down to the letters Spanish, Portuguese and English need and keeps the two axes the look speaks with
// (weight and width). Run after changing the letters or the package: npx tsx tools/make-font.ts
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import subsetFont from 'subset-font'

const source = 'node_modules/@fontsource-variable/archivo/files/archivo-latin-standard-normal.woff2'
const target = 'web/public/fonts/archivo.woff2'
const bytesMax = 60 * 1024

const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('')
const accents = 'áéíóúüñÁÉÍÓÚÜÑâêôãõàçÂÊÔÃÕÀÇ'
const signs = '¿¡ºª°«»“”‘’–—−×·•…€£¥§©®±½¼¾→←↑↓²³µ\u00a0\u202f'

const font = await subsetFont(await readFile(source), ascii + accents + signs, {
  targetFormat: 'woff2',
  variationAxes: { wght: { min: 400, max: 800 }, wdth: { min: 90, max: 118 } },
  keepFeatures: ['kern', 'tnum', 'lnum', 'mark', 'ccmp'],
})
if (font.length > bytesMax) throw new Error(`The font has ${font.length} bytes; the budget is ${bytesMax}.`)
await writeFile(target, font)
await copyFile('node_modules/@fontsource-variable/archivo/LICENSE', 'web/public/fonts/OFL.txt')
console.log(`${target}: ${(font.length / 1024).toFixed(1)} kB`)
