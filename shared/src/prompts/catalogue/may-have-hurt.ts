import type { Prompt } from '../schema.ts'

/** After "I may have hurt someone": to oneself. Ground first; looking at it comes after the call. */
export const mayHaveHurt: readonly Prompt[] = [
  {
    id: 'oops-breath-first',
    category: 'oops',
    moment: 'rupture',
    trigger: 'gesture',
    audience: 'personWhoCausedHarm',
    depth: 3,
    shareSafe: false,
    text: {
      en: 'Take one slow breath first. There will be time to look at it after the call.',
      es: 'Primero, respira despacio una vez. Después de la llamada habrá tiempo para mirarlo.',
    },
    why: {
      en: 'Amends made in a hurry often ask the other person to do the soothing.',
      es: 'Reparar con prisa suele pedirle a la otra persona que sea ella quien calme.',
    },
    action: 'breathe',
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
]
