import type { Prompt } from '../schema.ts'

/** Who speaks, who decides, and who does the work that follows. */
export const airtimeAndPower: readonly Prompt[] = [
  {
    id: 'airtime-listen-first',
    category: 'airtime_and_power',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Whose thinking would you like to hear before you give yours?',
      es: '¿De quién te gustaría escuchar la idea antes de dar la tuya?',
    },
    why: {
      en: 'Whoever speaks first often decides what can be said after.',
      es: 'Quien habla primero suele decidir lo que se puede decir después.',
    },
    action: 'none',
  },
  {
    id: 'airtime-more-or-less',
    category: 'airtime_and_power',
    moment: 'opening',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Is today a day for you to say more, or to leave more room?',
      es: '¿Es hoy un día para decir más, o para dejar más espacio?',
    },
    why: {
      en: 'Both speaking up and stepping back are ways to share a room.',
      es: 'Tanto hablar como dar paso son maneras de compartir el espacio.',
    },
    action: 'none',
  },
  {
    id: 'airtime-not-yet-heard',
    category: 'airtime_and_power',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Whose voice is missing so far, and what would make it easy to come in?',
      es: '¿Qué voz falta por ahora, y qué le facilitaría entrar?',
    },
    why: {
      en: 'Quiet is sometimes rest and sometimes a door that did not open; only asking tells.',
      es: 'El silencio a veces es descanso y a veces una puerta que no se abrió; solo preguntando se sabe.',
    },
    action: 'none',
  },
  {
    id: 'power-who-carries',
    category: 'airtime_and_power',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Who will carry the work that follows from this, and were they asked?',
      es: '¿Quién llevará el trabajo que sale de aquí, y se le ha preguntado?',
    },
    why: {
      en: 'Power often shows in who decides and who then does the work.',
      es: 'El poder suele verse en quién decide y quién hace luego el trabajo.',
    },
    action: 'noteForMe',
  },
  {
    id: 'airtime-round',
    category: 'airtime_and_power',
    moment: 'middle',
    trigger: 'clock',
    audience: 'facilitator',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Shall we go round once, so that each person can speak or pass?',
      es: '¿Hacemos una ronda, para que cada persona pueda hablar o pasar?',
    },
    why: {
      en: 'A round hands out time evenly, and points at nobody.',
      es: 'Una ronda reparte el tiempo por igual, y no señala a nadie.',
    },
    action: 'sayAloud',
  },
  {
    id: 'airtime-after-sharing',
    category: 'airtime_and_power',
    moment: 'middle',
    trigger: 'sharingEnded',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'The sharing is over: who might like to come in, if there is a little pause?',
      es: 'Ya no se comparte pantalla: ¿quién podría querer entrar si dejamos una pausa?',
    },
    why: {
      en: 'After one long voice, the next to speak often sets the course.',
      es: 'Tras una sola voz larga, la siguiente suele marcar el rumbo.',
    },
    action: 'none',
  },
  {
    id: 'power-decided',
    category: 'airtime_and_power',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Who had a say in what was decided here, and who will only hear of it?',
      es: '¿Quién tuvo voz en lo que se decidió aquí, y quién solo se enterará?',
    },
    why: {
      en: 'Old habits of power hide in how things are decided.',
      es: 'Los viejos hábitos de poder se esconden en la forma de decidir.',
    },
    action: 'noteForMe',
  },
]
