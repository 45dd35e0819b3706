import type { DeliveryTrouble } from '../deliveries/schema.ts'
import { both, dayInWords } from './copy.ts'

/* What goes out to people one by one, and what facilitators read when something may not have arrived. */
export const deliveriesCopy = both({
  en: {
    /** One text for every reason. A lock screen shows it too. */
    notice: 'There is something for you in Tend. It can wait until you have a quiet moment.',
    noticeOpen: 'Open',
    title: 'Digests that may not have arrived',
    empty: 'Every digest arrived.',
    digestOf: (day: string, today: string) => `The digest of ${dayInWords('en', day, today)}`,
    uncertain: 'Slack did not say whether it was posted. Look in the channel before posting it again.',
    givenUp: {
      channel_gone: 'It was not posted: the channel is archived or no longer there. Choose another in the settings of the circle.',
      not_in_channel: 'It was not posted: Tend is not in the channel. Invite it there, then post it again.',
      shared_outside: 'It was not posted: people outside your workspace are in this channel. Choose another in the settings of the circle.',
      not_installed: 'It was not posted: Slack no longer accepts Tend here. It needs to be added again.',
      no_channel: 'It was not posted: the circle has no channel. Choose one in the settings of the circle.',
      no_slack: 'It was not posted: whoever it is for does not use Slack.',
      too_late: 'It was not posted in time: Slack could not be reached for a day.',
      refused: 'It was not posted: Slack did not accept it.',
    } satisfies Record<DeliveryTrouble, string>,
    postAgain: 'Post it again',
    postAgainConfirm: 'Post this digest once more?',
    postedAgain: 'It is on its way.',
  },
  es: {
    notice: 'Hay algo para ti en Tend. Puede esperar a que tengas un momento tranquilo.',
    noticeOpen: 'Abrir',
    title: 'Resúmenes que quizá no llegaron',
    empty: 'Todos los resúmenes llegaron.',
    digestOf: (day: string, today: string) => `El resumen del ${dayInWords('es', day, today)}`,
    uncertain: 'Slack no dijo si se publicó. Mira el canal antes de publicarlo otra vez.',
    givenUp: {
      channel_gone: 'No se publicó: el canal está archivado o ya no existe. Elige otro en los ajustes del círculo.',
      not_in_channel: 'No se publicó: Tend no está en el canal. Invítalo y publícalo otra vez.',
      shared_outside: 'No se publicó: en este canal hay personas de fuera de tu espacio de trabajo. Elige otro en los ajustes del círculo.',
      not_installed: 'No se publicó: Slack ya no acepta a Tend aquí. Hay que añadirlo de nuevo.',
      no_channel: 'No se publicó: el círculo no tiene canal. Elige uno en los ajustes del círculo.',
      no_slack: 'No se publicó: la persona a quien va dirigido no usa Slack.',
      too_late: 'No se publicó a tiempo: no se pudo contactar con Slack durante un día.',
      refused: 'No se publicó: Slack no lo aceptó.',
    },
    postAgain: 'Publicarlo otra vez',
    postAgainConfirm: '¿Publicar este resumen una vez más?',
    postedAgain: 'Va en camino.',
  },
})
