import type { Prompt } from '../schema.ts'

/** After calls of more than 30 minutes, once a day, away from the others. */
export const afterTheCall: readonly Prompt[] = [
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
      es: '¿Qué se te queda de esta llamada, y te toca a ti cargar con ello?',
    },
    why: {
      en: 'Looking back for a moment, away from the others, shows what was too quick to feel.',
      es: 'Mirar atrás un momento, a solas, muestra lo que pasó demasiado rápido para sentirlo.',
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
    id: 'after-body',
    category: 'after_the_call',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Stand up for a moment, if you can: where is this call still in your body?',
      es: 'Ponte de pie un momento, si puedes: ¿dónde te queda esta llamada en el cuerpo?',
    },
    why: {
      en: 'The body often knows what an hour cost before words do.',
      es: 'El cuerpo suele saber lo que costó una hora antes que las palabras.',
    },
    action: 'breathe',
  },
  {
    id: 'after-thanks',
    category: 'after_the_call',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Is there somebody to thank today for what nobody else saw?',
      es: '¿Hay alguien a quien dar las gracias hoy por algo que nadie más vio?',
    },
    why: {
      en: 'Thanks for unseen work changes whose work is seen.',
      es: 'Agradecer el trabajo que no se ve cambia qué trabajo se ve.',
    },
    action: 'none',
  },
  {
    id: 'after-both-ways',
    category: 'after_the_call',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'How were you there for others today, and how were they there for you?',
      es: '¿Cómo acompañaste hoy a otras personas, y cómo te acompañaron?',
    },
    why: {
      en: 'Being there for each other goes both ways, and rarely evenly.',
      es: 'Acompañarse va en dos direcciones, y pocas veces por igual.',
    },
    action: 'noteForMe',
  },
  {
    id: 'after-second-look',
    category: 'after_the_call',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'self',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'Is there a moment you would like to live again, and do another way?',
      es: '¿Hay un momento que te gustaría vivir otra vez, y de otra manera?',
    },
    why: {
      en: 'Looking early, at small things, lets them stay small.',
      es: 'Mirar pronto lo pequeño deja que siga siendo pequeño.',
    },
    action: 'noteForMe',
  },
]
