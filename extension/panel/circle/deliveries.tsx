import { deliveriesCopy } from '@tend/shared/copy/deliveries'
import type { DeliveryView } from '@tend/shared/deliveries/schema'
import { Confirm, TroubleAlert } from '../parts/asks.tsx'
import { useWrite } from '../parts/trouble.ts'
import { useCopy, useLoaded, usePanel } from '../use-panel.ts'

/** Facilitators see the digests that may not have arrived, or that could not be posted. Only their word posts one again. */
export function Deliveries() {
  const t = useCopy(deliveriesCopy)
  const items = useLoaded('uncertain').value?.items ?? []
  if (items.length === 0) return null
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries">{t.title}</h2>
      <ul className="list">
        {items.map((delivery) => (
          <Delivery key={delivery.id} delivery={delivery} />
        ))}
      </ul>
    </section>
  )
}

function Delivery({ delivery }: { delivery: DeliveryView }) {
  const t = useCopy(deliveriesCopy)
  const today = usePanel((state) => state.today)
  const { send, trouble } = useWrite('postAgain')
  return (
    <li>
      <p className="title">{t.digestOf(delivery.day, today)}</p>
      <p className="meta">{delivery.state === 'uncertain' || !delivery.trouble ? t.uncertain : t.givenUp[delivery.trouble]}</p>
      <Confirm
        label={t.postAgain}
        means={t.postAgainConfirm}
        yes={t.postAgain}
        sure={() => send({ circleId: delivery.circleId, deliveryId: delivery.id }, '', t.postedAgain)}
      />
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </li>
  )
}
