import type { Prompt } from '../schema.ts'

/** With the circle-safe title of something that asks for attention. */
export const circle: readonly Prompt[] = [
  {
    id: 'burner-asking',
    category: 'back_burner_and_power',
    moment: 'opening',
    trigger: 'circleItem',
    audience: 'facilitator',
    depth: 1,
    shareSafe: true,
    text: {
      en: 'This asks for attention in your circle. Could it have ten minutes today?',
      es: 'Esto pide atención en tu círculo. ¿Podría tener diez minutos hoy?',
    },
    why: {
      en: 'Your circle put it aside, and its time has come round by the clock.',
      es: 'Tu círculo lo dejó a fuego lento, y el reloj dice que le toca.',
    },
    action: 'sayAloud',
  },
]
