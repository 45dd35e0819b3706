// Draws the extension's icons: a leaf-green bowl that holds a small warm round, on nothing. It is run by hand when the drawing changes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'

const leaf = [0x2f, 0x6f, 0x5e]
const clay = [0xe0, 0xa6, 0x83]

/** Gives the colour at a point of the unit square, or null where nothing stands. */
function colourAt(x, y) {
  const held = Math.hypot(x - 0.5, y - 0.32) < 0.17
  if (held) return clay
  const ring = Math.hypot(x - 0.5, y - 0.46)
  const lip = Math.min(Math.hypot(x - 0.11, y - 0.46), Math.hypot(x - 0.89, y - 0.46)) < 0.07
  return (y > 0.46 && ring > 0.32 && ring < 0.46) || lip ? leaf : null
}

/** Makes one pixel from 8 × 8 samples, so that edges are soft. */
function pixel(px, py, size) {
  const sum = [0, 0, 0]
  let inside = 0
  for (let i = 0; i < 64; i++) {
    const colour = colourAt((px + ((i % 8) + 0.5) / 8) / size, (py + (Math.floor(i / 8) + 0.5) / 8) / size)
    if (!colour) continue
    inside++
    for (const c of [0, 1, 2]) sum[c] += colour[c]
  }
  return inside ? [...sum.map((c) => Math.round(c / inside)), Math.round((inside / 64) * 255)] : [0, 0, 0, 0]
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc(body), body.length + 4)
  return out
}

function crc(bytes) {
  let c = 0xffffffff
  for (const byte of bytes) {
    c ^= byte
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  }
  return (c ^ 0xffffffff) >>> 0
}

function png(size) {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 6, 0, 0, 0], 8)
  const rows = []
  for (let y = 0; y < size; y++) {
    rows.push(0)
    for (let x = 0; x < size; x++) rows.push(...pixel(x, y, size))
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

mkdirSync('extension/public/icon', { recursive: true })
for (const size of [16, 32, 48, 128]) writeFileSync(`extension/public/icon/${size}.png`, png(size))
