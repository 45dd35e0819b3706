import * as v from 'valibot'

/**
 * What the sensor in the page says. The page could forge it, so it is only a hint: it may start a prompt's clock, and never a privileged
 * act.
 */
export const SensorReport = v.strictObject({
  tend: v.literal('sensor'),
  connected: v.boolean(),
  sharing: v.boolean(),
})
export type SensorReport = v.InferOutput<typeof SensorReport>
