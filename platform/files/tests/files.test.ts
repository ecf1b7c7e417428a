import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openShop({ modules: [] })
})

function form(content: Buffer, name: string) {
  const mark = 'xxBOUNDARYxx'
  const head = `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`
  return {
    body: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${mark}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${mark}` },
  }
}
const upload = (content: Buffer, name = 'foto.jpg') => {
  const { body, headers } = form(content, name)
  return shop.owner.post('/api/files', body, { headers })
}
const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#c33' } })

test('S54: a picture is stored without its metadata, turned upright', async () => {
  const given = await picture(40, 20)
    .withExif({ IFD3: { GPSLatitude: '33/1 27/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const { status, body } = await upload(given)
  expect(status).toBe(201)
  expect(body).toMatchObject({ media_type: 'image/webp', width: 20, height: 40 })

  const reply = await shop.http.inject({ url: body.url, headers: { 'x-test-actor': ownerHeader() } })
  expect(reply.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': 'image/webp',
  })
  expect(String(reply.headers['cache-control'])).toContain('private')
  const stored = await sharp(reply.rawPayload).metadata()
  expect([stored.exif, stored.width, stored.height]).toEqual([undefined, 20, 40])
  expect((await shop.anonymous.get(body.url)).status).toBe(401)
})

test.each([
  ['a program', Buffer.from('MZ\x90\x00not a picture')],
  ['a page', Buffer.from('<html><script>alert(1)</script></html>')],
  ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
])('S52: %s with the name of a picture is refused', async (_what, content) => {
  expect((await upload(content)).status).toBe(415)
})

test('S52: a picture that is cut short, or only begins like one, is refused', async () => {
  const whole = await picture(300, 300).jpeg().toBuffer()
  expect((await upload(whole.subarray(0, 400))).status).toBe(422)
  expect((await upload(Buffer.concat([whole.subarray(0, 20), Buffer.from('<script>')]))).status).toBe(422)
})

test('S53: a small file that would unpack to 900 megapixels is refused', async () => {
  const huge = await sharp({
    create: { width: 30_000, height: 30_000, channels: 3, background: '#fff' },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 9 })
    .toBuffer()
  const { status, body } = await upload(huge)
  expect([status, body.code]).toEqual([422, 'file.too_many_pixels'])
}, 120_000)

test('a file above the limit is refused while it arrives', async () => {
  expect(
    (await upload(Buffer.concat([Buffer.from('\xff\xd8\xff', 'latin1'), Buffer.alloc(11 * 1024 * 1024)]))).status,
  ).toBe(413)
})

test('who may not upload is refused', async () => {
  const { body, headers } = form(await picture(2, 2).png().toBuffer(), 'x.png')
  expect((await shop.cashier.post('/api/files', body, { headers })).status).toBe(403)
})

const ownerHeader = () =>
  Buffer.from(JSON.stringify({ ...shop.owner.actor, permissions: [...shop.owner.actor.permissions] })).toString(
    'base64',
  )
