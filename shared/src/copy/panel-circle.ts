import { both } from './copy.ts'

/** The tab Circle's own sentences, and what forms say about words and days. */
export const panelCircleCopy = both({
  en: {
    choose: 'Circle',
    noCircle: 'You belong to no circle on this server yet. Somebody who facilitates one can add you.',
    digestEmpty:
      'Each week your circle reads here what it is tending, what was acknowledged and what asks for attention. There is nothing yet.',
    linkHint: 'Only you see the link.',
    putAway: 'Set down, or out of sight',
    untilDay: (span: string, day: string) => `${span}, until ${day}`,
    ownDay: 'Until a day I choose',
    day: 'Which day?',
    dayNeeded: 'Choose a day after today.',
    titleNeeded: 'Write a few words: what is it about?',
    titleMentions: 'Your circle will read this title: leave people and mentions out of it.',
    titleLong: 'This title is longer than 140 characters: shorten it a little.',
    linkShape: 'A link begins with https://. It may also stay empty.',
    long: (max: string) => `This is longer than ${max} characters: shorten it a little. Nothing you wrote is lost.`,
    wordsNeeded: 'Write a few words here first.',
  },
  es: {
    choose: 'Círculo',
    noCircle: 'Todavía no perteneces a ningún círculo de este servidor. Quien facilite uno puede añadirte.',
    digestEmpty: 'Cada semana tu círculo lee aquí lo que cuida, lo que se reconoció y lo que pide atención. Todavía no hay nada.',
    linkHint: 'Solo tú ves el enlace.',
    putAway: 'Dejado a un lado, o fuera de la vista',
    untilDay: (span: string, day: string) => `${span}, hasta el ${day}`,
    ownDay: 'Hasta un día que elija',
    day: '¿Qué día?',
    dayNeeded: 'Elige un día posterior a hoy.',
    titleNeeded: 'Escribe unas palabras: ¿de qué se trata?',
    titleMentions: 'Tu círculo leerá este título: deja fuera a personas y menciones.',
    titleLong: 'Este título pasa de 140 caracteres: acórtalo un poco.',
    linkShape: 'Un enlace empieza por https://. También puede quedar vacío.',
    long: (max: string) => `Esto pasa de ${max} caracteres: acórtalo un poco. No se ha perdido nada de lo que escribiste.`,
    wordsNeeded: 'Escribe antes unas palabras aquí.',
  },
})
