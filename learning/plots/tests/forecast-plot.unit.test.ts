import { expect, test } from 'vitest'
import { forecastPlot } from '#learning'

test('history, mean and every band are drawn; gaps stay open and words are escaped', () => {
  const low = Float64Array.of(1, 1)
  const high = Float64Array.of(5, 6)
  const picture = forecastPlot(
    Float64Array.of(1, 2, Number.NaN, 3),
    {
      mean: Float64Array.of(3, 3),
      bands: [
        { level: 0.8, low, high },
        { level: 0.95, low, high },
      ],
    },
    { title: 'a < b & "c"' },
  )
  expect(picture.match(/class="history"/g)).toHaveLength(2)
  expect(picture.match(/class="band"/g)).toHaveLength(2)
  expect(picture.match(/class="mean"/g)).toHaveLength(1)
  expect(picture).toContain('a &#60; b &#38; &#34;c&#34;')
  expect(picture).not.toContain('NaN')
})

test('an empty history and a flat zero are still a picture', () => {
  const picture = forecastPlot(new Float64Array(0), { mean: new Float64Array(3), bands: [] }, { title: 'nothing' })
  expect(picture).toContain('</svg>')
  expect(picture).not.toMatch(/NaN|Infinity/)
})
