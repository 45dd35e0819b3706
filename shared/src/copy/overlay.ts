import { both } from './copy.ts'

/** What the browser itself shows about the extension: its list of extensions, its tooltips, its page of shortcuts. */
export const manifestCopy = both({
  en: {
    description: 'Helps your group notice hurt, rest, and tend to what happened: quiet prompts in calls, and a place to come back to.',
    open: 'Open Tend',
    landedHard: 'Something landed hard: mark this moment for yourself',
  },
  es: {
    description:
      'Ayuda a tu grupo a notar el daño, descansar y cuidar lo ocurrido: preguntas discretas en llamadas y un lugar al que volver.',
    open: 'Abrir Tend',
    landedHard: 'Me dolió: marcar este momento para mí',
  },
})
