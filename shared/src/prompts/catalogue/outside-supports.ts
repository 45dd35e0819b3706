import type { Prompt } from '../schema.ts'

/** What a person can lean on outside the group. */
export const outsideSupports: readonly Prompt[] = [
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
  {
    id: 'supports-own-people',
    category: 'outside_supports',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Outside this group, whom could you call on a hard day?',
      es: 'Fuera de este grupo, ¿a quién podrías llamar en un día difícil?',
    },
    why: {
      en: 'Reaching out is easier when the name is already in mind.',
      es: 'Pedir ayuda cuesta menos cuando ya hay un nombre en mente.',
    },
    action: 'noteForMe',
  },
]
