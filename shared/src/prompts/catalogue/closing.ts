import type { Prompt } from '../schema.ts'

/** The last five minutes, or when a call ends unplanned. */
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
      es: 'Pasar de una sala a otra sin parar no deja tiempo de sentir lo ocurrido.',
    },
    action: 'breathe',
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
      es: '¿Qué trabajo callado hizo posible el día de hoy, y querría quien lo hizo que se diga?',
    },
    why: {
      en: 'Care is work that is easy to overlook.',
      es: 'Cuidar es un trabajo que se pasa por alto con facilidad.',
    },
    action: 'sayAloud',
  },
  {
    id: 'burner-loose-end',
    category: 'back_burner_and_power',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Did something come up that there was no room for, and that wants a place?',
      es: '¿Salió algo para lo que no hubo espacio y que pide un lugar?',
    },
    why: {
      en: 'What is put aside with a date comes back; what is only put aside grows.',
      es: 'Lo que se aparta con fecha vuelve; lo que solo se aparta, crece.',
    },
    action: 'putOnBackBurner',
  },
  {
    id: 'practice-small-thing',
    category: 'practice_and_culture_change',
    moment: 'closing',
    trigger: 'clock',
    audience: 'facilitator',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What is one small thing we would like to do differently next time?',
      es: '¿Qué cosa pequeña nos gustaría hacer de otra manera la próxima vez?',
    },
    why: {
      en: 'A culture changes by small things that are tried and looked at again.',
      es: 'Una cultura cambia con cosas pequeñas que se prueban y se vuelven a mirar.',
    },
    action: 'sayAloud',
  },
]
