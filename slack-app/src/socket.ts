import { type App, type Receiver, SocketModeReceiver } from '@slack/bolt'
import { errorFields, quietLogger, type SlackLog } from './log.ts'
import { refusesUs, type SlackState } from './refusal.ts'
import type { SlackSettings } from './settings.ts'
import { webOptions } from './web.ts'

/** How long the app waits before it asks Slack for another connection, in ms: twice as long each time, up to the last. */
const firstMs = 1_000
const lastMs = 60_000

type Parts = { settings: SlackSettings & { appToken: string }; log: SlackLog; tell: (state: SlackState) => void; againMs?: number }

/**
 * Bolt's side of Socket Mode. When the library connects again by itself, nothing catches what Slack then refuses, and the process ends. So
 * the library may not connect again, and this class does.
 */
export class SocketReceiver implements Receiver {
  private readonly socket: SocketModeReceiver
  private readonly parts: Parts
  private connected = false
  private stopping = false
  private failures = 0
  private again: NodeJS.Timeout | undefined

  constructor(parts: Parts) {
    const { settings, log } = parts
    this.parts = parts
    const installerOptions = { clientOptions: webOptions(settings, log) }
    this.socket = new SocketModeReceiver({
      appToken: settings.appToken,
      autoReconnectEnabled: false,
      logger: quietLogger(log),
      installerOptions,
    })
    this.socket.client.on('connected', () => {
      this.connected = true
    })
    // Slack closes each connection after some hours. A start that fails says so by itself.
    this.socket.client.on('disconnected', () => {
      if (this.connected) this.connectLater()
      this.connected = false
    })
  }

  init(app: App): void {
    this.socket.init(app)
  }

  async start(): Promise<void> {
    await this.socket.start()
    // It was ended while Slack was still answering.
    if (this.stopping) await this.socket.stop()
  }

  async stop(): Promise<void> {
    this.stopping = true
    clearTimeout(this.again)
    await this.socket.stop()
  }

  private connectLater(): void {
    if (this.stopping) return
    const ms = Math.min(lastMs, (this.parts.againMs ?? firstMs) * 2 ** this.failures)
    this.again = setTimeout(() => void this.connectAgain(), ms)
  }

  private async connectAgain(): Promise<void> {
    const { log, tell } = this.parts
    try {
      await this.start()
      this.failures = 0
      tell('connected')
    } catch (error) {
      this.failures += 1
      log.warn('slack.unreachable', errorFields(error))
      tell(refusesUs(error) ? 'refused' : 'away')
      this.connectLater()
    }
  }
}
