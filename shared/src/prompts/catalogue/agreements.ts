import type { Prompt } from '../schema.ts'

/** How a group said it wants to be with each other. It is kept near before it is needed. */
export const agreements: readonly Prompt[] = [
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
    id: 'agreements-mine',
    category: 'agreements',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Which of your group’s agreements would you like to look after today?',
      es: '¿Qué acuerdo de tu grupo te gustaría cuidar hoy?',
    },
    why: {
      en: 'An agreement lives in what one person does with it in one hour.',
      es: 'Un acuerdo vive en lo que una persona hace con él en una hora.',
    },
    action: 'none',
  },
  {
    id: 'agreements-saying-ouch',
    category: 'agreements',
    moment: 'opening',
    trigger: 'clock',
    audience: 'group',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'If something hurts in this call, how would we like to say so?',
      es: 'Si algo duele en esta llamada, ¿cómo nos gustaría decirlo?',
    },
    why: {
      en: 'A way to say ouch is easier to agree on before anybody is sore.',
      es: 'La manera de decir «me dolió» se acuerda mejor antes de que duela.',
    },
    action: 'sayAloud',
  },
  {
    id: 'agreements-held',
    category: 'agreements',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Which agreement carried this call, and which one was hard to keep?',
      es: '¿Qué acuerdo sostuvo esta llamada, y cuál costó mantener?',
    },
    why: {
      en: 'Agreements stay alive when people look at how they are kept.',
      es: 'Los acuerdos siguen vivos cuando se mira cómo se cumplen.',
    },
    action: 'noteForMe',
  },
  {
    id: 'agreements-still-fit',
    category: 'agreements',
    moment: 'closing',
    trigger: 'clock',
    audience: 'group',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Is there an agreement of ours that no longer fits who we are now?',
      es: '¿Tenemos algún acuerdo que ya no encaja con quienes somos ahora?',
    },
    why: {
      en: 'Groups change, and what was once agreed can be agreed anew.',
      es: 'Los grupos cambian, y lo que se acordó se puede volver a acordar.',
    },
    action: 'sayAloud',
  },
]
