import type { Client } from '@tend/server/client'
import type { BackBurnerView, ParkItem, PostponeItem, SetDownItem } from '@tend/shared/backburner/schema'
import type { GivenConcernView, MyConcernView, WaitingConcernView, WidenConcern } from '@tend/shared/concerns/schema'
import type { DeliveryView } from '@tend/shared/deliveries/schema'
import type { DigestView } from '@tend/shared/digests/schema'
import type { AppointFacilitator } from '@tend/shared/members/circle-schema'
import type { AppointSteward, ChangeCircle, CircleView, MeView, PairingCodeView } from '@tend/shared/members/schema'
import type { CirclePromptsView } from '@tend/shared/prompts/schema'
import type { DraftAcknowledgement, OpenRepair, RepairView } from '@tend/shared/repairs/schema'
import type { InferOutput } from 'valibot'
import { outcomeOf, type RequestOutcome } from './outcome.ts'

const at = (id: string) => ({ param: { id } })

/** The panel may read these, by name; each is one request. */
export const reads = {
  me: (client: Client) => outcomeOf(client.v1.me.$get()),
  circle: (client: Client, id: string) => outcomeOf(client.v1.circles[':id'].$get(at(id))),
  backBurner: (client: Client, id: string) => outcomeOf(client.v1.circles[':id'].backburner.$get(at(id))),
  repairs: (client: Client, id: string) => outcomeOf(client.v1.circles[':id'].repairs.$get(at(id))),
  circlePrompts: (client: Client, id: string) => outcomeOf(client.v1.circles[':id'].prompts.$get(at(id))),
  digest: (client: Client, id: string) => outcomeOf(client.v1.circles[':id'].digest.$get(at(id))),
  uncertain: (client: Client, id: string) => outcomeOf(client.v1.circles[':id'].deliveries.$get(at(id))),
  concerns: (client: Client) => outcomeOf(client.v1.concerns.$get()),
  given: (client: Client) => outcomeOf(client.v1['given-concerns'].$get()),
} satisfies { [Name in keyof ReadAnswers]: (client: Client, id: string) => Promise<RequestOutcome<ReadAnswers[Name]>> }

/** The answer of each read. */
export type ReadAnswers = {
  me: MeView
  circle: CircleView
  backBurner: { items: BackBurnerView[] }
  repairs: { items: RepairView[] }
  circlePrompts: CirclePromptsView
  digest: DigestView
  uncertain: { items: DeliveryView[] }
  concerns: { items: MyConcernView[] }
  given: { items: WaitingConcernView[] }
}
export type ReadName = keyof ReadAnswers

const on = <Json>(id: string, json: Json) => ({ param: { id }, json })
const part = (args: { repairId: string; acknowledgementId: string }) => ({ param: { id: args.repairId, ackId: args.acknowledgementId } })

/** Sent with every write. The same key again has the same answer and no second effect. */
export type Keyed = { headers: Record<string, string> }

/** The panel may write these, by name; each is one request. */
export const writes: {
  [Name in WriteName]: (client: Client, args: WriteArgs[Name], keyed: Keyed) => Promise<RequestOutcome<WriteAnswer<Name>>>
} = {
  park: (client, { circleId, body }, keyed) => outcomeOf(client.v1.circles[':id'].backburner.$post(on(circleId, body), keyed)),
  echo: (client, { id }, keyed) => outcomeOf(client.v1.backburner[':id'].echo.$post(at(id), keyed)),
  tend: (client, { id }, keyed) => outcomeOf(client.v1.backburner[':id'].tend.$post(at(id), keyed)),
  postpone: (client, { id, body }, keyed) => outcomeOf(client.v1.backburner[':id'].postpone.$post(on(id, body), keyed)),
  pickUp: (client, { id }, keyed) => outcomeOf(client.v1.backburner[':id']['pick-up'].$post(at(id), keyed)),
  setDown: (client, { id, body }, keyed) => outcomeOf(client.v1.backburner[':id']['set-down'].$post(on(id, body), keyed)),
  hide: (client, { id }, keyed) => outcomeOf(client.v1.backburner[':id'].hide.$post(at(id), keyed)),
  restore: (client, { id }, keyed) => outcomeOf(client.v1.backburner[':id'].restore.$post(at(id), keyed)),
  openRepair: (client, { circleId, body }, keyed) => outcomeOf(client.v1.circles[':id'].repairs.$post(on(circleId, body), keyed)),
  draft: (client, { repairId, body }, keyed) => outcomeOf(client.v1.repairs[':id'].acknowledgements.$post(on(repairId, body), keyed)),
  join: (client, args, keyed) => outcomeOf(client.v1.repairs[':id'].acknowledgements[':ackId'].join.$post(part(args), keyed)),
  share: (client, args, keyed) => outcomeOf(client.v1.repairs[':id'].acknowledgements[':ackId'].share.$post(part(args), keyed)),
  make: (client, args, keyed) => outcomeOf(client.v1.repairs[':id'].acknowledgements[':ackId'].make.$post(part(args), keyed)),
  withdraw: (client, { id }, keyed) => outcomeOf(client.v1.concerns[':id'].withdraw.$post(at(id), keyed)),
  deleteConcern: (client, { id }, keyed) => outcomeOf(client.v1.concerns[':id'].$delete(at(id), keyed)),
  widen: (client, { id, body }, keyed) => outcomeOf(client.v1.concerns[':id'].widen.$post(on(id, body), keyed)),
  noticeAgain: (client, { id }, keyed) => outcomeOf(client.v1.concerns[':id']['send-notice-again'].$post(at(id), keyed)),
  openGiven: (client, { id }, keyed) => outcomeOf(client.v1['given-concerns'][':id'].open.$post(at(id), keyed)),
  hear: (client, { id }, keyed) => outcomeOf(client.v1['given-concerns'][':id'].hear.$post(at(id), keyed)),
  stepBack: (client, { id }, keyed) => outcomeOf(client.v1['given-concerns'][':id']['step-back'].$post(at(id), keyed)),
  changeCircle: (client, { circleId, body }, keyed) => outcomeOf(client.v1.circles[':id'].$patch(on(circleId, body), keyed)),
  appoint: (client, { circleId, body }, keyed) => outcomeOf(client.v1.circles[':id'].stewards.$post(on(circleId, body), keyed)),
  endSteward: (client, { circleId, memberId }, keyed) =>
    outcomeOf(client.v1.circles[':id'].stewards[':memberId'].$delete({ param: { id: circleId, memberId } }, keyed)),
  appointFacilitator: (client, { circleId, body }, keyed) =>
    outcomeOf(client.v1.circles[':id'].facilitators.$post(on(circleId, body), keyed)),
  endFacilitator: (client, { circleId, memberId }, keyed) =>
    outcomeOf(client.v1.circles[':id'].facilitators[':memberId'].$delete({ param: { id: circleId, memberId } }, keyed)),
  setAway: (client, body, keyed) => outcomeOf(client.v1.me.away.$put({ json: body }, keyed)),
  linkSlack: (client, body, keyed) => outcomeOf(client.v1.me.slack.$post({ json: body }, keyed)),
  postAgain: (client, { circleId, deliveryId }, keyed) =>
    outcomeOf(client.v1.circles[':id'].deliveries[':deliveryId']['post-again'].$post({ param: { id: circleId, deliveryId } }, keyed)),
  deviceCode: (client, _args, keyed) => outcomeOf(client.v1.devices.codes.$post({}, keyed)),
  revokeDevice: (client, { id }, keyed) => outcomeOf(client.v1.devices[':id'].$delete(at(id), keyed)),
}

type OfItem = { id: string }
type OfAcknowledgement = { repairId: string; acknowledgementId: string }

/** The arguments of each write. */
export type WriteArgs = {
  park: { circleId: string; body: ParkItem }
  echo: OfItem
  tend: OfItem
  postpone: { id: string; body: InferOutput<typeof PostponeItem> }
  pickUp: OfItem
  setDown: { id: string; body: InferOutput<typeof SetDownItem> }
  hide: OfItem
  restore: OfItem
  openRepair: { circleId: string; body: OpenRepair }
  draft: { repairId: string; body: DraftAcknowledgement }
  join: OfAcknowledgement
  share: OfAcknowledgement
  make: OfAcknowledgement
  withdraw: OfItem
  deleteConcern: OfItem
  widen: { id: string; body: WidenConcern }
  noticeAgain: OfItem
  openGiven: OfItem
  hear: OfItem
  stepBack: OfItem
  changeCircle: { circleId: string; body: ChangeCircle }
  appoint: { circleId: string; body: AppointSteward }
  endSteward: { circleId: string; memberId: string }
  appointFacilitator: { circleId: string; body: AppointFacilitator }
  endFacilitator: { circleId: string; memberId: string }
  setAway: { away: boolean }
  linkSlack: { code: string }
  postAgain: { circleId: string; deliveryId: string }
  deviceCode: Record<never, never>
  revokeDevice: OfItem
}
export type WriteName = keyof WriteArgs
export type WriteAnswer<Name extends WriteName> = Name extends 'openGiven'
  ? GivenConcernView
  : Name extends 'deviceCode'
    ? PairingCode
    : { id: string }
type PairingCode = InferOutput<typeof PairingCodeView>

/** Writes that wait on this device while the server is away. The others are refused then: done later and unseen, they would surprise. */
const mayWait = new Set<WriteName>([
  'park',
  'echo',
  'tend',
  'postpone',
  'pickUp',
  'setDown',
  'hide',
  'restore',
  'openRepair',
  'draft',
  'join',
  'share',
  'make',
  'withdraw',
  'deleteConcern',
  'hear',
  'stepBack',
])

/** Whether this write may wait on the device; the others are refused while the server is away. */
export function canWait(name: WriteName): boolean {
  return mayWait.has(name)
}
