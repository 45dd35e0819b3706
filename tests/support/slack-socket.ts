import { createHash, randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/*
 * The server's side of Socket Mode, as documented: `hello`, envelopes with an id, an acknowledgement with the same id and maybe a payload.
 * Just enough of RFC 6455 for it: one frame a message, masked from the client, close and ping answered.
 */

export type Socket = { url: string; send(payload: { kind: string; body: object }): Promise<unknown>; connected(): boolean; close(): void }

const frame = (opcode: number, data: Buffer) => {
  const length = data.length
  const head =
    length < 126
      ? Buffer.from([0x80 | opcode, length])
      : length < 65_536
        ? Buffer.from([0x80 | opcode, 126, length >> 8, length & 255])
        : Buffer.concat([Buffer.from([0x80 | opcode, 127, 0, 0, 0, 0]), Buffer.from(new Uint32Array([length]).buffer).swap32()])
  return Buffer.concat([head, data])
}

/** Takes whole frames off the front of what arrived; what is left waits for more. */
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

/** Speaks Socket Mode on the upgrade requests of a server. */
export function socketModeOf(server: Server, url: string): Socket {
  const waiting = new Map<string, (payload: unknown) => void>()
  let open: Duplex | undefined
  const all = new Set<Duplex>()

  const take = (opcode: number, data: Buffer, socket: Duplex) => {
    if (opcode === 8) socket.end(frame(8, data))
    if (opcode === 9) socket.write(frame(10, data))
    if (opcode !== 1) return
    const { envelope_id: id, payload } = JSON.parse(data.toString('utf8')) as { envelope_id: string; payload?: unknown }
    waiting.get(id)?.(payload)
    waiting.delete(id)
  }

  server.on('upgrade', (request, socket: Duplex) => {
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
    socket.write(frame(1, Buffer.from(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0TEND' } }))))
    open = socket
    all.add(socket)
    let buffered: Buffer = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      buffered = Buffer.concat([buffered, chunk])
      for (const { opcode, data, rest } of framesIn(buffered)) {
        buffered = rest
        take(opcode, data, socket)
      }
    })
    socket.on('error', () => {})
    // A client that was killed says goodbye without a close frame.
    socket.on('end', () => socket.end())
    socket.on('close', () => {
      all.delete(socket)
      if (open === socket) open = undefined
    })
  })

  return {
    url,
    connected: () => open !== undefined,
    send: ({ kind, body }) =>
      new Promise((done, fail) => {
        if (!open) return fail(new Error('nobody is connected'))
        const envelope_id = randomUUID()
        waiting.set(envelope_id, done)
        open.write(frame(1, Buffer.from(JSON.stringify({ envelope_id, type: kind, accepts_response_payload: true, payload: body }))))
        setTimeout(() => fail(new Error('no acknowledgement within 3 s')), 3000).unref()
      }),
    close: () => {
      for (const socket of all) socket.destroy()
    },
  }
}
