import { defineBackground } from 'wxt/utils/define-background'
import { startApi } from '../api/background.ts'
import { startCalls } from '../call/worker/start.ts'

export default defineBackground(() => {
  startCalls()
  startApi()
})
