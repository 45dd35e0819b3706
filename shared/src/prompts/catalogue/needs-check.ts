import type { Prompt } from '../schema.ts'

/** What a person needs, before and apart from anything that happened. */
export const needsCheck: readonly Prompt[] = [
  {
    id: 'needs-one-thing',
    category: 'needs_check',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What is one thing you need so that you can be well in this call?',
      es: '¿Qué necesitas, aunque sea una sola cosa, para estar bien en esta llamada?',
    },
    why: {
      en: 'A need that has a name is easier to look after, even alone.',
      es: 'Una necesidad con nombre se cuida mejor, también a solas.',
    },
    action: 'noteForMe',
  },
  {
    id: 'needs-pace',
    category: 'needs_check',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What pace would let you stay kind to yourself today?',
      es: '¿Qué ritmo te permitiría tratarte bien hoy?',
    },
    why: {
      en: 'Somebody who is tired or hurt cannot run the same distance as on other days.',
      es: 'Con cansancio o con una herida no se corre la misma distancia que otros días.',
    },
    action: 'none',
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
    id: 'needs-ask-small',
    category: 'needs_check',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Is there something small you could ask for: a repeat, a pause, the link?',
      es: '¿Hay algo pequeño que podrías pedir: que se repita, una pausa, el enlace?',
    },
    why: {
      en: 'When small needs are met, larger ones are easier to speak of.',
      es: 'Cuando lo pequeño se atiende, cuesta menos pedir lo grande.',
    },
    action: 'none',
  },
  {
    id: 'needs-lighter-load',
    category: 'needs_check',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Is there one thing on your list that somebody else could carry for a week?',
      es: '¿Hay algo de tu lista que otra persona podría llevar durante una semana?',
    },
    why: {
      en: 'Relief is a real support, and it can be asked for without a reason.',
      es: 'El alivio es un apoyo de verdad, y se puede pedir sin dar razones.',
    },
    action: 'rest',
  },
]
