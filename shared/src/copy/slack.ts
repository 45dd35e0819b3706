import { both, plural } from './copy.ts'

/*
 * What only Slack shows: the menu, the Home, connecting, and sentences for when something cannot be done there.
 * Titles, submits and closes stay within Slack's 24 characters, buttons within 75.
 */
export const slackCopy = both({
  en: {
    appDescription: 'Notice hurt, rest, acknowledge, change how we do things',
    commandDescription: 'Open Tend: raise something privately, the back burner, connect your browser',
    shortcuts: {
      raise: { name: 'Raise a private concern', description: 'Only you see it until you choose who may' },
      park: { name: 'Put on back burner', description: 'Come back to this when there is time for it' },
      landed: { name: 'This landed hard', description: 'Begin something private, with nothing filled in' },
    },
    /** In both languages, as nobody's language is known yet. */
    moment: 'One moment. · Un momento.',
    close: 'Close',
    back: 'Back',
    old: 'This is from an older message or page. Nothing is lost: write /tend, or open Tend in your sidebar, and begin again from there.',
    troubles: {
      unreachable: 'Tend cannot be reached just now. Nothing you wrote is lost; try again in a moment.',
      internal: 'Something went wrong on our side. Nothing you wrote is lost; try again in a moment.',
      too_many: 'That is a lot at once. Nothing is lost; try again in a minute.',
      not_found: 'There is nothing here for you now.',
      not_now: 'This has changed in the meantime. Nothing is lost: open it again and look.',
      already_done: 'This was already done.',
      withdrawn: 'This was withdrawn. There is nothing to do.',
      expired: 'This was kept until its day and is deleted.',
      taken: 'This was sent before, in another form. Open it again and look it over.',
      invalid: 'Something here needs another look. Nothing you wrote is lost.',
      unauthorised: 'Slack is not connected to this circle yet. Ask whoever set Tend up.',
    },
    menu: {
      title: 'Tend',
      explain: 'What would you like to do? Only you see this.',
      raise: 'Raise a private concern',
      mine: 'My concerns',
      backburner: 'The back burner',
      acknowledge: 'Acknowledge something',
      connect: 'Connect your browser',
      channel: 'Choose the channel of the weekly digest',
    },
    connect: {
      title: 'Connect your browser',
      explain: 'Type this code into the Tend extension in your browser, where it asks for a pairing code.',
      code: (code: string) => `Your code: ${code}`,
      until: (minutes: number) =>
        `It works once, for ${plural('en', minutes, { one: '# minute', other: '# minutes' })}. Only you see it; do not send it to anybody.`,
      address: (address: string) => `The address it asks for: ${address}`,
      removal: 'A paired browser acts as you in Tend. You can unpair it at any time in its settings.',
    },
    channel: {
      title: 'The weekly digest',
      explain: 'Once a week Tend posts what the circle is tending, in circle-safe words. It never reads what is written in the channel.',
      question: 'In which channel?',
      hint: 'Channels shared with people outside your workspace cannot be chosen.',
      save: 'Use this channel',
      saved: (handle: string) => `The digest goes to the channel you chose. Now add Tend to it: write /invite ${handle} there, once.`,
      onlyFacilitators: 'Only a facilitator of this circle can choose its channel.',
    },
    draft: {
      title: 'A private concern',
    },
    draftGone:
      'This form is not kept here any more: it was sent, deleted or gone on with elsewhere, or a day has passed. Look in My concerns.',
    keepForMe: 'Keep it for me instead',
    mine: {
      show: 'Show it to me',
      older: 'Earlier ones',
      newer: 'Later ones',
      replies: 'Written since',
      writtenBack: 'Somebody wrote back to you.',
      asksForAYes: 'Somebody asks whether some words may be brought to the circle.',
      given: 'Given to you as a steward',
      open: 'Open',
    },
    words: {
      neverThroughSlack: 'Your circle decided that such words never pass through Slack. Open Tend in your browser to go on.',
      standWhole:
        'What you wrote stands here whole; it is longer than Slack can put back into the field below. It stays as it is while the field is empty. What you write there takes its place.',
    },
    backburner: {
      parkedFrom: 'A link to the message you came from. Only you see it; you can remove it.',
      more: 'More',
      next: 'Show more',
    },
    repair: {
      which: 'What is it about?',
      none: 'Nothing is being tended in your circle yet, so there is nothing to acknowledge here. It can begin from the back burner.',
      notNow:
        'This cannot be acknowledged from here any more: it was set down, or is not in your circle. Write /tend to see what is tended now.',
      joinList: 'Already begun for the circle',
    },
    noFacilitator:
      'Nobody facilitates this circle, so for now you can keep something only for you. Whoever pairs a browser on Tend’s own page comes to facilitate it: open that page on the computer Tend runs on (its terminal shows the address), pair the extension there, then add your Slack account in the extension’s settings.',
    home: {
      welcome: 'Tend helps your circle notice hurt, rest, acknowledge what happened, and change how it does things.',
      onlyYou: 'This page is yours. The owners of this Slack could see it too, so it holds nothing of what anybody wrote in private.',
      asking: (count: number) =>
        count === 0
          ? 'Nothing on the back burner asks for attention.'
          : count === 1
            ? 'One thing on the back burner asks for attention:'
            : `${capital(few('en', count))} things on the back burner ask for attention:`,
      tending: (count: number) =>
        count === 0
          ? 'Nothing is being tended at the moment.'
          : count === 1
            ? 'One thing is being tended:'
            : `${capital(few('en', count))} things are being tended:`,
      more: 'There is more in the list.',
      unreachable: 'Tend cannot be reached just now. Open this page again in a moment.',
      cannotRead: 'This app cannot read your messages.',
    },
  },
  es: {
    appDescription: 'Notar el daño, descansar, reconocer, cambiar cómo hacemos las cosas',
    commandDescription: 'Abrir Tend: compartir algo en privado, lo que está a fuego lento, conectar tu navegador',
    shortcuts: {
      raise: { name: 'Compartir en privado', description: 'Solo lo ves tú hasta que elijas quién más' },
      park: { name: 'Poner a fuego lento', description: 'Volver a esto cuando haya tiempo' },
      landed: { name: 'Esto me dolió', description: 'Empezar algo en privado, sin nada escrito' },
    },
    moment: 'One moment. · Un momento.',
    close: 'Cerrar',
    back: 'Volver',
    old: 'Esto viene de un mensaje o una página anterior. No se pierde nada: escribe /tend, o abre Tend en la barra lateral, y empieza de nuevo desde ahí.',
    troubles: {
      unreachable: 'Ahora mismo no se puede llegar a Tend. No se pierde nada de lo que escribiste; prueba otra vez en un momento.',
      internal: 'Algo falló por nuestra parte. No se pierde nada de lo que escribiste; prueba otra vez en un momento.',
      too_many: 'Es mucho de una vez. No se pierde nada; prueba otra vez en un minuto.',
      not_found: 'Aquí no hay nada para ti ahora.',
      not_now: 'Esto cambió mientras tanto. No se pierde nada: ábrelo otra vez y mira.',
      already_done: 'Esto ya estaba hecho.',
      withdrawn: 'Esto se retiró. No hay nada que hacer.',
      expired: 'Esto se guardó hasta su día y está borrado.',
      taken: 'Esto ya se envió antes, de otra forma. Ábrelo otra vez y repásalo.',
      invalid: 'Hay algo aquí que conviene mirar otra vez. No se pierde nada de lo que escribiste.',
      unauthorised: 'Slack todavía no está conectado con este círculo. Pregunta a quien puso Tend en marcha.',
    },
    menu: {
      title: 'Tend',
      explain: '¿Qué te gustaría hacer? Esto solo lo ves tú.',
      raise: 'Compartir algo en privado',
      mine: 'Mis inquietudes',
      backburner: 'A fuego lento',
      acknowledge: 'Reconocer algo',
      connect: 'Conectar tu navegador',
      channel: 'Elegir el canal del resumen semanal',
    },
    connect: {
      title: 'Conectar tu navegador',
      explain: 'Escribe este código en la extensión de Tend de tu navegador, donde pide un código.',
      code: (code: string) => `Tu código: ${code}`,
      until: (minutes: number) =>
        `Funciona una sola vez, durante ${plural('es', minutes, { one: '# minuto', other: '# minutos' })}. Solo lo ves tú; no lo envíes a nadie.`,
      address: (address: string) => `La dirección que pide: ${address}`,
      removal: 'Un navegador conectado actúa por ti en Tend. Puedes desconectarlo cuando quieras en sus ajustes.',
    },
    channel: {
      title: 'El resumen semanal',
      explain:
        'Una vez por semana Tend publica lo que el círculo está cuidando, con palabras que todo el círculo puede leer. Nunca lee lo que se escribe en el canal.',
      question: '¿En qué canal?',
      hint: 'No se pueden elegir canales compartidos con gente de fuera.',
      save: 'Usar este canal',
      saved: (handle: string) => `El resumen irá al canal que elegiste. Ahora añade Tend: escribe allí /invite ${handle}, una vez.`,
      onlyFacilitators: 'Solo quien facilita este círculo puede elegir su canal.',
    },
    draft: {
      title: 'Una inquietud, a solas',
    },
    draftGone: 'Este formulario ya no se guarda aquí: se envió, se borró o siguió en otro lugar, o pasó un día. Mira en Mis inquietudes.',
    keepForMe: 'Mejor guardarlo solo para mí',
    mine: {
      show: 'Mostrármelo',
      older: 'Anteriores',
      newer: 'Posteriores',
      replies: 'Escrito después',
      writtenBack: 'Alguien te contestó.',
      asksForAYes: 'Alguien pregunta si puede llevar unas palabras al círculo.',
      given: 'Entregado a ti como persona de cuidados',
      open: 'Abrir',
    },
    words: {
      neverThroughSlack: 'Tu círculo decidió que estas palabras nunca pasen por Slack. Abre Tend en tu navegador para seguir.',
      standWhole:
        'Lo que escribiste está aquí entero; es más largo de lo que Slack puede devolver al campo de abajo. Queda como está mientras el campo esté vacío. Lo que escribas ahí ocupa su lugar.',
    },
    backburner: {
      parkedFrom: 'Un enlace al mensaje del que vienes. Solo lo ves tú; puedes quitarlo.',
      more: 'Más',
      next: 'Mostrar más',
    },
    repair: {
      which: '¿De qué se trata?',
      none: 'Todavía no se está cuidando nada en tu círculo, así que aquí no hay nada que reconocer. Puede empezar desde lo que está a fuego lento.',
      notNow:
        'Esto ya no se puede reconocer desde aquí: se dejó a un lado, o no está en tu círculo. Escribe /tend para ver lo que se está cuidando.',
      joinList: 'Ya empezado por el círculo',
    },
    noFacilitator:
      'Nadie facilita este círculo, así que por ahora puedes guardar algo solo para ti. Quien vincule un navegador en la página de Tend pasa a facilitarlo: abre esa página en el ordenador donde funciona Tend (su terminal muestra la dirección), vincula allí la extensión y añade después tu cuenta de Slack en los ajustes de la extensión.',
    home: {
      welcome: 'Tend ayuda a tu círculo a notar el daño, descansar, reconocer lo que pasó y cambiar cómo hace las cosas.',
      onlyYou:
        'Esta página es tuya. Quienes administran Slack también podrían verla, así que no contiene nada de lo que se escribe en privado.',
      asking: (count: number) =>
        count === 0
          ? 'Nada de lo que está a fuego lento pide atención.'
          : count === 1
            ? 'Una cosa a fuego lento pide atención:'
            : `${capital(few('es', count))} cosas a fuego lento piden atención:`,
      tending: (count: number) =>
        count === 0
          ? 'Ahora mismo no se está cuidando nada.'
          : count === 1
            ? 'Se está cuidando una cosa:'
            : `Se están cuidando ${few('es', count)} cosas:`,
      more: 'Hay más en la lista.',
      unreachable: 'Ahora mismo no se puede llegar a Tend. Abre esta página otra vez en un momento.',
      cannotRead: 'Esta aplicación no puede leer tus mensajes.',
    },
  },
})

const smallNumbers = {
  en: ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  es: ['ninguna', 'una', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez'],
}

/** A count as a word. Beyond ten it is not counted. */
function few(language: 'en' | 'es', count: number): string {
  return smallNumbers[language][count] ?? { en: 'more than ten', es: 'más de diez' }[language]
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
