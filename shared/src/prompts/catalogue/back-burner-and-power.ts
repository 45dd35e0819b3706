import type { Prompt } from '../schema.ts'

/** What was put aside, by whom, and whose matters wait the longest. */
export const backBurnerAndPower: readonly Prompt[] = [
  {
    id: 'burner-asking',
    category: 'back_burner_and_power',
    moment: 'opening',
    trigger: 'circleItem',
    audience: 'facilitator',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'This asks for attention in our circle. Could it have ten minutes today?',
      es: 'Esto pide atención en nuestro círculo. ¿Podría tener diez minutos hoy?',
    },
    why: {
      en: 'Your circle put it aside, and its time has come round by the clock.',
      es: 'Tu círculo lo dejó a fuego lento, y el reloj dice que le toca.',
    },
    action: 'sayAloud',
  },
  {
    id: 'burner-loose-end',
    category: 'back_burner_and_power',
    moment: 'closing',
    trigger: 'clock',
    audience: 'self',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'Did something come up that there was no room for, and that wants a place?',
      es: '¿Salió algo para lo que no hubo espacio y que pide un lugar?',
    },
    why: {
      en: 'What is put aside with a date comes back; what is only put aside grows.',
      es: 'Lo que se aparta con fecha vuelve; lo que solo se aparta, crece.',
    },
    action: 'putOnBackBurner',
  },
  {
    id: 'burner-whose-matters',
    category: 'back_burner_and_power',
    moment: 'middle',
    trigger: 'clock',
    audience: 'self',
    depth: 2,
    shareSafe: true,
    text: {
      en: 'Whose matters keep being put off here, and whose are heard at once?',
      es: '¿Los temas de quién se aplazan aquí, y los de quién se escuchan enseguida?',
    },
    why: {
      en: 'What waits longest often belongs to those with the least say.',
      es: 'Lo que más espera suele ser de quien menos voz tiene.',
    },
    action: 'putOnBackBurner',
  },
]
