import type { Prompt } from '../schema.ts'

/** After "something landed hard". Ground comes first, and reflecting comes after the call. Nothing asks the person to explain or to act. */
export const ouch: readonly Prompt[] = [
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
    id: 'ouch-feet',
    category: 'ouch',
    moment: 'rupture',
    trigger: 'gesture',
    audience: 'personHarmed',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'You can feel your feet on the floor and let a long breath out. That is enough.',
      es: 'Puedes sentir los pies en el suelo y soltar el aire despacio. Con eso basta.',
    },
    why: {
      en: 'A body that feels the ground gets a little room back.',
      es: 'Sentir el suelo devuelve un poco de espacio al cuerpo.',
    },
    action: 'breathe',
  },
  {
    id: 'ouch-step-away',
    category: 'ouch',
    moment: 'rupture',
    trigger: 'gesture',
    audience: 'personHarmed',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'Camera off, a glass of water, some minutes away: would any of it do you good?',
      es: 'Apagar la cámara, beber agua, salir unos minutos: ¿te haría bien algo de eso?',
    },
    why: {
      en: 'Leaving for a while is fine, and nobody is owed a reason.',
      es: 'Puedes salir un rato, sin dar razones a nadie.',
    },
    action: 'rest',
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
      en: 'You marked a moment in this call. Is there something that would be good for you now?',
      es: 'Marcaste un momento de esta llamada. ¿Hay algo que te vendría bien ahora?',
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
  {
    id: 'ouch-rest-of-today',
    category: 'ouch',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'personHarmed',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'What would make the rest of today gentler for you?',
      es: '¿Qué haría más suave para ti lo que queda de hoy?',
    },
    why: {
      en: 'Hurt takes its own time, and may ask for something else tomorrow.',
      es: 'El dolor lleva su tiempo, y mañana puede pedirte otra cosa.',
    },
    action: 'rest',
  },
]
