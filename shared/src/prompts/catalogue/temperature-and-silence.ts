import type { Prompt } from '../schema.ts'

/** How a room feels, and what its silences may hold. */
export const temperatureAndSilence: readonly Prompt[] = [
  {
    id: 'temperature-room',
    category: 'temperature_and_silence',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'How warm or how tight does this room feel to you just now?',
      es: '¿Cuánta calma o cuánta tensión sientes en esta llamada ahora mismo?',
    },
    why: {
      en: 'Hurt that nobody can see is often felt in the room first.',
      es: 'El daño que no se ve suele sentirse antes en el ambiente.',
    },
    action: 'noteForMe',
  },
  {
    id: 'silence-minute',
    category: 'temperature_and_silence',
    moment: 'middle',
    trigger: 'clock',
    audience: 'facilitator',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Could a minute of quiet help us before the next item?',
      es: '¿Nos ayudaría un minuto de silencio antes del siguiente punto?',
    },
    why: {
      en: 'A pause gives slower thoughts and tired people a way back in.',
      es: 'Una pausa deja volver a las ideas lentas y a la gente cansada.',
    },
    action: 'sayAloud',
  },
  {
    id: 'temperature-weather',
    category: 'temperature_and_silence',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'If your mood were the sky, what would it look like right now?',
      es: 'Si tu ánimo fuera un cielo, ¿cómo estaría ahora mismo?',
    },
    why: {
      en: 'A picture says how we are with less effort than an explanation.',
      es: 'Una imagen dice cómo estamos con menos esfuerzo que una explicación.',
    },
    action: 'noteForMe',
  },
  {
    id: 'silence-after-sharing',
    category: 'temperature_and_silence',
    moment: 'middle',
    trigger: 'sharingEnded',
    audience: 'facilitator',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Before we talk about what was shown: would a quiet minute help?',
      es: 'Antes de comentar lo que se ha mostrado: ¿vendría bien un minuto en silencio?',
    },
    why: {
      en: 'Thoughts arrive at different speeds, and quiet lets the slower ones land.',
      es: 'Las ideas llegan a ritmos distintos, y el silencio deja llegar a las más lentas.',
    },
    action: 'sayAloud',
  },
  {
    id: 'silence-what-it-holds',
    category: 'temperature_and_silence',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'When nobody speaks here, what is it like for you: rest, thinking, holding back?',
      es: 'Cuando aquí nadie habla, ¿qué hay para ti: descanso, ideas, algo que se calla?',
    },
    why: {
      en: 'Silence has many meanings, and yours is a good one to begin with.',
      es: 'El silencio dice muchas cosas; lo que te dice a ti es un buen comienzo.',
    },
    action: 'none',
  },
]
