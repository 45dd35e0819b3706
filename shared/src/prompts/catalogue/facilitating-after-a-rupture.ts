import type { Prompt } from '../schema.ts'

/** For a person who holds the room when something just hurt. They open these themselves. */
export const facilitatingAfterARupture: readonly Prompt[] = [
  {
    id: 'rupture-steady-first',
    category: 'facilitating_after_a_rupture',
    moment: 'rupture',
    trigger: 'manual',
    audience: 'facilitator',
    depth: 2,
    shareSafe: false,
    text: {
      en: 'Before you say anything: what helps you to be steady for a minute?',
      es: 'Antes de decir nada: ¿qué te ayuda a tener un minuto de calma?',
    },
    why: {
      en: 'A room borrows its calm from whoever holds it.',
      es: 'El grupo toma la calma de quien lo acompaña.',
    },
    action: 'breathe',
  },
  {
    id: 'rupture-pause',
    category: 'facilitating_after_a_rupture',
    moment: 'rupture',
    trigger: 'manual',
    audience: 'facilitator',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Shall we stop here for a moment, and breathe before anyone goes on?',
      es: '¿Paramos aquí un momento y respiramos antes de seguir?',
    },
    why: {
      en: 'Slowing down is the kindest first move, and takes no sides.',
      es: 'Ir más despacio es lo primero que cuida, y no toma partido.',
    },
    action: 'sayAloud',
  },
  {
    id: 'rupture-give-room',
    category: 'facilitating_after_a_rupture',
    moment: 'rupture',
    trigger: 'manual',
    audience: 'facilitator',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Something just now may have hurt. Could we give it room before the next item?',
      es: 'Quizá algo de ahora mismo dolió. ¿Le damos espacio antes del siguiente punto?',
    },
    why: {
      en: 'Said plainly and without names, it is no longer held by one person alone.',
      es: 'Dicho con sencillez y sin nombres, ya no lo lleva una sola persona.',
    },
    action: 'sayAloud',
  },
  {
    id: 'rupture-offer-choices',
    category: 'facilitating_after_a_rupture',
    moment: 'rupture',
    trigger: 'manual',
    audience: 'facilitator',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'What would help right now: a break, another item, or going on more slowly?',
      es: '¿Qué ayudaría ahora mismo: un descanso, otro punto, o seguir más despacio?',
    },
    why: {
      en: 'A choice gives back some say to people who just lost it.',
      es: 'Poder elegir devuelve algo de voz a quien acaba de perderla.',
    },
    action: 'sayAloud',
  },
  {
    id: 'rupture-nobody-explains',
    category: 'facilitating_after_a_rupture',
    moment: 'rupture',
    trigger: 'manual',
    audience: 'facilitator',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Could we leave it to each person whether they speak about it, and when?',
      es: '¿Dejamos que cada persona decida si quiere decir algo, y cuándo?',
    },
    why: {
      en: 'Nobody who was hurt is asked to teach the room.',
      es: 'A quien le dolió no se le pide que dé lecciones al grupo.',
    },
    action: 'sayAloud',
  },
  {
    id: 'rupture-who-asks-later',
    category: 'facilitating_after_a_rupture',
    moment: 'rupture',
    trigger: 'manual',
    audience: 'facilitator',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Who could ask tomorrow, after some sleep, how people are?',
      es: '¿Quién podría preguntar mañana, después de dormir, cómo está la gente?',
    },
    why: {
      en: 'Care that has a name and a day does not get lost.',
      es: 'El cuidado que tiene nombre y día no se pierde.',
    },
    action: 'sayAloud',
  },
]
