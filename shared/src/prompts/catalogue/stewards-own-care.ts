import type { Prompt } from '../schema.ts'

/** For stewards, who look after others. */
export const stewardsOwnCare: readonly Prompt[] = [
  {
    id: 'stewards-how-much',
    category: 'stewards_own_care',
    moment: 'opening',
    trigger: 'clock',
    audience: 'steward',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'How much can you carry for others this week, and does your circle know?',
      es: '¿Cuánto puedes llevar por otras personas esta semana, y lo sabe tu círculo?',
    },
    why: {
      en: 'Whoever looks after others may say: no new ones for now.',
      es: 'Quien cuida también puede decir: por ahora, nada nuevo.',
    },
    action: 'noteForMe',
  },
  {
    id: 'stewards-who-for-you',
    category: 'stewards_own_care',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'steward',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Who looks after you while you look after others?',
      es: '¿Quién te cuida mientras cuidas?',
    },
    why: {
      en: 'Care that flows only one way runs dry.',
      es: 'El cuidado que solo va en una dirección se seca.',
    },
    action: 'noteForMe',
  },
  {
    id: 'stewards-put-down',
    category: 'stewards_own_care',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'steward',
    depth: 2,
    shareSafe: false,
    text: {
      en: 'What that you heard can you put down until you are asked again?',
      es: '¿Qué de lo que has escuchado puedes soltar hasta que te lo pidan de nuevo?',
    },
    why: {
      en: 'Listening is much already; not all of it is yours to mend.',
      es: 'Escuchar ya es mucho; no todo te toca repararlo a ti.',
    },
    action: 'noteForMe',
  },
  {
    id: 'stewards-too-near',
    category: 'stewards_own_care',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'steward',
    depth: 2,
    shareSafe: false,
    text: {
      en: 'Is something too near to you, and could another steward carry it?',
      es: '¿Hay algo que te toca muy de cerca y que podría llevar otra persona de cuidados?',
    },
    why: {
      en: 'Stepping back in time is a way of caring, and asks for no reason.',
      es: 'Apartarse a tiempo también es cuidar, y no pide razones.',
    },
    action: 'none',
  },
]
