import type { Prompt } from '../schema.ts'

/** What a group did, what it did to people and to the work, and what it did not see; and saying so in a way that asks nothing back. */
export const groupAcknowledgement: readonly Prompt[] = [
  {
    id: 'ack-next-call',
    category: 'group_acknowledgement',
    moment: 'opening',
    trigger: 'circleItem',
    audience: 'facilitator',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Our circle chose this call for an acknowledgement. When could it have its moment?',
      es: 'Nuestro círculo eligió esta llamada para un reconocimiento. ¿Cuándo podría tener su momento?',
    },
    why: {
      en: 'Said early and without hurry, it does not get lost at the end.',
      es: 'Dicho pronto y sin prisa, no se pierde al final.',
    },
    action: 'sayAloud',
  },
  {
    id: 'ack-not-yet-said',
    category: 'group_acknowledgement',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Is there something your group did that has not been said aloud yet?',
      es: '¿Hay algo que tu grupo hizo y que aún no se ha dicho en voz alta?',
    },
    why: {
      en: 'When a group names its own part, those it hurt carry less of it.',
      es: 'Cuando un grupo nombra su parte, a quien recibió el daño le pesa menos.',
    },
    action: 'acknowledge',
  },
  {
    id: 'ack-what-it-did',
    category: 'group_acknowledgement',
    moment: 'between',
    trigger: 'manual',
    audience: 'group',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'What did it do to people, and to our work, as far as we can see?',
      es: '¿Qué les hizo a las personas, y a nuestro trabajo, hasta donde vemos?',
    },
    why: {
      en: 'An acknowledgement that names the effect does not lean on what was meant.',
      es: 'Un reconocimiento que nombra el efecto no se apoya en la intención.',
    },
    action: 'acknowledge',
  },
  {
    id: 'ack-not-seen',
    category: 'group_acknowledgement',
    moment: 'between',
    trigger: 'manual',
    audience: 'group',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'What did we not see while it went on, and what stood in our way?',
      es: '¿Qué no vimos mientras ocurría, y qué nos lo tapaba?',
    },
    why: {
      en: 'What a group overlooks says something about how it works.',
      es: 'Lo que un grupo pasa por alto dice algo de cómo funciona.',
    },
    action: 'acknowledge',
  },
  {
    id: 'ack-no-answer',
    category: 'group_acknowledgement',
    moment: 'between',
    trigger: 'manual',
    audience: 'facilitator',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Could we say it in a way that asks no one for an answer?',
      es: '¿Podríamos decirlo sin pedir respuesta a nadie?',
    },
    why: {
      en: 'An acknowledgement is given; what people do with it is theirs.',
      es: 'Un reconocimiento se da; lo que cada cual haga con él es suyo.',
    },
    action: 'acknowledge',
  },
]
