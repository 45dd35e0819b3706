import { both } from './copy.ts'

/** The tab Mine has notes and moments, and says where a concern is raised. */
export const panelMineCopy = both({
  en: {
    notes: 'Notes and moments from calls',
    notesSees: 'On this device only. Nobody else can see them, and no server has them.',
    notesEmpty: 'A note you keep in a call, or a moment that landed hard, is here afterwards, for you alone.',
    begun: 'A note you began',
    moment: 'A moment that landed hard',
    hurtOther: 'A moment: I may have hurt someone',
    delete: 'Delete',
    deleteNamed: (what: string) => `Delete: ${what}`,
    deleteConfirm: 'It is gone from this device for good.',
    begunHint: 'It goes when the browser closes, unless you keep it.',
    deleteAll: 'Delete all notes and moments',
    deleteAllConfirm: 'They are gone from this device for good.',
    notesOfAnother: (server: string) =>
      `Notes from another pairing, with ${server}, are kept on this device. They are shown only once that pairing is back.`,
    deleteOfAnother: 'They are gone for good, and whoever wrote them cannot get them back.',
    raiseInSlack: 'To raise a concern, use “Raise a private concern” among the shortcuts in Slack.',
    closeReading: 'Close',
  },
  es: {
    notes: 'Notas y momentos de las llamadas',
    notesSees: 'Solo en este dispositivo. Nadie más puede verlos, y ningún servidor los tiene.',
    notesEmpty: 'La nota que guardes en una llamada, o un momento que te dolió, queda aquí después, solo para ti.',
    begun: 'Una nota que empezaste',
    moment: 'Un momento que me dolió',
    hurtOther: 'Un momento: quizá hice daño a alguien',
    delete: 'Borrar',
    deleteNamed: (what: string) => `Borrar: ${what}`,
    deleteConfirm: 'Se borra de este dispositivo para siempre.',
    begunHint: 'Se pierde al cerrar el navegador, si no lo guardas.',
    deleteAll: 'Borrar todas las notas y momentos',
    deleteAllConfirm: 'Se borran de este dispositivo para siempre.',
    notesOfAnother: (server: string) =>
      `En este dispositivo hay notas de otra vinculación, con ${server}. Solo se muestran cuando esa vinculación vuelva.`,
    deleteOfAnother: 'Se borran para siempre, y quien las escribió no podrá recuperarlas.',
    raiseInSlack: 'Para compartir una inquietud, usa «Compartir en privado» entre los atajos de Slack.',
    closeReading: 'Cerrar',
  },
})
