import type { Prompt } from '../schema.ts'

/** After "something landed hard": ground first, reflect after the call. Nothing asks the person to explain or to act. */
export const landedHard: readonly Prompt[] = [
  {
    id: 'ouch-kind-now',
    category: 'ouch',
    moment: 'rupture',
    trigger: 'gesture',
    audience: 'personHarmed',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'Nothing is asked of you. What would be kind to you right now?',
      es: 'No se te pide nada. ¿Qué te haría bien en este momento?',
    },
    why: {
      en: 'Rest and relief come before anything else.',
      es: 'El descanso y el alivio van antes que todo lo demás.',
    },
    action: 'breathe',
  },
  {
    id: 'ouch-good-for-you',
    category: 'ouch',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'personHarmed',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'You marked a moment in this call. What would be good for you now, if anything?',
      es: 'Marcaste un momento de esta llamada. ¿Qué te vendría bien ahora, si algo?',
    },
    why: {
      en: 'You pressed the key for it, and it is seen by you alone.',
      es: 'Lo marcaste tú, y solo lo ves tú.',
    },
    action: 'noteForMe',
  },
  {
    id: 'ouch-company-or-quiet',
    category: 'ouch',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'personHarmed',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'Would company or quiet be better for you in the next hour?',
      es: '¿Qué te iría mejor en la próxima hora: compañía o calma?',
    },
    why: {
      en: 'What heals differs from person to person, and from day to day.',
      es: 'Lo que sana cambia de una persona a otra, y de un día a otro.',
    },
    action: 'breathe',
  },
]
