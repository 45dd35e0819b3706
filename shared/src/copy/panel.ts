import type { RefusalCode } from '../result.ts'
import { both } from './copy.ts'

/*
 * The side panel's own sentences that stand in no one tab. Each tab has a file beside this one. What the panel shares with Slack (concerns,
 * the back burner, repairs, digests) stands in those features' copy.
 */
export const panelCopy = both({
  en: {
    name: 'Tend',
    tabs: { label: 'Rooms of Tend', now: 'Now', circle: 'Circle', mine: 'Mine', settings: 'Settings' },
    cancel: 'Not now',
    save: 'Save',
    saved: 'Saved.',
    done: 'Done.',
    optional: 'may stay empty',
    draftKept: 'Closing the panel loses nothing you wrote; it is kept here until you close the browser.',
    draftUnkept:
      'This device has no room left to keep what you write: it is here only until you close the panel. Send it, or keep it elsewhere.',

    didNotOpen: {
      title: 'Tend did not open.',
      kept: 'Its part in the background did not answer. What you wrote is still kept on this device. If this stays, restart the browser.',
    },

    hidden: {
      sharing: 'Your screen is being shared, so Tend is empty here.',
      presenting: 'You are presenting, so Tend is empty here.',
      kept: 'What you were writing is kept. Everything comes back when it ends.',
      presentingOff: 'I have stopped presenting',
      hide: 'Hide',
      hideLong: 'Hide everything of Tend at once',
      byHand: 'Tend is empty because you hid it.',
      keptByHand: 'What you were writing is kept.',
      show: 'Show it again',
    },

    waiting: {
      circle: 'Asking the server for your circle …',
      mine: 'Asking the server for what is yours …',
      settings: 'Asking the server for the settings …',
      sending: 'Sending …',
      pairing: 'Pairing this device …',
    },

    reach: {
      away: (server: string) => `No answer from ${server}. You can go on: what you write waits on this device and is sent later.`,
      stale: 'This is what was here when the server last answered.',
      nothingYet: 'Nothing can be shown until the server answers. Nothing is lost.',
      again: 'Try again',
      unknownDevice: (server: string) =>
        `${server} answers, but does not know this device any more. Pair it again below; what waits here is kept.`,
      revoked: (server: string) => `This device was revoked on ${server}. Everything Tend kept here is deleted, notes and drafts too.`,
      revokedNext: 'With a new code from a device of yours, or from /tend connect in Slack, you can pair it again.',
    },

    why: {
      away: 'The server did not answer. Nothing is lost: what you wrote is still here. Try again in a moment.',
      failed:
        'The server stumbled over this, and nothing was changed that we know of. What you wrote is still here. Try again in a moment.',
      busy: 'The server asks for a little patience. What you wrote is still here. Try again in a minute.',
      unpaired: 'This device is not paired with a server.',
      unknown_device: 'The server does not know this device any more. Pair it again; what you wrote is kept.',
      revoked: 'This device was revoked.',
      other: 'That did not work, and nothing was changed. What you wrote is still here.',
    },
    refusals: {
      invalid: 'Something here needs another look. What you wrote is still here.',
      not_found: 'There is nothing here any more, or it is not for you to change.',
      not_ready: 'The circle is not ready for this yet. What you wrote is still here.',
      not_now: 'This cannot be done just now. Nothing is lost.',
      nobody_left: 'Nobody is left to receive it. What you wrote is still here.',
      audience_changed: 'Who would receive this has changed since you looked it over. Nothing was sent.',
      not_a_steward: 'This person is not a steward here.',
      already_done: 'This was already done.',
      expired: 'Its time has passed.',
      withdrawn: 'This was withdrawn.',
      taken: 'This was sent before with other words. Look it over once more.',
      not_through_slack: 'Your circle keeps such words out of Slack. Open Tend in your browser.',
    } satisfies Record<RefusalCode, string>,

    outbox: {
      title: 'Waiting for the server',
      explain: 'Kept on this device and sent when the server answers. Delete what you no longer want to send.',
      saved: 'Kept on this device. It is sent when the server answers.',
      sendNow: 'Try to send now',
      delete: 'Delete',
      deleteNamed: (what: string) => `Delete: ${what}`,
      refused: 'The server did not take this:',
      failed: 'The server fails each time it tries this. It stays here and is tried again each hour; what came after it is sent.',
      againNamed: (what: string) => `Try again: ${what}`,
      ofAnother: (server: string) =>
        `Something waits here from another pairing, with ${server}. It is shown and sent only once that pairing is back.`,
      deleteOfAnother: 'It was not sent, and whoever wrote it cannot get it back.',
      marker: 'waiting for the server',
      what: {
        park: 'To put on the back burner',
        echo: 'To say that it touches you',
        tend: 'To tend to',
        postpone: 'To postpone',
        pickUp: 'To pick up',
        setDown: 'To set down',
        hide: 'To hide',
        restore: 'To show again',
        openRepair: 'To open as a repair',
        draft: 'An acknowledgement you drafted',
        join: 'To join an acknowledgement',
        share: 'To share an acknowledgement',
        make: 'To say that an acknowledgement was made',
        withdraw: 'To withdraw a concern. Until it is sent, it is not withdrawn',
        deleteConcern: 'To delete a concern. Until it is sent, it is not deleted',
        hear: 'To say that you have heard something',
        stepBack: 'To step back from something',
        other: 'A change',
      },
    },

    pairing: {
      title: 'Pair this device with your group’s server',
      why: 'In calls Tend works without a server. With one, your circle’s back burner, repairs and concerns are here too.',
      server: 'Address of the server',
      serverHint: 'The address of the page where you got the code. On this computer it is usually http://127.0.0.1:8787.',
      code: 'Pairing code',
      codeHint:
        'Eight letters and digits, such as K7QM-2XHA: from the server’s page, from /tend connect in Slack, or from another device of yours.',
      displayName: 'Your name, as your group knows you',
      displayNameHint: 'Needed if you are the first person here. Otherwise your group knows your name already and this stays empty.',
      submit: 'Pair this device',
      sees: 'Until you press the button, Tend asks no server for anything. After that it talks with this one only.',
      problem: {
        not_an_address: 'This is not an address. It looks like http://127.0.0.1:8787 or https://tend.example.org.',
        needs_https: 'An address of another computer begins with https://, so that nobody on the way can read what you write.',
        away: (server: string) =>
          `No Tend server answered at ${server}. Is the address right, and is the server running? What you typed is still here.`,
        busy: 'Too many tries just now. Wait a minute, then try again; the code is still good if its time has not passed.',
        code: 'The server does not know this code. Look at it again; each code works once.',
        code_shape: 'A pairing code has eight letters and digits, such as K7QM-2XHA.',
        expired: 'The time of this code has passed. Get a new one where you got this one.',
        name: 'You are the first person here, so your group needs a name for you. Write it above.',
        other: 'The server did not take this. Look over what you typed and try again.',
      },
    },
  },
  es: {
    name: 'Tend',
    tabs: { label: 'Lugares de Tend', now: 'Ahora', circle: 'Círculo', mine: 'Lo mío', settings: 'Ajustes' },
    cancel: 'Ahora no',
    save: 'Guardar',
    saved: 'Guardado.',
    done: 'Hecho.',
    optional: 'puede quedar vacío',
    draftKept: 'Si cierras el panel no se pierde nada de lo que escribiste; sigue aquí hasta que cierres el navegador.',
    draftUnkept:
      'En este dispositivo no queda sitio para guardar lo que escribes: está aquí solo hasta que cierres el panel. Envíalo o guárdalo en otro lugar.',

    didNotOpen: {
      title: 'Tend no se abrió.',
      kept: 'Su parte en segundo plano no respondió. Lo que escribiste sigue en este dispositivo. Si no cambia, reinicia el navegador.',
    },

    hidden: {
      sharing: 'Se está compartiendo tu pantalla, así que Tend está vacío.',
      presenting: 'Estás presentando, así que Tend está vacío.',
      kept: 'Lo que escribías se conserva. Todo vuelve cuando termine.',
      presentingOff: 'He dejado de presentar',
      hide: 'Ocultar',
      hideLong: 'Ocultar al instante todo lo de Tend',
      byHand: 'Tend está vacío porque lo ocultaste.',
      keptByHand: 'Lo que escribías se conserva.',
      show: 'Mostrarlo otra vez',
    },

    waiting: {
      circle: 'Preguntando al servidor por tu círculo …',
      mine: 'Preguntando al servidor por lo tuyo …',
      settings: 'Preguntando al servidor por los ajustes …',
      sending: 'Enviando …',
      pairing: 'Vinculando este dispositivo …',
    },

    reach: {
      away: (server: string) => `${server} no responde. Puedes seguir: lo que escribas espera en este dispositivo y se envía más tarde.`,
      stale: 'Esto es lo que había cuando el servidor respondió por última vez.',
      nothingYet: 'No se puede mostrar nada hasta que responda el servidor. No se ha perdido nada.',
      again: 'Probar otra vez',
      unknownDevice: (server: string) =>
        `${server} responde, pero ya no conoce este dispositivo. Vincúlalo otra vez aquí abajo; lo que espera aquí se conserva.`,
      revoked: (server: string) =>
        `Este dispositivo se desvinculó en ${server}. Se ha borrado todo lo que Tend guardaba aquí, también notas y borradores.`,
      revokedNext: 'Con un código nuevo, desde otro dispositivo tuyo o con /tend connect en Slack, puedes vincularlo otra vez.',
    },

    why: {
      away: 'El servidor no respondió. No se ha perdido nada: lo que escribiste sigue aquí. Prueba otra vez en un momento.',
      failed: 'El servidor tropezó con esto, y que sepamos nada ha cambiado. Lo que escribiste sigue aquí. Prueba otra vez en un momento.',
      busy: 'El servidor pide un poco de paciencia. Lo que escribiste sigue aquí. Prueba otra vez en un minuto.',
      unpaired: 'Este dispositivo no está vinculado a ningún servidor.',
      unknown_device: 'El servidor ya no conoce este dispositivo. Vincúlalo otra vez; lo que escribiste se conserva.',
      revoked: 'Este dispositivo se desvinculó.',
      other: 'No ha funcionado, y nada ha cambiado. Lo que escribiste sigue aquí.',
    },
    refusals: {
      invalid: 'Algo de aquí necesita otra mirada. Lo que escribiste sigue aquí.',
      not_found: 'Aquí ya no hay nada, o no te corresponde cambiarlo.',
      not_ready: 'El círculo aún no está listo para esto. Lo que escribiste sigue aquí.',
      not_now: 'Esto no se puede hacer ahora mismo. No se ha perdido nada.',
      nobody_left: 'No queda nadie que lo reciba. Lo que escribiste sigue aquí.',
      audience_changed: 'Quién lo recibiría cambió desde que lo repasaste. No se envió nada.',
      not_a_steward: 'Esta persona no es persona de cuidados aquí.',
      already_done: 'Esto ya estaba hecho.',
      expired: 'Su tiempo ya pasó.',
      withdrawn: 'Esto se ha retirado.',
      taken: 'Esto ya se envió antes con otras palabras. Repásalo una vez más.',
      not_through_slack: 'Tu círculo no deja pasar estas palabras por Slack. Abre Tend en tu navegador.',
    },

    outbox: {
      title: 'Esperando al servidor',
      explain: 'Se guarda en este dispositivo y se envía cuando el servidor responda. Borra lo que ya no quieras enviar.',
      saved: 'Guardado en este dispositivo. Se envía cuando el servidor responda.',
      sendNow: 'Intentar enviar ahora',
      delete: 'Borrar',
      deleteNamed: (what: string) => `Borrar: ${what}`,
      refused: 'El servidor no lo ha aceptado:',
      failed: 'Al servidor le falla cada vez que lo intenta. Sigue aquí y se prueba de nuevo cada hora; lo que vino después se envía.',
      againNamed: (what: string) => `Probar otra vez: ${what}`,
      ofAnother: (server: string) =>
        `Aquí espera algo de otra vinculación, con ${server}. Solo se muestra y se envía cuando esa vinculación vuelva.`,
      deleteOfAnother: 'No se envió, y quien lo escribió no podrá recuperarlo.',
      marker: 'esperando al servidor',
      what: {
        park: 'Para dejar a fuego lento',
        echo: 'Para decir que te toca',
        tend: 'Para cuidar',
        postpone: 'Para dejar más adelante',
        pickUp: 'Para retomar',
        setDown: 'Para soltar',
        hide: 'Para ocultar',
        restore: 'Para mostrar otra vez',
        openRepair: 'Para abrir como reparación',
        draft: 'Un reconocimiento que redactaste',
        join: 'Para sumarte a un reconocimiento',
        share: 'Para compartir un reconocimiento',
        make: 'Para decir que se hizo un reconocimiento',
        withdraw: 'Para retirar una inquietud. Hasta que se envíe, no está retirada',
        deleteConcern: 'Para borrar una inquietud. Hasta que se envíe, no está borrada',
        hear: 'Para decir que has escuchado algo',
        stepBack: 'Para hacerte a un lado en algo',
        other: 'Un cambio',
      },
    },

    pairing: {
      title: 'Vincula este dispositivo con el servidor de tu grupo',
      why: 'En las llamadas Tend funciona sin servidor. Con uno, también están aquí lo que tu círculo tiene a fuego lento, las reparaciones y las inquietudes.',
      server: 'Dirección del servidor',
      serverHint: 'La dirección de la página donde te dieron el código. En este ordenador suele ser http://127.0.0.1:8787.',
      code: 'Código de vinculación',
      codeHint: 'Ocho letras y cifras, como K7QM-2XHA: de la página del servidor, de /tend connect en Slack o de otro dispositivo tuyo.',
      displayName: 'Tu nombre, como te conoce tu grupo',
      displayNameHint: 'Hace falta si eres la primera persona aquí. Si no, tu grupo ya conoce tu nombre y esto queda vacío.',
      submit: 'Vincular este dispositivo',
      sees: 'Hasta que pulses el botón, Tend no pregunta nada a ningún servidor. Después habla solo con este.',
      problem: {
        not_an_address: 'Esto no es una dirección. Se parece a http://127.0.0.1:8787 o https://tend.example.org.',
        needs_https: 'La dirección de otro ordenador empieza por https://, para que nadie pueda leer por el camino lo que escribes.',
        away: (server: string) =>
          `Ningún servidor de Tend respondió en ${server}. ¿Es esa la dirección, y está en marcha? Lo que escribiste sigue aquí.`,
        busy: 'Demasiados intentos por ahora. Espera un minuto y prueba otra vez; el código sigue valiendo si no ha pasado su tiempo.',
        code: 'El servidor no conoce este código. Míralo otra vez; cada código vale una sola vez.',
        code_shape: 'Un código de vinculación tiene ocho letras y cifras, como K7QM-2XHA.',
        expired: 'El tiempo de este código ya pasó. Pide uno nuevo donde te dieron este.',
        name: 'Eres la primera persona aquí, así que tu grupo necesita un nombre para ti. Escríbelo arriba.',
        other: 'El servidor no lo ha aceptado. Repasa lo que escribiste y prueba otra vez.',
      },
    },
  },
})
