import type { Prompt } from '../schema.ts'

/** For a person who saw it. They open these themselves, in the call or after it. */
export const witness: readonly Prompt[] = [
  {
    id: 'witness-stay-close',
    category: 'witness',
    moment: 'rupture',
    trigger: 'manual',
    audience: 'witness',
    depth: 2,
    shareSafe: false,
    text: {
      en: 'Would it help to stay close: a short note to them, with no answer asked for?',
      es: '¿Ayudaría estar cerca: una nota breve, sin pedir respuesta?',
    },
    why: {
      en: 'Being seen by one person can lighten what a whole room missed.',
      es: 'Que una persona lo vea alivia lo que a todo el grupo se le escapó.',
    },
    action: 'none',
  },
  {
    id: 'witness-slow-the-room',
    category: 'witness',
    moment: 'rupture',
    trigger: 'manual',
    audience: 'witness',
    depth: 2,
    shareSafe: false,
    text: {
      en: 'Could you ask the room for a slower minute, without saying for whom?',
      es: '¿Podrías pedir al grupo un minuto de calma, sin decir por quién?',
    },
    why: {
      en: 'A pause helps, and points at nobody.',
      es: 'Una pausa ayuda, y no señala a nadie.',
    },
    action: 'offerToRoom',
  },
  {
    id: 'witness-own-care',
    category: 'witness',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'witness',
    depth: 2,
    shareSafe: false,
    text: {
      en: 'You saw something today. What would be good for you now?',
      es: 'Hoy viste algo. ¿Qué te haría bien a ti ahora?',
    },
    why: {
      en: 'Seeing somebody hurt leaves a mark on the one who sees it, too.',
      es: 'Ver un daño también deja huella en quien lo ve.',
    },
    action: 'noteForMe',
  },
  {
    id: 'witness-their-choice',
    category: 'witness',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'witness',
    depth: 2,
    shareSafe: false,
    text: {
      en: 'How could you let them know you saw it, and leave each next step to them?',
      es: '¿Cómo podrías hacerle saber que lo viste, y dejar en sus manos cada paso?',
    },
    why: {
      en: 'Help that goes over somebody’s head can hurt a second time.',
      es: 'La ayuda que pasa por encima de alguien puede doler otra vez.',
    },
    action: 'none',
  },
  {
    id: 'witness-care-team',
    category: 'witness',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'witness',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'Is there something you saw that your care team could hear, in your words?',
      es: '¿Hay algo que viste y que tu equipo de cuidados podría escuchar, con tus palabras?',
    },
    why: {
      en: 'You can say what you saw, and leave out what is not yours to say.',
      es: 'Puedes decir lo que viste, y dejar fuera lo que no te toca contar.',
    },
    action: 'raiseConcern',
  },
]
