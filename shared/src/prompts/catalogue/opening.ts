import type { Prompt } from '../schema.ts'

/** Minutes 2 to 4 of a call. */
export const opening: readonly Prompt[] = [
  {
    id: 'arriving-body',
    category: 'arriving',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Before the first item: where in your body could you soften a little?',
      es: 'Antes del primer punto: ¿qué parte del cuerpo podrías aflojar un poco?',
    },
    why: {
      en: 'People listen better once they have arrived in the room themselves.',
      es: 'Se escucha mejor cuando una misma persona ya ha llegado a la sala.',
    },
    action: 'breathe',
  },
  {
    id: 'arriving-carrying',
    category: 'arriving',
    moment: 'opening',
    trigger: 'clock',
    audience: 'group',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Is anyone arriving with something heavy that this hour could make room for?',
      es: '¿Alguien llega con algo que pesa y a lo que esta hora podría hacer sitio?',
    },
    why: {
      en: 'Said at the start, a heavy day can be met with care instead of guesses.',
      es: 'Dicho al empezar, un día pesado se puede acompañar en vez de adivinar.',
    },
    action: 'sayAloud',
  },
  {
    id: 'needs-one-thing',
    category: 'needs_check',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What is one thing you need so that you can be well in this call?',
      es: '¿Qué necesitas, aunque sea una sola cosa, para estar bien en esta llamada?',
    },
    why: {
      en: 'A need that has a name is easier to look after, even alone.',
      es: 'Una necesidad con nombre se cuida mejor, también a solas.',
    },
    action: 'noteForMe',
  },
  {
    id: 'needs-pace',
    category: 'needs_check',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What pace would let you stay kind to yourself today?',
      es: '¿Qué ritmo te permitiría tratarte bien hoy?',
    },
    why: {
      en: 'Somebody who is tired or hurt cannot run the same distance as on other days.',
      es: 'Con cansancio o con una herida no se corre la misma distancia que otros días.',
    },
    action: 'none',
  },
  {
    id: 'unseen-absent',
    category: 'noticing_the_unseen',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Who is not in this room today, and will live with what it decides?',
      es: '¿Quién no está hoy en esta sala y vivirá con lo que aquí se decida?',
    },
    why: {
      en: 'What a group does not see in itself often shows in who is absent.',
      es: 'Lo que un grupo no ve de sí suele notarse en quién falta.',
    },
    action: 'noteForMe',
  },
  {
    id: 'agreements-close-by',
    category: 'agreements',
    moment: 'opening',
    trigger: 'clock',
    audience: 'facilitator',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Which of our agreements do we want close by for this conversation?',
      es: '¿Cuál de nuestros acuerdos queremos tener cerca en esta conversación?',
    },
    why: {
      en: 'An agreement remembered before it is needed is seldom used against anyone.',
      es: 'Un acuerdo recordado antes de hacer falta rara vez se usa contra alguien.',
    },
    action: 'sayAloud',
  },
  {
    id: 'airtime-listen-first',
    category: 'airtime_and_power',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Whose thinking would you like to hear before you give yours?',
      es: '¿De quién te gustaría escuchar la idea antes de dar la tuya?',
    },
    why: {
      en: 'Who speaks first often decides what can be said after.',
      es: 'Quien habla primero suele decidir lo que se puede decir después.',
    },
    action: 'none',
  },
]
