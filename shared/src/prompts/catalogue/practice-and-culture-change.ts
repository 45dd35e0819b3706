import type { Prompt } from '../schema.ts'

/** Acknowledgement leads to doing things another way: small changes, tried and looked at again, and what old hurt does to the work. */
export const practiceAndCultureChange: readonly Prompt[] = [
  {
    id: 'practice-small-thing',
    category: 'practice_and_culture_change',
    moment: 'closing',
    trigger: 'clock',
    audience: 'facilitator',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What is one small thing we would like to do differently next time?',
      es: '¿Qué cosa pequeña nos gustaría hacer de otra manera la próxima vez?',
    },
    why: {
      en: 'A culture changes by small things that are tried and looked at again.',
      es: 'Una cultura cambia con cosas pequeñas que se prueban y se vuelven a mirar.',
    },
    action: 'sayAloud',
  },
  {
    id: 'practice-look-again',
    category: 'practice_and_culture_change',
    moment: 'opening',
    trigger: 'circleItem',
    audience: 'facilitator',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'We said we would look at this change again. How is it going so far?',
      es: 'Dijimos que volveríamos a mirar este cambio. ¿Cómo va hasta ahora?',
    },
    why: {
      en: 'A change stays when people come back to it with kindness.',
      es: 'Un cambio se queda cuando se vuelve a él con amabilidad.',
    },
    action: 'sayAloud',
  },
  {
    id: 'practice-work-and-hurt',
    category: 'practice_and_culture_change',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Where does something that hurt still slow our work, and what would ease it?',
      es: '¿Dónde sigue frenando nuestro trabajo algo que dolió, y qué lo aliviaría?',
    },
    why: {
      en: 'Repair is part of the work: it frees what people hold back.',
      es: 'Reparar es parte del trabajo: libera lo que la gente se guarda.',
    },
    action: 'putOnBackBurner',
  },
  {
    id: 'practice-habit',
    category: 'practice_and_culture_change',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Which habit of ours makes hours like this harder, and whom does it serve?',
      es: '¿Qué hábito nuestro hace más difíciles ratos así, y a quién le sirve?',
    },
    why: {
      en: 'Some habits keep power where it is without anyone choosing it.',
      es: 'Algunos hábitos dejan el poder donde está sin que nadie lo elija.',
    },
    action: 'noteForMe',
  },
  {
    id: 'practice-already',
    category: 'practice_and_culture_change',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'What do we already do with more care than a year ago?',
      es: '¿Qué hacemos ya con más cuidado que hace un año?',
    },
    why: {
      en: 'A change that is seen is more likely to last.',
      es: 'Un cambio que se ve tiene más vida por delante.',
    },
    action: 'noteForMe',
  },
]
