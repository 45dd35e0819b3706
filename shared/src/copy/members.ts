import { both } from './copy.ts'

/** What Tend calls things of a group before the group names them itself. */
export const membersCopy = both({
  en: { firstCircle: 'Our circle' },
  es: { firstCircle: 'Nuestro círculo' },
})
