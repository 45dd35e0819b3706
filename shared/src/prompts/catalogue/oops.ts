import type { Prompt } from '../schema.ts'

/** After "I may have hurt someone", to oneself. Ground comes first; looking at it comes after the call. */
export const oops: readonly Prompt[] = [
  {
    id: 'oops-breath-first',
    category: 'oops',
    moment: 'rupture',
    trigger: 'gesture',
    audience: 'personWhoCausedHarm',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'Take one slow breath first. There will be time to look at it later.',
      es: 'Primero, respira despacio una vez. Luego habrá tiempo para mirarlo.',
    },
    why: {
      en: 'Amends made in a hurry often ask the other person to do the soothing.',
      es: 'Reparar con prisa suele pedirle a la otra persona que sea ella quien calme.',
    },
    action: 'breathe',
  },
  {
    id: 'oops-listen-longer',
    category: 'oops',
    moment: 'rupture',
    trigger: 'gesture',
    audience: 'personWhoCausedHarm',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'For now: could you listen a little longer before you answer?',
      es: 'Por ahora: ¿podrías escuchar un poco más antes de responder?',
    },
    why: {
      en: 'Listening is the first thing that can be given back.',
      es: 'Escuchar es lo primero que se puede devolver.',
    },
    action: 'none',
  },
  {
    id: 'oops-one-plain-line',
    category: 'oops',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'personWhoCausedHarm',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'If you wrote down what you did, in one plain line, what would it say?',
      es: 'Si escribieras lo que hiciste en una línea sencilla, ¿qué diría?',
    },
    why: {
      en: 'A plain account, without reasons, is where repair can begin.',
      es: 'Nombrarlo tal cual, sin razones, es por donde puede empezar la reparación.',
    },
    action: 'noteForMe',
  },
  {
    id: 'oops-what-it-did',
    category: 'oops',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'personWhoCausedHarm',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'Apart from what you meant: what might it have been like to be on the other side?',
      es: 'Aparte de lo que querías decir: ¿cómo pudo vivirse desde el otro lado?',
    },
    why: {
      en: 'Impact can be seen once intention has been set aside for a moment.',
      es: 'El impacto se ve cuando la intención se deja a un lado un momento.',
    },
    action: 'noteForMe',
  },
  {
    id: 'oops-offer-freely',
    category: 'oops',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'personWhoCausedHarm',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'What could you offer that asks for nothing back, not even an answer?',
      es: '¿Qué podrías ofrecer sin pedir nada a cambio, ni siquiera respuesta?',
    },
    why: {
      en: 'Accountability that needs no reply leaves the other person free.',
      es: 'Hacerse cargo sin esperar respuesta deja libre a la otra persona.',
    },
    action: 'noteForMe',
  },
  {
    id: 'oops-another-way',
    category: 'oops',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'personWhoCausedHarm',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'What could you do another way next time, and who could help you try it?',
      es: '¿Qué podrías hacer de otra manera la próxima vez, y con qué ayuda?',
    },
    why: {
      en: 'Words mend more when something changes after them.',
      es: 'Las palabras reparan más cuando después algo cambia.',
    },
    action: 'noteForMe',
  },
]
