import { both } from './copy.ts'

/** What stands where a fact is filled in. Every fact is from the machine, and none is from a person. */
type Facts = Readonly<Record<string, string>>
const fact = (facts: Facts, name: string) => facts[name] ?? ''

/** What the commands say to the people who run Tend. */
export const operateCopy = both({
  en: {
    exported: (file: string) =>
      `What circles read together is in ${file}. Concerns, parts, rests, supports, drafts and reflections are not in it: they are each person's own, and everybody takes out their own in Tend.`,
    backedUp: (folder: string, megabytes: string) =>
      `The backup is in ${folder} (${megabytes} MB). The key is not in it, and without it nobody can read what people wrote: keep a copy of the key apart from the backup.`,
    restored: (madeAt: string, folder: string) => `The backup of ${madeAt} is in ${folder} and opens with this key. npm start runs it.`,
    rotating: (workspace: number, of: number, records: number) => `Workspace ${workspace} of ${of}: ${records} records …`,
    rotated: (workspaces: string, records: string, already: string) =>
      `New keys for ${workspaces} workspaces: ${records} records now, ${already} in an earlier run. Backups made before need the old key.`,
    rotatedBefore: 'This database has the new key already.',
    newKeyFile: (file: string) => `The new key is in ${file}; the old one is gone from there.`,
    newKeySetting: 'From now on set TEND_KEY to what TEND_NEW_KEY says.',
    newSecret: (secret: string) =>
      `The new set-up secret, shown only this once: ${secret}\n  The old one no longer works. Keep it somewhere safe.`,
    listed: (id: string, madeOn: string, people: string, endsOn: string) =>
      `${id}  since ${madeOn}, ${people} people${endsOn === '' ? '' : `, may be ended from ${endsOn} on`}`,
    announced: (told: string, day: string) =>
      `${told} people will be told that this workspace ends. From ${day} on, npm run destroy -- --workspace … --now ends it.`,
    takenBack: 'The announcement is taken back: this workspace goes on.',
    destroyed: (rows: string) => `The workspace and its keys are gone (${rows} rows). Older backups still hold it until you delete them.`,
    destroyedLast: 'It was the last one here: the next npm start begins anew.',
    unexpected: 'This did not work, and we did not foresee why. The line above says where; please tell us.',
    usage: {
      export: 'npm run export -- --to FILE',
      backup: 'npm run backup -- --to DIR',
      restore: 'npm run restore -- --from DIR',
      rotate: 'npm run rotate',
      secret: 'npm run secret',
      destroy: 'npm run destroy [-- --workspace ID --on DAY | --workspace ID --cancel | --workspace ID --now]',
    },
    problems: {
      bad_arguments: (facts: Facts) => `Say it like this: ${fact(facts, 'usage')}`,
      no_data: (facts: Facts) => `There is no data in ${fact(facts, 'folder')}. Set TEND_DATA to the folder where it is.`,
      nothing_here: (_: Facts) => 'Nobody has started Tend on this database yet: there is nothing in it.',
      file_there: (facts: Facts) => `${fact(facts, 'file')} is there already. Choose another name; nothing was overwritten.`,
      file_not_writable: (facts: Facts) => `${fact(facts, 'file')} cannot be written (${fact(facts, 'reason')}).`,
      folder_not_empty: (facts: Facts) =>
        `${fact(facts, 'folder')} holds something already. Choose an empty folder, or one that is not there yet.`,
      not_with_own_database: (_: Facts) =>
        'With DATABASE_URL the database is yours to copy: use its own tools (pg_dump, or whatever your provider has), and keep TEND_KEY apart.',
      no_backup: (facts: Facts) => `${fact(facts, 'folder')} holds no whole backup made by npm run backup.`,
      backup_of_another_major: (facts: Facts) =>
        `This backup is from PostgreSQL ${fact(facts, 'found')}; this Tend brings ${fact(facts, 'needed')}. Restore it with the Tend that made it.`,
      data_not_empty: (facts: Facts) =>
        `There is data in ${fact(facts, 'folder')} already. Move it away, or choose another folder with TEND_DATA; nothing was changed.`,
      key_needed: (facts: Facts) =>
        `Put the key that belongs to this backup at ${fact(facts, 'file')}, or in TEND_KEY; it is never part of a backup.`,
      key_of_another: (_: Facts) => 'This backup was made with another key. Nothing was changed.',
      wrong_key: (_: Facts) => 'This database was made with another key. Nothing was changed.',
      rotation_unfinished: (_: Facts) => 'New keys are half in place. Run npm run rotate again first: it goes on where it was.',
      rotating_elsewhere: (_: Facts) =>
        'A change of keys was begun with another new key. Go on with that one; only with it can what is done already be read.',
      new_key_needed: (_: Facts) =>
        'TEND_KEY holds the key, so the new one has to come from you: set TEND_NEW_KEY to 32 random bytes in base64url (openssl rand -base64 32 | tr +/ -_).',
      new_key_malformed: (_: Facts) => 'TEND_NEW_KEY does not have the form it needs: 32 random bytes in base64url.',
      new_key_same: (_: Facts) => 'TEND_NEW_KEY is the key that is in use already.',
      tend_running: (_: Facts) =>
        'Tend, or one of its commands, is at work on this database, perhaps on another machine. Stop it everywhere, then run this again; nothing was changed.',
      stop_first: (facts: Facts) =>
        `Another Tend already uses ${fact(facts, 'folder')}: process ${fact(facts, 'pid')}${facts.address ? `, at ${facts.address}` : ''}. Stop it (Ctrl-C), then run this again; nothing was changed: ${fact(facts, 'usage')}`,
      connection_lost: (_: Facts) => 'The connection to the database broke. Run this again: it goes on where it was.',
      rows_passed_over: (facts: Facts) =>
        `${fact(facts, 'there')} records are there, but ${fact(facts, 'seen')} were seen. Is Tend running somewhere on this database? Stop it, then run this again.`,
      no_such_workspace: (facts: Facts) => `There is no workspace ${fact(facts, 'id')} here. npm run destroy lists them.`,
      too_soon: (facts: Facts) => `People need time to take out what is theirs: ${fact(facts, 'soonest')} is the first day you can choose.`,
      not_announced: (_: Facts) => 'Its people were not told yet. Choose a day first: npm run destroy -- --workspace ID --on DAY',
      before_its_day: (facts: Facts) => `Its people were told that it ends on ${fact(facts, 'day')}. Nothing is deleted before that day.`,
    },
  },
  es: {
    exported: (file: string) =>
      `Lo que los círculos leen en común está en ${file}. Ahí no hay inquietudes, partes, descansos, apoyos, borradores ni reflexiones: son de cada persona, y cada cual saca lo suyo en Tend.`,
    backedUp: (folder: string, megabytes: string) =>
      `La copia está en ${folder} (${megabytes} MB). La clave no está en ella, y sin la clave nadie puede leer lo que se escribió: guarda una copia de la clave en otro lugar.`,
    restored: (madeAt: string, folder: string) =>
      `La copia de ${madeAt} está en ${folder} y se abre con esta clave. npm start la pone en marcha.`,
    rotating: (workspace: number, of: number, records: number) => `Espacio ${workspace} de ${of}: ${records} registros …`,
    rotated: (workspaces: string, records: string, already: string) =>
      `Claves nuevas para ${workspaces} espacios: ${records} registros ahora, ${already} en una vez anterior. Las copias de antes necesitan la clave vieja.`,
    rotatedBefore: 'Esta base de datos ya tiene la clave nueva.',
    newKeyFile: (file: string) => `La clave nueva está en ${file}; la vieja ya no está ahí.`,
    newKeySetting: 'Desde ahora pon en TEND_KEY lo que dice TEND_NEW_KEY.',
    newSecret: (secret: string) =>
      `El nuevo secreto de puesta en marcha, se muestra solo esta vez: ${secret}\n  El anterior ya no sirve. Guárdalo en un lugar seguro.`,
    listed: (id: string, madeOn: string, people: string, endsOn: string) =>
      `${id}  desde ${madeOn}, ${people} personas${endsOn === '' ? '' : `, se puede terminar desde ${endsOn}`}`,
    announced: (told: string, day: string) =>
      `Se avisará a ${told} personas de que este espacio termina. Desde ${day}, npm run destroy -- --workspace … --now lo termina.`,
    takenBack: 'El anuncio queda retirado: este espacio sigue.',
    destroyed: (rows: string) =>
      `El espacio y sus claves ya no están (${rows} filas). Las copias anteriores aún lo contienen hasta que las borres.`,
    destroyedLast: 'Era el último que había aquí: el próximo npm start empieza de nuevo.',
    unexpected: 'Esto no funcionó y no previmos por qué. La línea de arriba dice dónde; cuéntanoslo, por favor.',
    usage: {
      export: 'npm run export -- --to ARCHIVO',
      backup: 'npm run backup -- --to CARPETA',
      restore: 'npm run restore -- --from CARPETA',
      rotate: 'npm run rotate',
      secret: 'npm run secret',
      destroy: 'npm run destroy [-- --workspace ID --on DÍA | --workspace ID --cancel | --workspace ID --now]',
    },
    problems: {
      bad_arguments: (facts: Facts) => `Dilo así: ${fact(facts, 'usage')}`,
      no_data: (facts: Facts) => `No hay datos en ${fact(facts, 'folder')}. Pon en TEND_DATA la carpeta donde están.`,
      nothing_here: (_: Facts) => 'Nadie ha arrancado Tend con esta base de datos: no hay nada en ella.',
      file_there: (facts: Facts) => `${fact(facts, 'file')} ya existe. Elige otro nombre; no se sobrescribió nada.`,
      file_not_writable: (facts: Facts) => `No se puede escribir ${fact(facts, 'file')} (${fact(facts, 'reason')}).`,
      folder_not_empty: (facts: Facts) => `En ${fact(facts, 'folder')} ya hay algo. Elige una carpeta vacía o que aún no exista.`,
      not_with_own_database: (_: Facts) =>
        'Con DATABASE_URL copiar la base de datos es cosa tuya: usa sus herramientas (pg_dump, o las de tu proveedor) y guarda TEND_KEY aparte.',
      no_backup: (facts: Facts) => `En ${fact(facts, 'folder')} no hay una copia entera hecha con npm run backup.`,
      backup_of_another_major: (facts: Facts) =>
        `Esta copia es de PostgreSQL ${fact(facts, 'found')}; este Tend trae el ${fact(facts, 'needed')}. Recupérala con el Tend que la hizo.`,
      data_not_empty: (facts: Facts) =>
        `En ${fact(facts, 'folder')} ya hay datos. Muévelos o elige otra carpeta con TEND_DATA; no se cambió nada.`,
      key_needed: (facts: Facts) => `Pon la clave de esta copia en ${fact(facts, 'file')} o en TEND_KEY; nunca forma parte de una copia.`,
      key_of_another: (_: Facts) => 'Esta copia se hizo con otra clave. No se cambió nada.',
      wrong_key: (_: Facts) => 'Esta base de datos se creó con otra clave. No se cambió nada.',
      rotation_unfinished: (_: Facts) =>
        'Las claves nuevas están puestas a medias. Ejecuta antes npm run rotate otra vez: sigue donde estaba.',
      rotating_elsewhere: (_: Facts) =>
        'Se empezó a cambiar de clave hacia otra clave nueva. Sigue con aquella; solo con ella se puede leer lo que ya está cambiado.',
      new_key_needed: (_: Facts) =>
        'TEND_KEY contiene la clave, así que la nueva la pones tú: da a TEND_NEW_KEY 32 bytes al azar en base64url (openssl rand -base64 32 | tr +/ -_).',
      new_key_malformed: (_: Facts) => 'TEND_NEW_KEY no tiene la forma que necesita: 32 bytes al azar en base64url.',
      new_key_same: (_: Facts) => 'TEND_NEW_KEY es la clave que ya está en uso.',
      tend_running: (_: Facts) =>
        'Tend, o una de sus órdenes, trabaja con esta base de datos, quizá en otra máquina. Detenlo en todas partes y ejecuta esto otra vez; no se cambió nada.',
      stop_first: (facts: Facts) =>
        `Otro Tend usa ya ${fact(facts, 'folder')}: proceso ${fact(facts, 'pid')}${facts.address ? `, en ${facts.address}` : ''}. Detenlo (Ctrl-C) y ejecuta esto otra vez; no se cambió nada: ${fact(facts, 'usage')}`,
      connection_lost: (_: Facts) => 'Se cortó la conexión con la base de datos. Ejecuta esto otra vez: sigue donde estaba.',
      rows_passed_over: (facts: Facts) =>
        `Hay ${fact(facts, 'there')} registros, pero se vieron ${fact(facts, 'seen')}. ¿Hay algún Tend en marcha con esta base de datos? Detenlo y ejecuta esto otra vez.`,
      no_such_workspace: (facts: Facts) => `Aquí no hay ningún espacio ${fact(facts, 'id')}. npm run destroy los enumera.`,
      too_soon: (facts: Facts) =>
        `La gente necesita tiempo para sacar lo suyo: ${fact(facts, 'soonest')} es el primer día que puedes elegir.`,
      not_announced: (_: Facts) => 'Aún no se avisó a su gente. Elige antes un día: npm run destroy -- --workspace ID --on DÍA',
      before_its_day: (facts: Facts) => `A su gente se le dijo que termina el ${fact(facts, 'day')}. No se borra nada antes de ese día.`,
    },
  },
})

/** What can keep a command from doing its work, by name. */
export type OperateProblemCode = keyof (typeof operateCopy)['en']['problems']
export type OperateCommand = keyof (typeof operateCopy)['en']['usage']
