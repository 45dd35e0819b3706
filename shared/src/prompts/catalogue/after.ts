import type { Prompt } from '../schema.ts'

/** After calls of more than 30 minutes, once a day. */
export const after: readonly Prompt[] = [
  {
    id: 'after-what-stays',
    category: 'after_the_call',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'What stays with you from this call, and is it yours to carry?',
      es: '¿Qué se te queda de esta llamada, y te toca a ti llevarlo?',
    },
    why: {
      en: 'Looking back for a moment, away from the others, shows what was too quick to feel.',
      es: 'Mirar atrás un momento, a solas, muestra lo que pasó demasiado rápido para sentirlo.',
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
    id: 'after-more-of',
    category: 'after_the_call',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What was good between you all just now that you would like more of?',
      es: '¿Qué hubo de bueno en el grupo que te gustaría que se repitiera?',
    },
    why: {
      en: 'What helps a group is as easily missed as what hurts it.',
      es: 'Lo que ayuda a un grupo se pasa por alto tanto como lo que duele.',
    },
    action: 'noteForMe',
  },
  {
    id: 'unseen-check-on',
    category: 'noticing_the_unseen',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Is there somebody you would like to ask, gently, how they are?',
      es: '¿Hay alguien a quien te gustaría preguntar, con tacto, cómo está?',
    },
    why: {
      en: 'Some injuries show only to someone who asks.',
      es: 'Algunas heridas solo las ve quien pregunta.',
    },
    action: 'none',
  },
  {
    id: 'supports-outside',
    category: 'outside_supports',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Which support outside this group could be good for you this week?',
      es: '¿Qué apoyo de fuera del grupo podría venirte bien esta semana?',
    },
    why: {
      en: 'No group has everything its people need.',
      es: 'Ningún grupo tiene todo lo que su gente necesita.',
    },
    action: 'noteForMe',
  },
]
