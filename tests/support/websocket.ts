import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/* The server's side of a WebSocket. It knows just enough of RFC 6455: one frame a message, masked from the client. */

/** Agrees to speak by WebSocket with the client that asked for it. */
export function answerUpgrade({ headers }: IncomingMessage, socket: Duplex): void {
  const accept = createHash('sha1').update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
}

/** Makes one message from a server, whole. */
export function frame(opcode: number, data: Buffer): Buffer {
  const length = data.length
  const head =
    length < 126
      ? Buffer.from([0x80 | opcode, length])
      : length < 65_536
        ? Buffer.from([0x80 | opcode, 126, length >> 8, length & 255])
        : Buffer.concat([Buffer.from([0x80 | opcode, 127, 0, 0, 0, 0]), Buffer.from(new Uint32Array([length]).buffer).swap32()])
  return Buffer.concat([head, data])
}

/** Takes whole frames of a client off the front of what arrived. The rest waits for more. */
function* framesIn(buffer: Buffer): Generator<{ opcode: number; data: Buffer; rest: Buffer }> {
  let rest = buffer
  while (rest.length >= 2) {
    const short = (rest[1] ?? 0) & 127
    const at = short === 126 ? 4 : short === 127 ? 10 : 2
    if (rest.length < at + 4) return
    const length = short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short
    if (rest.length < at + 4 + length) return
    const mask = rest.subarray(at, at + 4)
    const data = Buffer.from(rest.subarray(at + 4, at + 4 + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0)))
    const opcode = (rest[0] ?? 0) & 15
    rest = rest.subarray(at + 4 + length)
    yield { opcode, data, rest }
  }
}

/** Gives every frame of a client to `take`, in order. */
export function onFrame(socket: Duplex, take: (opcode: number, data: Buffer) => void): void {
  let buffered: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk])
    for (const { opcode, data, rest } of framesIn(buffered)) {
      buffered = rest
      take(opcode, data)
    }
  })
}
