import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { answerUpgrade, frame, onFrame } from './websocket.ts'

/*
 * The server's side of Socket Mode, as documented: `hello`, envelopes with an id, an acknowledgement with the same id and maybe a payload.
 */

export type Socket = { url: string; send(payload: { kind: string; body: object }): Promise<unknown>; connected(): boolean; close(): void }

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
    answerUpgrade(request, socket)
    socket.write(frame(1, Buffer.from(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0TEND' } }))))
    open = socket
    all.add(socket)
    onFrame(socket, (opcode, data) => take(opcode, data, socket))
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
