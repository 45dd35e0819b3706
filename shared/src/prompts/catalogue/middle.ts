import type { Prompt } from '../schema.ts'

/** The middle of calls of 45 minutes or more. */
export const middle: readonly Prompt[] = [
  {
    id: 'airtime-not-yet-heard',
    category: 'airtime_and_power',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Whose voice is missing so far, and what would make it easy to come in?',
      es: '¿Qué voz falta hasta ahora y qué le haría fácil entrar?',
    },
    why: {
      en: 'Quiet is sometimes rest and sometimes a door that did not open; only asking tells.',
      es: 'El silencio a veces es descanso y a veces una puerta que no se abrió; solo preguntando se sabe.',
    },
    action: 'none',
  },
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
      es: '¿Qué tan cálida o tensa se siente esta sala para ti ahora mismo?',
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
    id: 'unseen-unsaid',
    category: 'noticing_the_unseen',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Is there something this group keeps walking around?',
      es: '¿Hay algo que este grupo lleva tiempo rodeando?',
    },
    why: {
      en: 'What goes unspoken keeps working on a group until it has a place.',
      es: 'Lo que no se dice sigue pesando en el grupo hasta que tiene un lugar.',
    },
    action: 'putOnBackBurner',
  },
  {
    id: 'needs-body-now',
    category: 'needs_check',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What is your body asking for: water, a stretch, one slow breath?',
      es: '¿Qué te pide el cuerpo: agua, estirarte, una respiración lenta?',
    },
    why: {
      en: 'Care for a group begins with the person who is sitting here.',
      es: 'El cuidado de un grupo empieza por la persona que está aquí sentada.',
    },
    action: 'breathe',
  },
  {
    id: 'power-who-carries',
    category: 'airtime_and_power',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Who will carry the work that follows from this, and were they asked?',
      es: '¿Quién cargará con el trabajo que sale de esto, y se le ha preguntado?',
    },
    why: {
      en: 'Power often shows in who decides and who then does the work.',
      es: 'El poder suele verse en quién decide y quién hace luego el trabajo.',
    },
    action: 'noteForMe',
  },
]
