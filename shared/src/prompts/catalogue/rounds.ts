import type { Prompt } from '../schema.ts'

type Said = Prompt['text']

/**
 * A question on which a group holds a reflection round, with three questions to go on with. `season`: the group looks back with it once a
 * season.
 */
export type RoundEntry = { kind: 'first' | 'season'; question: Prompt; followUps: readonly [Said, Said, Said] }

/** The centre of the library: the four questions on which a group can hold a reflection round, then the look-back on the season. */
export const rounds: readonly RoundEntry[] = [
  {
    kind: 'first',
    question: {
      id: 'round-one-person',
      category: 'rest_and_support',
      moment: 'between',
      trigger: 'manual',
      audience: 'group',
      depth: 2,
      shareSafe: true,
      text: {
        en: 'What does it take for a person to heal?',
        es: '¿Qué hace falta para que una persona sane?',
      },
      why: {
        en: 'What one person needs is seldom what the next one does; asking is where it starts.',
        es: 'Lo que necesita una persona pocas veces le sirve igual a otra; se empieza por preguntar.',
      },
      action: 'offerToRoom',
    },
    followUps: [
      {
        en: 'What has given you rest or relief in a hard time, and who made room for it?',
        es: '¿Qué te dio descanso o alivio en un tiempo difícil, y quién te hizo sitio?',
      },
      {
        en: 'What would we do for a broken leg that we leave undone for a hurt nobody sees?',
        es: '¿Qué haríamos por una pierna rota que no hacemos por una herida que no se ve?',
      },
      {
        en: 'How can somebody here ask for more time, and who does their work meanwhile?',
        es: '¿Cómo puede alguien pedir aquí más tiempo, y quién hace su trabajo mientras?',
      },
    ],
  },
  {
    kind: 'first',
    question: {
      id: 'round-whole-group',
      category: 'practice_and_culture_change',
      moment: 'between',
      trigger: 'manual',
      audience: 'group',
      depth: 2,
      shareSafe: true,
      text: {
        en: 'What does it look like when a whole group heals?',
        es: '¿Cómo se ve cuando sana un grupo entero?',
      },
      why: {
        en: 'A group can be hurt as a group, and mend in how it works.',
        es: 'Un grupo puede salir herido como grupo, y reparar en su manera de trabajar.',
      },
      action: 'offerToRoom',
    },
    followUps: [
      {
        en: 'What goes unspoken among us, and how does it touch the work we do?',
        es: '¿Qué se calla en el grupo, y cómo toca el trabajo que hacemos?',
      },
      {
        en: 'Which use of power would change first, and who would feel it?',
        es: '¿Qué uso del poder cambiaría primero, y quién lo sentiría?',
      },
      {
        en: 'What would a new person see and hear, if we were well with each other?',
        es: '¿Qué vería y oiría una persona nueva si nos tratáramos bien?',
      },
    ],
  },
  {
    kind: 'first',
    question: {
      id: 'round-outside',
      category: 'outside_supports',
      moment: 'between',
      trigger: 'manual',
      audience: 'group',
      depth: 2,
      shareSafe: true,
      text: {
        en: 'Which supports outside our group could we turn to?',
        es: '¿A qué apoyos de fuera de nuestro grupo podríamos acudir?',
      },
      why: {
        en: 'No group can hold all of it, and a list made on calm days is there on hard ones.',
        es: 'Ningún grupo lo sostiene todo, y una lista hecha con calma está a mano en días difíciles.',
      },
      action: 'offerToRoom',
    },
    followUps: [
      {
        en: 'Who among us knows somebody out there, and would go along the first time?',
        es: '¿Quién conoce a alguien fuera, y acompañaría la primera vez?',
      },
      {
        en: 'For which languages, bodies and wallets do they work, and whom do they leave out?',
        es: '¿Para qué lenguas, cuerpos y bolsillos sirven, y a quién dejan fuera?',
      },
      {
        en: 'What keeps people from going there, and what would make it lighter?',
        es: '¿Qué frena a la gente para ir, y qué lo haría más ligero?',
      },
    ],
  },
  {
    kind: 'first',
    question: {
      id: 'round-our-own',
      category: 'outside_supports',
      moment: 'between',
      trigger: 'manual',
      audience: 'group',
      depth: 2,
      shareSafe: true,
      text: {
        en: 'Could we make our own resources for this work, and what would they look like?',
        es: '¿Podríamos crear recursos propios para este trabajo, y cómo serían?',
      },
      why: {
        en: 'Some of what is missing can be made together, out of what is already there.',
        es: 'Parte de lo que falta se puede crear en común, con lo que ya hay.',
      },
      action: 'offerToRoom',
    },
    followUps: [
      {
        en: 'What do we have already: time, skills, money, rooms, people who listen well?',
        es: '¿Qué tenemos ya: tiempo, saberes, dinero, lugares, gente que escucha bien?',
      },
      {
        en: 'Who would look after it, and how would we look after them?',
        es: '¿Quién lo cuidaría, y cómo cuidaríamos a esa persona?',
      },
      {
        en: 'What is the smallest part of it we could have within a month?',
        es: '¿Cuál es la parte más pequeña que podríamos tener en un mes?',
      },
    ],
  },
  {
    kind: 'season',
    question: {
      id: 'round-season',
      category: 'back_burner_and_power',
      moment: 'between',
      trigger: 'manual',
      audience: 'group',
      depth: 2,
      shareSafe: true,
      text: {
        en: 'Which habits and powers keep coming back here, and what grew between us?',
        es: '¿Qué hábitos y poderes vuelven una y otra vez, y qué ha crecido en el grupo?',
      },
      why: {
        en: 'Once a season: what comes back asks for a change, and what grew asks for care.',
        es: 'Una vez por temporada: lo que vuelve pide un cambio, y lo que creció pide cuidado.',
      },
      action: 'offerToRoom',
    },
    followUps: [
      {
        en: 'Who pays for what keeps coming back, and who hardly feels it?',
        es: '¿Quién paga por lo que vuelve, y quién apenas lo nota?',
      },
      {
        en: 'When were we closest to each other, and what made it possible?',
        es: '¿Cuándo estuvimos más cerca, y qué lo hizo posible?',
      },
      {
        en: 'What did we put aside this season that now has its time?',
        es: '¿Qué dejamos a un lado esta temporada y tiene ahora su momento?',
      },
    ],
  },
]
