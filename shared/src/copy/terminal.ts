import type { Language } from '../schema.ts'
import { both } from './copy.ts'

/** What stands where a fact is filled in. Every fact is from the machine, and none is from a person. */
type Facts = Readonly<Record<string, string>>
const fact = (facts: Facts, name: string) => facts[name] ?? ''

/** What the terminal says while Tend starts, runs and ends. */
export const terminalCopy = both({
  en: {
    at: (address: string) => `Tend is at ${address}`,
    othersAt: (url: string) => `Others reach it at ${url}`,
    othersNeedName:
      'Other machines reach its port, but Tend answers them only under an address that it was told: start it with PUBLIC_URL=https://… set to what their browsers will show.',
    extension: (folder: string) =>
      `The extension lies in ${folder}\n  To load it: open chrome://extensions, switch on "Developer mode", choose "Load unpacked" and pick that folder. Then pair it on the page above.`,
    noExtension: 'The extension is not built yet: npm run build:extension builds it.',
    setupSecret: (secret: string) =>
      `Set-up secret, shown only this once: ${secret}\n  Whoever pairs from another machine types it on the page. Keep it somewhere safe.`,
    addSlack: (link: string) =>
      `To add Slack: make the app with this link, install it, then start again with SLACK_BOT_TOKEN and SLACK_APP_TOKEN set.\n  ${link}`,
    slackOn: 'Slack is connected.',
    slackLater: 'Slack cannot be reached now. Everything else runs; Slack is tried again by itself.',
    slackRefuses: 'Slack does not let us in any more. Everything else runs; Slack is tried again by itself. Check the SLACK_ settings.',
    slackRemoved:
      'Tend was removed from Slack. Everything else runs. To have it back: add the app again, and start Tend with its new token.',
    withoutSlack: 'Everything else runs without Slack, and Slack is tried again by itself.',
    coreUrl: (url: string) => `The Slack app speaks with the server at ${url}`,
    movedData: (folder: string) =>
      `The data lies in ${folder}, because the user that runs the database cannot reach the folder of this copy.`,
    recovering: 'The database was not ended in peace last time and sets itself right. Nothing is lost; this can take some minutes.',
    keyWasOpen: (file: string) =>
      `Others on this machine could read the key in ${file}. It is yours alone now; if somebody may have seen it, stop Tend and run npm run rotate.`,
    keyIsOpen: (file: string) =>
      `Others on this machine can read the key in ${file}, and Tend may not close it. Do so yourself (chmod 600), and if somebody may have seen it, stop Tend and run npm run rotate.`,
    toEnd: 'Ctrl-C ends Tend, its database too.',
    ending: 'Ending …',
    unexpected: 'Tend could not start, and we did not foresee why. The line above says where; please tell us.',
    problems: {
      bad_setting: (facts: Facts) => `The setting ${fact(facts, 'name')} does not have the form it needs. The README lists every setting.`,
      port_taken: (facts: Facts) =>
        `Port ${fact(facts, 'port')} on ${fact(facts, 'host')} is taken by another program. Stop it, or start Tend with another one: PORT=8788 npm start`,
      address_unusable: (facts: Facts) =>
        `Tend may not listen on ${fact(facts, 'host')}, port ${fact(facts, 'port')}: the address is not this machine's, or the port needs more rights. Set HOST and PORT.`,
      no_public_url: (facts: Facts) =>
        `With HOST=${fact(facts, 'host')} nobody could open Tend: it answers only under an address that it was told. Set PUBLIC_URL=https://… as well, to what browsers will show, or leave HOST alone.`,
      folder_not_writable: (facts: Facts) =>
        `Tend cannot write to ${fact(facts, 'folder')}. Give your user that folder, or choose another: TEND_DATA=/path npm start`,
      folder_not_reachable: (facts: Facts) =>
        `The user that runs the database (nobody) cannot reach ${fact(facts, 'folder')}: a folder above it is not open to others. Choose another: TEND_DATA=/var/lib/tend npm start`,
      folder_held: (facts: Facts) =>
        `Another Tend already uses ${fact(facts, 'folder')}: process ${fact(facts, 'pid')}${facts.address ? `, at ${facts.address}` : ''}. Stop that one first, or choose another folder with TEND_DATA.`,
      socket_folder_unsafe: (facts: Facts) =>
        `${fact(facts, 'folder')} belongs to somebody else or is open to others, so the database cannot listen there safely. Remove it, then start again.`,
      copy_unsafe: (facts: Facts) =>
        `${fact(facts, 'folder')} was not made by root, so Tend will not run programs from it. Remove it, then start again.`,
      wrong_key: (_: Facts) =>
        'This database was made with another key. Put the right one into TEND_KEY or back beside the data; without it the words in it cannot be read.',
      key_unreadable: (facts: Facts) => `The key in ${fact(facts, 'file')} cannot be read or is damaged. Put the right file back.`,
      key_missing: (facts: Facts) =>
        `There is data, but its key ${fact(facts, 'file')} is missing. Put it back, or set TEND_KEY; without it the words in it cannot be read.`,
      rotation_unfinished: (_: Facts) => 'New keys are half in place. Run npm run rotate again first: it goes on where it was.',
      keys_changing: (_: Facts) =>
        'The keys of this database are being changed just now. Wait until npm run rotate has ended there, then try again with the new key.',
      keys_changed: (_: Facts) =>
        'The keys of this database were changed elsewhere, so this Tend ended: what it wrote with the old ones could not be read any more. Start it with the new key.',
      wrong_postgres_major: (facts: Facts) =>
        `The data in ${fact(facts, 'folder')} is from PostgreSQL ${fact(facts, 'found')}; this Tend brings ${fact(facts, 'needed')}. Nothing is lost: start the Tend that made it, and wait for release notes that say how to move; or move to your own PostgreSQL (DATABASE_URL).`,
      no_postgres_for_this_machine: (facts: Facts) =>
        `Tend brings no PostgreSQL for ${fact(facts, 'machine')}. Run one yourself and set DATABASE_URL.`,
      data_not_whole: (facts: Facts) =>
        `What lies in ${fact(facts, 'folder')} is not a whole database: a first start was interrupted there, or files are missing. If there was never anything in this Tend, remove that folder and start again; else restore a backup into another TEND_DATA.`,
      data_not_made: (facts: Facts) =>
        `The database could not be made in ${fact(facts, 'folder')}: is the disk full, or may your user not write there? Its own words are in ${fact(facts, 'log')}`,
      no_shell: (_: Facts) => 'Tend starts its database through sh, and there is no sh in the PATH. Add it, then start again.',
      postgres_did_not_start: (facts: Facts) => `The database did not start. Its own words are in ${fact(facts, 'log')}`,
      database_unreachable: (facts: Facts) =>
        `The database of DATABASE_URL does not let us in (${fact(facts, 'reason')}). Check its address, user and password.`,
      database_too_old: (facts: Facts) => `The database of DATABASE_URL is PostgreSQL ${fact(facts, 'found')}; Tend needs 13 or newer.`,
      core_secret_missing: (_: Facts) => 'With CORE_URL the Slack app needs the CORE_SECRET of that server.',
      core_unreachable: (facts: Facts) => `The server at ${fact(facts, 'url')} does not answer, or has another CORE_SECRET.`,
      slack_incomplete: (facts: Facts) => `To use Slack, ${fact(facts, 'name')} is missing.`,
      slack_team_taken: (_: Facts) =>
        'Another Slack team belongs to this Tend already: its people would find themselves in a stranger’s circle. Use that team’s tokens, or another TEND_DATA.',
      slack_org_install: (_: Facts) =>
        'This token is for a whole Slack organisation, and everybody there would come into one circle. Install the app in one workspace, and use the token of that one.',
      slack_refused: (facts: Facts) => `Slack does not let us in (${fact(facts, 'reason')}). Check the SLACK_ settings.`,
    },
  },
  es: {
    at: (address: string) => `Tend está en ${address}`,
    othersAt: (url: string) => `El resto llega en ${url}`,
    othersNeedName:
      'Otras máquinas llegan a su puerto, pero Tend solo les responde bajo una dirección que se le haya dicho: arráncalo con PUBLIC_URL=https://… puesta a lo que mostrarán sus navegadores.',
    extension: (folder: string) =>
      `La extensión está en ${folder}\n  Para cargarla: abre chrome://extensions, activa el «Modo de desarrollador», elige «Cargar descomprimida» y señala esa carpeta. Luego vincúlala en la página de arriba.`,
    noExtension: 'La extensión aún no está compilada: npm run build:extension la compila.',
    setupSecret: (secret: string) =>
      `Secreto de puesta en marcha, se muestra solo esta vez: ${secret}\n  Quien vincule desde otra máquina lo escribe en la página. Guárdalo en un lugar seguro.`,
    addSlack: (link: string) =>
      `Para añadir Slack: crea la aplicación con este enlace, instálala y arranca de nuevo con SLACK_BOT_TOKEN y SLACK_APP_TOKEN.\n  ${link}`,
    slackOn: 'Slack está conectado.',
    slackLater: 'Ahora no se llega a Slack. Todo lo demás funciona; se vuelve a intentar sin que nadie haga nada.',
    slackRefuses:
      'Slack ya no nos deja entrar. Todo lo demás funciona; se vuelve a intentar sin que nadie haga nada. Revisa los ajustes SLACK_.',
    slackRemoved:
      'Alguien quitó Tend de Slack. Todo lo demás funciona. Para recuperarlo: añade la aplicación otra vez y arranca Tend con su nuevo token.',
    withoutSlack: 'Todo lo demás funciona sin Slack, y se vuelve a intentar sin que nadie haga nada.',
    coreUrl: (url: string) => `La aplicación de Slack habla con el servidor en ${url}`,
    movedData: (folder: string) =>
      `Los datos están en ${folder}, porque la carpeta de esta copia no está abierta a la cuenta que ejecuta la base de datos.`,
    recovering:
      'La última vez la base de datos no terminó en paz y se está poniendo en orden. No se perdió nada; puede tardar unos minutos.',
    keyWasOpen: (file: string) =>
      `Otras cuentas de esta máquina podían leer la clave de ${file}. Ya es solo tuya; si alguien pudo verla, detén Tend y ejecuta npm run rotate.`,
    keyIsOpen: (file: string) =>
      `Otras cuentas de esta máquina pueden leer la clave de ${file}, y Tend no puede cerrarla. Hazlo tú (chmod 600) y, si alguien pudo verla, detén Tend y ejecuta npm run rotate.`,
    toEnd: 'Ctrl-C detiene Tend, y también su base de datos.',
    ending: 'Terminando …',
    unexpected: 'Tend no pudo arrancar y no previmos por qué. La línea de arriba dice dónde; cuéntanoslo, por favor.',
    problems: {
      bad_setting: (facts: Facts) =>
        `El ajuste ${fact(facts, 'name')} no tiene la forma que necesita. El README enumera todos los ajustes.`,
      port_taken: (facts: Facts) =>
        `Otro programa ocupa el puerto ${fact(facts, 'port')} de ${fact(facts, 'host')}. Detenlo o arranca Tend con otro: PORT=8788 npm start`,
      address_unusable: (facts: Facts) =>
        `Tend no puede escuchar en ${fact(facts, 'host')}, puerto ${fact(facts, 'port')}: la dirección no es de esta máquina o el puerto necesita más permisos. Ajusta HOST y PORT.`,
      no_public_url: (facts: Facts) =>
        `Con HOST=${fact(facts, 'host')} nadie podría abrir Tend: solo responde bajo una dirección que se le haya dicho. Pon también PUBLIC_URL=https://…, lo que mostrarán los navegadores, o deja HOST como está.`,
      folder_not_writable: (facts: Facts) =>
        `Tend no puede escribir en ${fact(facts, 'folder')}. Da esa carpeta a tu cuenta o elige otra: TEND_DATA=/ruta npm start`,
      folder_not_reachable: (facts: Facts) =>
        `La cuenta que ejecuta la base de datos (nobody) no llega a ${fact(facts, 'folder')}: una carpeta superior no está abierta a otras cuentas. Elige otra: TEND_DATA=/var/lib/tend npm start`,
      folder_held: (facts: Facts) =>
        `Otro Tend usa ya ${fact(facts, 'folder')}: proceso ${fact(facts, 'pid')}${facts.address ? `, en ${facts.address}` : ''}. Detenlo primero o elige otra carpeta con TEND_DATA.`,
      socket_folder_unsafe: (facts: Facts) =>
        `${fact(facts, 'folder')} es de otra cuenta o está abierta a otras, así que la base de datos no puede escuchar ahí con seguridad. Bórrala y arranca de nuevo.`,
      copy_unsafe: (facts: Facts) =>
        `${fact(facts, 'folder')} no la creó root, así que Tend no ejecutará programas desde ella. Bórrala y arranca de nuevo.`,
      wrong_key: (_: Facts) =>
        'Esta base de datos se creó con otra clave. Pon la correcta en TEND_KEY o de nuevo junto a los datos; sin ella no se pueden leer sus palabras.',
      key_unreadable: (facts: Facts) =>
        `La clave de ${fact(facts, 'file')} no se puede leer o está dañada. Vuelve a poner el archivo correcto.`,
      key_missing: (facts: Facts) =>
        `Hay datos, pero falta su clave ${fact(facts, 'file')}. Vuelve a ponerla o usa TEND_KEY; sin ella no se pueden leer sus palabras.`,
      rotation_unfinished: (_: Facts) =>
        'Las claves nuevas están puestas a medias. Ejecuta antes npm run rotate otra vez: sigue donde estaba.',
      keys_changing: (_: Facts) =>
        'Ahora mismo se están cambiando las claves de esta base de datos. Espera a que allí termine npm run rotate y prueba de nuevo con la clave nueva.',
      keys_changed: (_: Facts) =>
        'Las claves de esta base de datos se cambiaron en otro lugar, así que este Tend terminó: lo que escribiera con las viejas ya no se podría leer. Arráncalo con la clave nueva.',
      wrong_postgres_major: (facts: Facts) =>
        `Los datos de ${fact(facts, 'folder')} son de PostgreSQL ${fact(facts, 'found')}; este Tend trae el ${fact(facts, 'needed')}. No se perdió nada: arranca el Tend que los creó y espera a las notas de versión que digan cómo pasar; o pasa a tu propio PostgreSQL (DATABASE_URL).`,
      no_postgres_for_this_machine: (facts: Facts) =>
        `Tend no trae PostgreSQL para ${fact(facts, 'machine')}. Ejecuta uno y usa DATABASE_URL.`,
      data_not_whole: (facts: Facts) =>
        `Lo que hay en ${fact(facts, 'folder')} no es una base de datos entera: allí se interrumpió un primer arranque, o faltan archivos. Si nunca hubo nada en este Tend, borra esa carpeta y arranca de nuevo; si no, recupera una copia en otro TEND_DATA.`,
      data_not_made: (facts: Facts) =>
        `No se pudo crear la base de datos en ${fact(facts, 'folder')}: ¿está lleno el disco, o tu cuenta no puede escribir ahí? Lo que dijo está en ${fact(facts, 'log')}`,
      no_shell: (_: Facts) => 'Tend arranca su base de datos con sh, y no hay sh en el PATH. Añádelo y arranca de nuevo.',
      postgres_did_not_start: (facts: Facts) => `La base de datos no arrancó. Lo que dijo está en ${fact(facts, 'log')}`,
      database_unreachable: (facts: Facts) =>
        `La base de datos de DATABASE_URL no nos deja entrar (${fact(facts, 'reason')}). Revisa la dirección, la cuenta y la contraseña.`,
      database_too_old: (facts: Facts) =>
        `La base de datos de DATABASE_URL es PostgreSQL ${fact(facts, 'found')}; Tend necesita la 13 o posterior.`,
      core_secret_missing: (_: Facts) => 'Con CORE_URL, la aplicación de Slack necesita el CORE_SECRET de ese servidor.',
      core_unreachable: (facts: Facts) => `El servidor de ${fact(facts, 'url')} no responde o tiene otro CORE_SECRET.`,
      slack_incomplete: (facts: Facts) => `Para usar Slack falta ${fact(facts, 'name')}.`,
      slack_team_taken: (_: Facts) =>
        'A este Tend ya le corresponde otro equipo de Slack: su gente se encontraría en un círculo ajeno. Usa los tokens de ese equipo u otro TEND_DATA.',
      slack_org_install: (_: Facts) =>
        'Este token es de toda una organización de Slack, y toda su gente entraría en un mismo círculo. Instala la aplicación en un solo espacio de trabajo y usa el token de ahí.',
      slack_refused: (facts: Facts) => `Slack no nos deja entrar (${fact(facts, 'reason')}). Revisa los ajustes SLACK_.`,
    },
  },
})

/** What can keep Tend from starting, by name. */
export type ProblemCode = keyof (typeof terminalCopy)['en']['problems']

/** The terminal's language, as the machine's environment says it. It is English unless that says Spanish. */
export function terminalLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return /^es\b/i.test(locale.replace('_', '-')) ? 'es' : 'en'
}
