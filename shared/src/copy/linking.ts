import { both } from './copy.ts'

/** Adding one's Slack account where one is paired, so that a person is one member by Slack and by a browser. */
export const linkingCopy = both({
  en: {
    title: 'Slack',
    why: 'If your circle uses Slack, add your account: then you are one person here, not two. Whoever leaves you out, or counts on you, means all of you.',
    open: 'Add your Slack account',
    how: 'In Slack, write /tend connect, and type the code here.',
    own: 'Only a code you asked for yourself: the Slack account it comes from acts as you from then on, and your circle sees the name it has there.',
    code: 'Code from Slack',
    submit: 'Add it',
    added: 'Your Slack account is added. Your circle sees your name as Slack has it.',
    problem: {
      invalid: 'A code has eight letters and digits, such as K7QM-2XHA.',
      not_found: 'This code is not known here, or not from Slack. Write /tend connect in Slack for a new one.',
      expired: 'This code does not work any more: codes last ten minutes and work once. Write /tend connect in Slack for a new one.',
      already_done:
        'A Slack account belongs to you here already, or this is your own code for another browser: write /tend connect in Slack for one from there.',
      not_now: 'You are a guest in that Slack workspace, and guests have no role in a circle. Hand over your roles first, then add it.',
      taken:
        'You did something in Slack already, and it stays there. To be one person, go on as you are in Slack: ask a facilitator to give your roles to that name, remove everything from this device below, and pair it again with a code of /tend connect.',
    },
  },
  es: {
    title: 'Slack',
    why: 'Si tu círculo usa Slack, añade tu cuenta: así eres una sola persona aquí, y no dos. Quien te deje fuera, o cuente contigo, se refiere a ti por entero.',
    open: 'Añadir tu cuenta de Slack',
    how: 'En Slack, escribe /tend connect y pon aquí el código.',
    own: 'Solo un código que hayas pedido tú: la cuenta de Slack de la que viene actúa en tu nombre desde entonces, y tu círculo ve el nombre que tiene allí.',
    code: 'Código de Slack',
    submit: 'Añadirla',
    added: 'Tu cuenta de Slack está añadida. Tu círculo ve tu nombre como está en Slack.',
    problem: {
      invalid: 'Un código tiene ocho letras y cifras, como K7QM-2XHA.',
      not_found: 'Este código no se conoce aquí o no es de Slack. Escribe /tend connect en Slack para tener otro.',
      expired: 'Este código ya no vale: los códigos duran diez minutos y sirven una vez. Escribe /tend connect en Slack para tener otro.',
      already_done:
        'Ya tienes aquí una cuenta de Slack, o este es tu propio código para otro navegador: escribe /tend connect en Slack para tener uno de allí.',
      not_now:
        'Tu cuenta en ese espacio de Slack es de persona invitada, y con ella no se tienen funciones en un círculo. Pásalas primero y añádela después.',
      taken:
        'Ya hiciste algo en Slack, y allí se queda. Para ser una sola persona, sigue como estás en Slack: pide a quien facilita que dé tus funciones a ese nombre, quita todo de este dispositivo aquí abajo y vincúlalo de nuevo con un código de /tend connect.',
    },
  },
})
