import type { Prompt } from '../schema.ts'

/** Minutes 2 to 4: people come out of another room, and are not quite in this one. */
export const arriving: readonly Prompt[] = [
  {
    id: 'arriving-body',
    category: 'arriving',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Before the first item: where in your body could you soften a little?',
      es: 'Antes del primer punto: ¿qué parte del cuerpo podrías aflojar un poco?',
    },
    why: {
      en: 'It is easier to listen once you have arrived yourself.',
      es: 'Escuchar es más fácil cuando ya se ha llegado del todo.',
    },
    action: 'breathe',
  },
  {
    id: 'arriving-carrying',
    category: 'arriving',
    moment: 'opening',
    trigger: 'clock',
    audience: 'group',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Is anyone arriving with something heavy that this hour could make room for?',
      es: '¿Alguien llega con algo que pesa y a lo que esta hora podría hacer sitio?',
    },
    why: {
      en: 'Said at the start, a heavy day can be met with care instead of guesses.',
      es: 'Dicho al empezar, un día pesado se puede acompañar en vez de adivinar.',
    },
    action: 'sayAloud',
  },
  {
    id: 'arriving-round',
    category: 'arriving',
    moment: 'opening',
    trigger: 'clock',
    audience: 'group',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'How is each of us arriving today? A word or two is plenty, and passing is fine.',
      es: '¿Cómo llega hoy cada persona? Basta una palabra o dos, y también se puede pasar.',
    },
    why: {
      en: 'A short round lets every voice into the room once, before the work starts.',
      es: 'Una ronda breve deja entrar cada voz una vez antes de empezar.',
    },
    action: 'sayAloud',
  },
  {
    id: 'arriving-last-room',
    category: 'arriving',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What are you still holding from the last hour, and can it wait outside for a while?',
      es: '¿Qué traes todavía de la última hora, y puede esperar fuera un rato?',
    },
    why: {
      en: 'The room before often comes along without being asked.',
      es: 'Lo de antes suele entrar contigo sin que nadie lo invite.',
    },
    action: 'breathe',
  },
  {
    id: 'arriving-glad',
    category: 'arriving',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Whose face or voice are you glad of today?',
      es: '¿Qué cara o qué voz te alegra encontrar hoy?',
    },
    why: {
      en: 'Starting from what is good between people makes hard talk easier to bear.',
      es: 'Empezar por lo bueno que hay entre la gente hace más llevadero lo difícil.',
    },
    action: 'none',
  },
  {
    id: 'arriving-enough',
    category: 'arriving',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What would be enough from you today, and no more than that?',
      es: '¿Qué sería suficiente por tu parte hoy, y nada más?',
    },
    why: {
      en: 'People who may give less on a hard day have something to give on the next.',
      es: 'Quien puede dar menos un día difícil tiene algo que dar al siguiente.',
    },
    action: 'noteForMe',
  },
]
