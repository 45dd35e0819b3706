import type { Prompt } from '../schema.ts'

/** The last five minutes, or when a call ends unplanned. Some of these are about what grew between people. */
export const closing: readonly Prompt[] = [
  {
    id: 'closing-set-down',
    category: 'closing',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What would you rather set down here than carry into the rest of your day?',
      es: '¿Qué preferirías dejar aquí en vez de llevártelo al resto del día?',
    },
    why: {
      en: 'An end that is noticed lets people leave lighter.',
      es: 'Un final que se nota deja marchar con menos peso.',
    },
    action: 'noteForMe',
  },
  {
    id: 'closing-one-breath',
    category: 'closing',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Before the next thing: would one slow breath be welcome?',
      es: 'Antes de lo siguiente: ¿te vendría bien una respiración lenta?',
    },
    why: {
      en: 'Going straight from one room into the next leaves no time to feel what happened.',
      es: 'Pasar de una reunión a otra sin parar no deja tiempo de sentir lo ocurrido.',
    },
    action: 'breathe',
  },
  {
    id: 'closing-grew',
    category: 'closing',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What grew between people in this hour, however small?',
      es: '¿Qué creció entre la gente en este rato, por pequeño que sea?',
    },
    why: {
      en: 'What is good between people grows when somebody sees it.',
      es: 'Lo bueno que hay entre la gente crece cuando alguien lo ve.',
    },
    action: 'noteForMe',
  },
  {
    id: 'closing-left-open',
    category: 'closing',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What can stay open for today, without you holding it?',
      es: '¿Qué puede quedar abierto por hoy, sin que tú lo sostengas?',
    },
    why: {
      en: 'Not all that is open is yours, and little of it is for tonight.',
      es: 'No todo lo abierto es tuyo, y poco es para esta noche.',
    },
    action: 'noteForMe',
  },
  {
    id: 'closing-quiet-work',
    category: 'closing',
    moment: 'closing',
    trigger: 'clock',
    audience: 'group',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Whose quiet work made today possible, and would they like it to be said?',
      es: '¿Qué trabajo callado hizo posible lo de hoy? Si a quien lo hizo le gusta, se puede nombrar.',
    },
    why: {
      en: 'Care is work that is easy to overlook.',
      es: 'Cuidar es un trabajo que se pasa por alto con facilidad.',
    },
    action: 'sayAloud',
  },
  {
    id: 'closing-one-word',
    category: 'closing',
    moment: 'closing',
    trigger: 'clock',
    audience: 'group',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Shall we end on one word each? Passing counts as a word.',
      es: '¿Terminamos con una palabra cada persona? Pasar también vale.',
    },
    why: {
      en: 'An ending that everyone hears makes it easier to leave.',
      es: 'Un final que todo el mundo oye hace más fácil marcharse.',
    },
    action: 'sayAloud',
  },
]
