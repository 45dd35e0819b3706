import type { Prompt } from '../schema.ts'

/** Hurt that nobody can see, in people and in how a group works; and what to do for a person who has gone quiet. */
export const noticingTheUnseen: readonly Prompt[] = [
  {
    id: 'unseen-absent',
    category: 'noticing_the_unseen',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Who is not in this room today, and will live with what it decides?',
      es: '¿Quién no está hoy aquí y vivirá con lo que se decida?',
    },
    why: {
      en: 'What a group does not see in itself often shows in who is absent.',
      es: 'Lo que un grupo no ve de sí mismo suele notarse en quién falta.',
    },
    action: 'noteForMe',
  },
  {
    id: 'unseen-unsaid',
    category: 'noticing_the_unseen',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Is there something this group keeps walking around?',
      es: '¿Hay algo que este grupo lleva tiempo rodeando?',
    },
    why: {
      en: 'What goes unspoken keeps working on a group until it has a place.',
      es: 'Lo que no se dice sigue pesando en el grupo hasta que tiene un lugar.',
    },
    action: 'putOnBackBurner',
  },
  {
    id: 'unseen-gone-quiet',
    category: 'noticing_the_unseen',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Has somebody gone quiet? You could write to them later, with no answer asked for.',
      es: '¿Se ha quedado alguien en silencio? Puedes escribirle luego, sin pedir respuesta.',
    },
    why: {
      en: 'A word later leaves a choice; a question before everyone does not.',
      es: 'Unas palabras más tarde dejan elegir; una pregunta delante de todo el mundo, no.',
    },
    action: 'none',
  },
  {
    id: 'unseen-carrying',
    category: 'noticing_the_unseen',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'When somebody is not quite themselves, what might they be carrying out of sight?',
      es: 'Cuando alguien no está como suele, ¿qué puede estar llevando por dentro?',
    },
    why: {
      en: 'Looking closely at how people act can let an unseen hurt be seen.',
      es: 'Mirar de cerca cómo actúa la gente puede dejar ver un daño que no se ve.',
    },
    action: 'none',
  },
  {
    id: 'unseen-small-kindness',
    category: 'noticing_the_unseen',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'If someone seemed far away today: what small kindness could you offer, no reason asked?',
      es: 'Si alguien parecía lejos hoy: ¿qué gesto amable podrías ofrecer, sin pedir razones?',
    },
    why: {
      en: 'Care that asks for no reasons can be taken or left.',
      es: 'El cuidado que no pide razones se puede tomar o dejar.',
    },
    action: 'none',
  },
  {
    id: 'unseen-in-our-work',
    category: 'noticing_the_unseen',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Is there an old hurt that shows in how we plan, answer or avoid each other?',
      es: '¿Hay un daño de antes que se nota en cómo planeamos, respondemos o nos evitamos?',
    },
    why: {
      en: 'Harm that nobody names slows the work, and people drift away.',
      es: 'El daño que nadie nombra frena el trabajo, y la gente se va alejando.',
    },
    action: 'putOnBackBurner',
  },
  {
    id: 'unseen-check-on',
    category: 'noticing_the_unseen',
    moment: 'after',
    trigger: 'afterCall',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Is there somebody you would like to ask, gently, how they are?',
      es: '¿Hay alguien a quien te gustaría preguntar, con tacto, cómo está?',
    },
    why: {
      en: 'Some injuries show only to someone who asks.',
      es: 'Algunas heridas solo las ve quien pregunta.',
    },
    action: 'none',
  },
]
