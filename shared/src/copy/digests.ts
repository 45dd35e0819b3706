import type { BackBurnerView } from '../backburner/schema.ts'
import { both, dayInWords, listInWords, weeksInWords } from './copy.ts'

type FlaggedBecause = NonNullable<BackBurnerView['flaggedBecause']>

/*
 * What a circle reads each week. The same four sections always stand there, and shared rests while there are any. Nothing is called new,
 * and nothing is counted.
 */
export const digestsCopy = both({
  en: {
    /** Lock screens and screen readers read this alone. It says nothing of what is inside. */
    neutral: 'Your circle’s week in Tend',
    header: (circle: string) => `${circle}: this week`,
    intro: 'Nothing here asks anybody for anything by a date.',
    tended: { title: 'What we are tending', empty: 'Nothing is open at the moment.' },
    acknowledgements: { title: 'What was acknowledged', empty: 'Nothing was shared for this week.' },
    asking: { title: 'What asks for attention', empty: 'Nothing on the back burner asks for attention.' },
    changes: { title: 'Changes to look at again', empty: 'No change is waiting to be looked at.' },
    tendedLine: (state: string, weeks: number) => `${state}; here for ${weeksInWords('en', weeks)}`,
    askingLine: (because: FlaggedBecause, weeks: number) =>
      `${{ revisit_day: 'Its day has come', untended: 'Nobody has looked after it for a while', echoes: 'It touches several people' }[because]}; here for ${weeksInWords('en', weeks)}`,
    touchesSeveral: 'It touches several people.',
    changeLine: (day: string, today: string) =>
      day <= today ? 'The day to look at it again has come' : `To look at again on ${dayInWords('en', day, today)}`,
    agreed: 'Agreed on',
    needed: (kinds: readonly string[]) => `Needed: ${listInWords('en', kinds.map(small))}`,
    rests: { title: 'At rest', line: (name: string, until: string, today: string) => `${name}, until ${dayInWords('en', until, today)}` },
    more: 'There is more in Tend, in the side panel.',
    acknowledge: 'Acknowledge',
    acknowledgeLabel: (title: string) => `Acknowledge: ${title}`,
    pause: 'Pause these digests',
    pauseHint: 'Facilitators can pause these digests, and change their day and hour in the settings of the circle.',
    pauseConfirm: {
      title: 'Pause these digests?',
      text: 'No digest goes out until a facilitator starts them again in the settings of the circle.',
      confirm: 'Pause them',
      deny: 'Not now',
    },
    paused: 'The digests are paused. A facilitator can start them again in the settings of the circle.',
    onlyFacilitators: 'Only a facilitator of this circle can pause its digests.',
    previewTitle: 'This week’s digest',
    previewHint: 'Your circle reads this in its channel.',
  },
  es: {
    neutral: 'La semana de tu círculo en Tend',
    header: (circle: string) => `${circle}: esta semana`,
    intro: 'Nada de esto le pide algo a nadie para una fecha.',
    tended: { title: 'Lo que cuidamos', empty: 'No hay nada abierto por ahora.' },
    acknowledgements: { title: 'Lo que se reconoció', empty: 'No se compartió nada para esta semana.' },
    asking: { title: 'Lo que pide atención', empty: 'Nada de lo que está a fuego lento pide atención.' },
    changes: { title: 'Cambios que volver a mirar', empty: 'Ningún cambio espera que lo miremos.' },
    tendedLine: (state: string, weeks: number) => `${state}; lleva aquí ${weeksInWords('es', weeks)}`,
    askingLine: (because: FlaggedBecause, weeks: number) =>
      `${{ revisit_day: 'Llegó su día', untended: 'Hace tiempo que nadie lo cuida', echoes: 'Afecta a varias personas' }[because]}; lleva aquí ${weeksInWords('es', weeks)}`,
    touchesSeveral: 'Afecta a varias personas.',
    changeLine: (day: string, today: string) =>
      day <= today ? 'Llegó el día de volver a mirarlo' : `Para volver a mirar el ${dayInWords('es', day, today)}`,
    agreed: 'Lo acordado',
    needed: (kinds: readonly string[]) => `Hace falta: ${listInWords('es', kinds.map(small))}`,
    rests: {
      title: 'En reposo',
      line: (name: string, until: string, today: string) => `${name}, hasta el ${dayInWords('es', until, today)}`,
    },
    more: 'Hay más en Tend, en el panel lateral.',
    acknowledge: 'Reconocer',
    acknowledgeLabel: (title: string) => `Reconocer: ${title}`,
    pause: 'Pausar estos resúmenes',
    pauseHint: 'Quienes facilitan pueden pausar estos resúmenes, y cambiar su día y hora en los ajustes del círculo.',
    pauseConfirm: {
      title: '¿Pausar estos resúmenes?',
      text: 'No saldrá ningún resumen hasta que alguien que facilita los active de nuevo en los ajustes del círculo.',
      confirm: 'Pausarlos',
      deny: 'Ahora no',
    },
    paused: 'Los resúmenes están en pausa. Quien facilita puede activarlos de nuevo en los ajustes del círculo.',
    onlyFacilitators: 'Solo quien facilita este círculo puede pausar sus resúmenes.',
    previewTitle: 'El resumen de esta semana',
    previewHint: 'Tu círculo lo lee en su canal.',
  },
})

/** A label within a sentence. */
function small(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}
