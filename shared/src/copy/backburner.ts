import type { BackBurnerState, BackBurnerView } from '../backburner/schema.ts'
import type { RefusalCode } from '../result.ts'
import { both, dayInWords, plural, weeksInWords } from './copy.ts'

type FlaggedBecause = NonNullable<BackBurnerView['flaggedBecause']>

/* Every sentence about the back burner: parking, looking after it, hiding. Titles, submits and closes stay within Slack's 24 characters. */
export const backburnerCopy = both({
  en: {
    shortcut: 'Put on back burner',
    title: 'The back burner',
    parkTitle: 'Put on back burner',
    explain: 'Things your circle put aside to come back to. They simmer here until it is their time.',
    empty: 'Nothing is simmering. When something deserves time and this is not the time, put it here so that it is not lost.',
    emptyAction: 'Put something here',

    whoReads: 'Your circle will read the title and both answers. Leave people out of them.',
    linkIsYours: 'The link is seen by you alone.',
    fields: {
      title: 'What is it, in a few words?',
      titleHint: 'Your circle will read this title: name the thing, not a person.',
      why: 'Why does it matter?',
      effect: 'What does it do to our work?',
      optional: 'This may stay empty.',
      revisit: 'When should it come back?',
      revisitHint: (days: number) =>
        `Without a day, it asks for attention when nobody has looked after it for ${plural('en', days, { one: '# day', other: '# days' })}.`,
      revisitNone: 'No day',
      link: 'A link, for you alone',
    },
    park: 'Put it here',
    cancel: 'Not now',
    parked: 'It is on the back burner. Your circle can see it there.',

    states: {
      simmering: 'Simmering',
      flagged: 'Asking for attention',
      picked_up: 'Taken up',
      set_down: 'Set down',
      hidden: 'Out of sight',
    } satisfies Record<BackBurnerState, string>,
    because: {
      revisit_day: 'Its day has come.',
      untended: 'Nobody has looked after it for a while.',
      echoes: 'It touches several people.',
    } satisfies Record<FlaggedBecause, string>,
    waiting: (weeks: number) => `Here for ${weeksInWords('en', weeks)}`,
    revisitOn: (day: string, today: string) => `Comes back on ${dayInWords('en', day, today)}`,
    touchesSeveral: 'It touches several people',
    parkedByMe: 'You put this here',
    openLink: 'Open your link',
    openRepair: 'See what we are tending',

    verbs: {
      echo: 'It touches me too',
      echoed: 'You said it touches you too. Nobody sees who said so, or how many.',
      tend: 'Looked after for now',
      postpone: 'Come back later',
      postponeAsk: 'On which day?',
      postponeOneWeek: 'Come back in 1 week',
      postponeFourWeeks: 'Come back in 4 weeks',
      pickUp: 'Take it up',
      openRepair: 'Tend to it together',
      setDown: 'Set it down',
      setDownAsk: 'Why are we setting this down? This may stay empty.',
      takeUpAgain: 'Take it up again',
      hide: 'Hide this now',
      hideHint: 'It is out of sight for everybody at once. No reason is asked. A steward (someone on your care team) can bring it back.',
      restore: 'Bring it back',
    },
    done: {
      tended: 'It simmers on.',
      postponed: (day: string, today: string) => `It comes back on ${dayInWords('en', day, today)}.`,
      pickedUp: 'Taken up. It can go back at any time.',
      setDown: 'Set down. It can be taken up again at any time.',
      hidden: 'It is out of sight.',
      restored: 'It is back in sight.',
    },

    refused: {
      not_now: 'This has changed in the meantime. Nothing is lost: look at it again.',
      not_found: 'This is not here any more. Nothing you wrote is lost.',
      invalid: 'Something here needs another look.',
    } satisfies Partial<Record<RefusalCode, string>>,
  },
  es: {
    shortcut: 'Poner a fuego lento',
    title: 'A fuego lento',
    parkTitle: 'Poner a fuego lento',
    explain: 'Lo que tu círculo apartó para retomarlo. Sigue aquí, a fuego lento, hasta que llegue su momento.',
    empty: 'No hay nada a fuego lento. Cuando algo merezca tiempo y no sea el momento, ponlo aquí para que no se pierda.',
    emptyAction: 'Poner algo aquí',

    whoReads: 'Tu círculo leerá el título y las dos respuestas. No menciones a personas.',
    linkIsYours: 'El enlace solo lo ves tú.',
    fields: {
      title: '¿Qué es, en pocas palabras?',
      titleHint: 'Tu círculo leerá este título: nombra la cosa, no a una persona.',
      why: '¿Por qué importa?',
      effect: '¿Qué le hace a nuestro trabajo?',
      optional: 'Puede quedar vacío.',
      revisit: '¿Cuándo debería volver?',
      revisitHint: (days: number) =>
        `Si no eliges un día, pedirá atención cuando nadie lo haya cuidado durante ${plural('es', days, { one: '# día', other: '# días' })}.`,
      revisitNone: 'Ningún día',
      link: 'Un enlace, solo para ti',
    },
    park: 'Ponerlo aquí',
    cancel: 'Ahora no',
    parked: 'Está a fuego lento. Tu círculo puede verlo ahí.',

    states: {
      simmering: 'A fuego lento',
      flagged: 'Pide atención',
      picked_up: 'Retomado',
      set_down: 'Dejado a un lado',
      hidden: 'Fuera de la vista',
    },
    because: {
      revisit_day: 'Llegó su día.',
      untended: 'Hace tiempo que nadie lo cuida.',
      echoes: 'Afecta a varias personas.',
    },
    waiting: (weeks: number) => `Lleva aquí ${weeksInWords('es', weeks)}`,
    revisitOn: (day: string, today: string) => `Vuelve el ${dayInWords('es', day, today)}`,
    touchesSeveral: 'Afecta a varias personas',
    parkedByMe: 'Lo pusiste tú',
    openLink: 'Abrir tu enlace',
    openRepair: 'Ver lo que estamos cuidando',

    verbs: {
      echo: 'También me afecta',
      echoed: 'Dijiste que también te afecta. Nadie ve quién lo dijo ni cuántas personas.',
      tend: 'Atendido por ahora',
      postpone: 'Volver más tarde',
      postponeAsk: '¿Qué día?',
      postponeOneWeek: 'Volver en 1 semana',
      postponeFourWeeks: 'Volver en 4 semanas',
      pickUp: 'Retomarlo',
      openRepair: 'Cuidarlo en común',
      setDown: 'Dejarlo a un lado',
      setDownAsk: '¿Por qué lo dejamos a un lado? Puede quedar vacío.',
      takeUpAgain: 'Volver a retomarlo',
      hide: 'Ocultarlo ya',
      hideHint: 'Deja de verse al instante para todo el mundo. No se pide ninguna razón. Una persona de cuidados puede traerlo de vuelta.',
      restore: 'Traerlo de vuelta',
    },
    done: {
      tended: 'Sigue a fuego lento.',
      postponed: (day: string, today: string) => `Vuelve el ${dayInWords('es', day, today)}.`,
      pickedUp: 'Retomado. Puede volver atrás en cualquier momento.',
      setDown: 'Dejado a un lado. Se puede retomar en cualquier momento.',
      hidden: 'Ya no está a la vista.',
      restored: 'Vuelve a estar a la vista.',
    },

    refused: {
      not_now: 'Esto cambió mientras tanto. No se pierde nada: vuelve a mirarlo.',
      not_found: 'Esto ya no está aquí. No se pierde nada de lo que escribiste.',
      invalid: 'Hay algo aquí que conviene mirar otra vez.',
    },
  },
})
