import type { Prompt } from '../schema.ts'

/**
 * Rest before anything else: after 75 minutes without a break or 3 hours of calls in a day, after a call, and when a member shared that
 * they rest.
 */
export const restAndSupport: readonly Prompt[] = [
  {
    id: 'rest-few-minutes',
    category: 'rest_and_support',
    moment: 'middle',
    trigger: 'rest',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'It has been a long stretch. Could you take a few minutes away?',
      es: 'Ha sido un buen rato seguido. ¿Podrías tomarte unos minutos fuera?',
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
      es: '¿Qué cosas de hoy podrían esperar hasta que descanses?',
    },
    why: {
      en: 'Rest is part of the work, not a reward for it.',
      es: 'Descansar es parte del trabajo, no un premio.',
    },
    action: 'noteForMe',
  },
  {
    id: 'after-give-back',
    category: 'rest_and_support',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What would give you back a little of what this call took?',
      es: '¿Qué te devolvería un poco de lo que esta llamada se llevó?',
    },
    why: {
      en: 'Individual healing begins with rest and with what each person needs.',
      es: 'Sanar empieza por el descanso y por lo que cada persona necesita.',
    },
    action: 'noteForMe',
  },
  {
    id: 'rest-shared',
    category: 'rest_and_support',
    moment: 'opening',
    trigger: 'circleItem',
    audience: 'facilitator',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Somebody in our circle is resting. What could be taken off their hands this week?',
      es: 'Alguien de nuestro círculo está descansando. ¿De qué se le podría liberar esta semana?',
    },
    why: {
      en: 'Rest holds when the work around it makes room.',
      es: 'El descanso se sostiene cuando el trabajo de alrededor le hace sitio.',
    },
    action: 'sayAloud',
  },
]
