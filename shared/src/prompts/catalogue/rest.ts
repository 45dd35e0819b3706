import type { Prompt } from '../schema.ts'

/** After 75 minutes without a break, or 3 hours of calls in a day. */
export const rest: readonly Prompt[] = [
  {
    id: 'rest-few-minutes',
    category: 'rest_and_support',
    moment: 'middle',
    trigger: 'rest',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'It has been a long stretch. Could a few minutes away be possible?',
      es: 'Ha sido un buen rato seguido. ¿Serían posibles unos minutos fuera?',
    },
    why: {
      en: 'Nobody runs a marathon on a broken leg; long calls are long too.',
      es: 'Nadie corre un maratón con una pierna rota; y las llamadas largas también pesan.',
    },
    action: 'rest',
  },
  {
    id: 'rest-can-wait',
    category: 'rest_and_support',
    moment: 'middle',
    trigger: 'rest',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What of today could wait until you have rested?',
      es: '¿Qué de lo de hoy podría esperar a que hayas descansado?',
    },
    why: {
      en: 'Rest is part of the work, not a reward for it.',
      es: 'Descansar es parte del trabajo, no un premio.',
    },
    action: 'noteForMe',
  },
]
