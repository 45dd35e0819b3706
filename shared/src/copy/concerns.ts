import type { CarryingState, Help, MyConcernView, RecipientState, Standing, Tier, WaitingConcernView } from '../concerns/schema.ts'
import type { RefusalCode } from '../result.ts'
import { both, dayInWords, hourInWords, listInWords } from './copy.ts'

/** What a circle may still lack before a concern can be given to anybody. */
type Missing = 'two_stewards' | 'outside_contact' | 'emergency_contact'

/*
 * Every sentence about a concern: raising, reviewing, opening, hearing. Titles, submits and closes stay within Slack's 24 characters,
 * options within 75. No word blames, cheers, counts, or says that something is over.
 */
export const concernsCopy = both({
  en: {
    shortcut: 'Raise a private concern',
    title: 'A private concern',
    next: 'Next',
    back: 'Back',
    close: 'Not now',
    /** Beside the way out, on every page. */
    draftKept: 'You can stop at any time. The pages you finished are kept for 24 hours, for you alone.',
    draftWaiting: 'You began something earlier. It is still here, as you left it.',
    draftGoOn: 'Go on with it',
    draftDelete: 'Delete it and begin anew',

    /** First on every surface where something is raised. */
    emergency: (contact: string | null) =>
      contact
        ? `If somebody is in danger now: ${contact}. Nobody is watching this around the clock.`
        : 'If somebody is in danger now, call your local emergency number or somebody you trust. Nobody is watching this around the clock.',
    outside: (contact: string) => `Somebody outside the group: ${contact}`,

    /** Who sees this. It stands beside where a person writes. */
    seesWhileWriting: 'Nobody sees this yet. You choose who may see it on a later page, and you review it before anything happens.',
    seesInSlack: 'What you write passes through Slack while you write and review. It is never posted as a message.',
    seesOperator: (operator: string | null) =>
      `${operator ?? 'Whoever runs this server'} keeps it encrypted, and could read it with effort and the key. This is not an official report, nothing here is privileged, and legal deadlines keep running.`,
    seesManaged: 'On a device that somebody else manages, what you type can be watched.',

    about: {
      question: 'What is this about?',
      options: { me: 'Something that happened to me', something_i_saw: 'Something I saw' },
      /** To a recipient. */
      told: { me: 'It happened to them', something_i_saw: 'Something they saw' },
    },
    help: {
      question: 'What would help?',
      hint: 'Choose what fits, or nothing. You can say this without saying what happened.',
      options: {
        rest: 'Rest',
        relief: 'Relief: somebody else carries something for a while',
        safety: 'Safety',
        information: 'Knowing what is going on',
        acknowledgement: 'That it is acknowledged',
        change: 'A change in how we do things',
        space: 'Space',
        company: 'Company',
        other: 'Something else',
        not_known_yet: 'Not known yet',
      } satisfies Record<Help, string>,
      none: 'Nothing chosen',
    },
    words: {
      question: 'What happened, or what do you notice?',
      hint: 'This may stay empty. You will not be asked to tell it again.',
      placeholder: 'In your own words, as much or as little as you like',
      none: 'No words',
    },
    who: {
      question: 'Who may see it?',
      options: { only_me: 'Only me', stewards: 'Stewards I pick', care_team: 'The care team' } satisfies Record<Tier, string>,
      explain: {
        only_me: 'It is kept for you. Nobody is told.',
        stewards: 'A steward is someone on your care team. Only those you pick can open it.',
        care_team: 'Everybody who is a steward of this circle today, and not away. Stewards who come later do not see it.',
      } satisfies Record<Tier, string>,
      pick: 'Which stewards?',
      pickHint: 'Nobody else can open it, not even other stewards.',
      leaveOut: 'Is there anybody to leave out?',
      leaveOutHint: 'They find no trace of it anywhere in Tend. You give no reason.',
      slackAdmin: (name: string) => `${name} (runs this Slack workspace)`,
      slackAdminHint: 'Owners and admins of a Slack workspace can take over accounts and ask Slack for exports.',
      noNewOnes: (names: readonly string[]) =>
        `${listInWords('en', names)} ${names.length === 1 ? 'takes' : 'take'} on nothing new for now.`,
      notReady: (missing: readonly Missing[]) =>
        `For now you can keep something only for you. Before anything can be given, this circle still needs ${listInWords(
          'en',
          missing.map((thing) => missingInEnglish[thing]),
        )}.`,
      throughExtension:
        'Your circle decided that such words never pass through Slack. Open Tend in your browser to raise or read something.',
    },
    name: {
      question: 'Do they learn that it is from you?',
      options: { yes: 'Yes, my name is given', no: 'No, my name is not given' },
      hint: 'Without your name, what you describe may still tell who you are.',
      given: (name: string) => `From ${name}`,
      notGiven: 'Their name is not given',
    },
    keep: {
      question: 'Until when is it kept?',
      options: { ninety_days: '90 days', until_day: 'Until a day I choose', until_deleted: 'Until I delete it' },
      day: 'Which day?',
      dayMissing: 'You chose to keep it until a day: choose that day here, or another way to keep it above.',
      hint: 'After that day it is deleted everywhere in Tend. Backups made before keep it, encrypted, until they expire.',
      onlyForMe: '“Until I delete it” can be chosen for what is only for you.',
      until: (day: string, today: string) => `Kept until ${dayInWords('en', day, today)}`,
      untilDeleted: 'Kept until you delete it',
    },
    notify: {
      question: 'When is the notice sent?',
      options: { at_fixed_hours: 'With the next notices', now: 'Now' },
      hint: (hours: readonly number[]) =>
        `Notices of this circle go out together at ${listInWords('en', hours.map(hourInWords))}, so that the hour points at nobody.`,
    },
    review: {
      question: 'This is what will happen',
      onlyMe: 'Only you see this. Nobody is told.',
      /** The heading above exactly what one recipient will see. */
      sees: (names: readonly string[]) =>
        names.length === 1 ? `${names[0]} will see exactly this:` : `${listInWords('en', names)} will see exactly this:`,
      leftOut: (names: readonly string[]) => `Left out, without a trace: ${listInWords('en', names)}`,
      /** A person with the same name who is not left out: perhaps the same person, once by Slack and once by their browser. */
      namesake: (names: readonly string[]) =>
        names.length === 1
          ? `There is another ${names[0]} here, who is not left out. It may be the same person, once in Slack and once in their browser.`
          : `There are others here called ${listInWords('en', names)}, who are not left out. They may be the same people, once in Slack and once in their browser.`,
      leaveNamesakesOut: 'Leave them out too',
      next: 'A notice says that something is there, and nothing of what it is. In My concerns you see on which day somebody opened it, and whether it was heard.',
      later: 'You can withdraw it at any time.',
      give: 'Give it to them',
      keep: 'Keep it for me',
    },
    done: {
      kept: 'It is kept, only for you. You find it in My concerns.',
      given: (names: readonly string[]) =>
        `It is given to ${listInWords('en', names)}. You find it in My concerns, and you can withdraw it there at any time.`,
      title: 'Thank you for saying it',
    },

    notice: {
      /** One text for every reason. A lock screen shows it too. */
      text: 'There is something for you in Tend.',
      open: 'Open',
    },
    given: {
      title: 'Given to you',
      sees: 'Only those it was given to can read this. Please do not copy it elsewhere.',
      help: 'What would help',
      words: 'In their words',
      on: (day: string, today: string) => `Given on ${dayInWords('en', day, today)}`,
      hear: 'I have heard this',
      hearHint: 'The person sees in My concerns that it was heard. Nothing is sent to them.',
      stepBack: 'Step back',
      stepBackHint: 'If you are too close to this, or cannot carry it now: one click, no reason. You will not see it any more.',
      stepBackConfirm: 'You will not be able to open it again. The person sees that you stepped back.',
      hearDone: 'The person can see that you have heard it.',
      stepBackDone: 'You stepped back. The person sees that, and no reason.',
      withdrawn: 'Something that was given to you has been withdrawn. There is nothing to do.',
      nothing: 'There is nothing here.',
      reply: {
        label: 'Write back',
        hint: 'Only the person who raised it reads this, when they next look. Nothing is sent to them.',
        send: 'Write back',
        done: 'It waits for them in My concerns.',
        theirs: (day: string, today: string) => `From the person, ${dayInWords('en', day, today)}`,
        mine: (day: string, today: string) => `From you, ${dayInWords('en', day, today)}`,
      },
      carry: {
        title: 'Bring something to the circle',
        explain: 'You draft the exact words. The person reads them first: nothing is brought to the circle without their yes.',
        asAsk: 'What would it become there?',
        as: { backburner: 'Put it on the back burner', repair: 'Open it as a repair' },
        what: 'In words your circle may read, naming nobody',
        why: 'Why it matters',
        effect: 'What it does to our work',
        forBackburner: 'For the back burner only. This may stay empty.',
        repairAlone: 'A repair begins with its title alone. For these words choose the back burner, or take them out of here.',
        namesSomebody: 'Your circle will read this: leave out the name of anybody in it. Nothing you wrote is lost.',
        ask: 'Ask the person',
        asked: 'The person reads these words when they next look.',
        carry: 'Bring it to the circle',
        drafted: 'Words for the circle',
        carried: 'Your circle can see it now. Nothing there leads back to this.',
        states: {
          asked: 'Waiting for the person',
          agreed: 'The person said yes to these words',
          declined: 'The person said no to these words',
          carried: 'Brought to the circle',
        } satisfies Record<CarryingState, string>,
      },
      listTitle: 'Given to me',
      listEmpty: 'What somebody gives to you as a steward waits here.',
      states: {
        waiting: 'Not opened yet',
        opened: 'Opened',
        heard: 'Heard',
        stepped_back: 'You stepped back',
        withdrawn: 'Withdrawn',
      } satisfies Record<WaitingConcernView['state'], string>,
    },
    mine: {
      title: 'My concerns',
      empty: 'What you raise is here, for you alone. You can also keep something that nobody else ever sees.',
      begin: 'Raise a private concern',
      status: {
        kept: 'Only for me',
        given: 'Given',
        withdrawn: 'Withdrawn',
      } satisfies Record<MyConcernView['status'], string>,
      raisedOn: (day: string, today: string) => `Raised on ${dayInWords('en', day, today)}`,
      recipient: (name: string, state: RecipientState, openedOn: string | null, today: string) => {
        if (state === 'waiting') return `${name} has not opened it yet`
        const opened = openedOn ? `opened it on ${dayInWords('en', openedOn, today)}` : 'opened it'
        if (state === 'opened') return `${name} ${opened}`
        return state === 'heard' ? `${name} ${opened} and has heard it` : `${name} stepped back`
      },
      leftOut: (names: readonly string[]) => `Left out: ${listInWords('en', names)}`,
      nearEnd: (day: string, today: string) => `It will be deleted after ${dayInWords('en', day, today)}.`,
      withdraw: 'Withdraw',
      withdrawConfirm: 'Nobody it was given to can open it any more. They see only that something was withdrawn. It stays here for you.',
      withdrawDone: 'It is withdrawn. It stays here for you.',
      delete: 'Delete',
      deleteConfirm: 'It is deleted for good. Backups made before keep it, encrypted, until they expire.',
      noticeUncertain: 'We could not find out whether a notice arrived. Only you see this.',
      sendAgain: 'Send the notice again',
      sendAgainDone: 'The notice will be sent again.',
      /** When three days have passed. */
      notOpened: 'Nobody has opened it yet. Those it was given to were reminded once that something is there.',
      notOpenedHint: 'You can give it to somebody else too, or reach somebody outside the group.',
      standing: {
        steward: '',
        away: 'takes no new ones for now',
        term_over: 'is no longer a steward, and can still read this',
        left: 'has left the circle and cannot read this any more',
      } satisfies Record<Standing, string>,
      widen: 'Give it to somebody else too',
      widenHint: 'Only you can do this. They see what the others see. Whoever you left out stays left out.',
      widenDone: (names: readonly string[]) => `It is given to ${listInWords('en', names)} too.`,
      widenNobody: 'For now there is nobody else among the stewards who could receive it.',
      widenNone: 'Choose at least one steward.',
      widenHave: 'Whoever you picked has it already. Nothing more was given.',
      extend: 'Keep it longer',
      extendDone: (day: string, today: string) => `It is kept until ${dayInWords('en', day, today)}.`,
      wordsElsewhere: 'Your circle keeps words out of Slack. Open Tend in your browser to read yours.',
      reply: {
        label: 'Write back',
        hint: 'They read it when they next look. Nothing is sent, and your name stays as you chose.',
        toAll: 'To everybody it is given to',
        send: 'Write back',
        done: 'They find it where they opened this.',
        from: (name: string, day: string, today: string) => `${name}, ${dayInWords('en', day, today)}`,
        mine: (names: readonly string[], day: string, today: string) =>
          `From you to ${listInWords('en', names)}, ${dayInWords('en', day, today)}`,
      },
      carry: {
        title: (name: string) => `${name} would bring exactly these words to the circle:`,
        explain: 'Your circle would read them as something that came up. Nothing there leads back to you or to this.',
        as: { backburner: 'On the back burner', repair: 'As a repair' },
        yes: 'Yes, these words',
        no: 'No',
        takeBack: 'Take back my yes',
        noHint: 'No reason is asked. You can also take back a yes until they were brought there.',
        states: {
          asked: 'You are asked',
          agreed: 'You said yes',
          declined: 'You said no',
          carried: 'Brought to the circle',
        } satisfies Record<CarryingState, string>,
      },
    },
    /** What a person reads when something cannot be done: first what happened, then that nothing is lost. */
    refusals: {
      invalid: 'Something on this page needs another look. Nothing you wrote is lost.',
      not_found: 'There is nothing here.',
      not_ready: 'This circle cannot receive anything yet. You can keep it only for you. Nothing you wrote is lost.',
      not_now: 'This cannot be done just now. Nothing is lost.',
      nobody_left:
        'With these people left out, nobody is left to receive it. Choose somebody else, or keep it only for you. Nothing you wrote is lost.',
      audience_changed:
        'Who would receive this has changed since you looked it over, so nothing was sent. Look it over once more. Nothing you wrote is lost.',
      not_a_steward: 'Somebody you picked is not a steward here, or takes no new ones for now. Choose again. Nothing you wrote is lost.',
      already_done: 'This was already done.',
      expired: 'This was kept until its day and is deleted.',
      withdrawn: 'This was withdrawn. There is nothing to do.',
      taken: 'This was sent before with other words. Open it again and look it over.',
      not_through_slack:
        'Your circle decided that such words never pass through Slack. Open Tend in your browser. Nothing you wrote is lost.',
    } satisfies Record<RefusalCode, string>,
    offline: 'Tend cannot be reached just now. Nothing you wrote is lost; try again in a moment.',
  },
  es: {
    shortcut: 'Compartir en privado',
    title: 'Una inquietud, a solas',
    next: 'Seguir',
    back: 'Volver',
    close: 'Ahora no',
    draftKept: 'Puedes parar cuando quieras. Las páginas que terminaste se guardan 24 horas, solo para ti.',
    draftWaiting: 'Empezaste algo hace un rato. Sigue aquí, tal como estaba.',
    draftGoOn: 'Seguir con ello',
    draftDelete: 'Borrarlo y empezar de nuevo',

    emergency: (contact: string | null) =>
      contact
        ? `Si alguien está en peligro ahora: ${contact}. Nadie vigila esto a todas horas.`
        : 'Si alguien está en peligro ahora, llama al número de emergencias de donde estés o a alguien de confianza. Nadie vigila esto a todas horas.',
    outside: (contact: string) => `Alguien de fuera del grupo: ${contact}`,

    seesWhileWriting: 'Nadie ve esto todavía. Más adelante eliges quién puede verlo, y lo repasas antes de que pase nada.',
    seesInSlack: 'Lo que escribes pasa por Slack mientras lo escribes y lo repasas. Nunca se publica como mensaje.',
    seesOperator: (operator: string | null) =>
      `${operator ?? 'Quien lleva este servidor'} lo guarda cifrado, y podría leerlo con esfuerzo y con la clave. Esto no es un informe oficial, no hay secreto profesional, y los plazos legales siguen corriendo.`,
    seesManaged: 'En un dispositivo que administra otra persona, lo que tecleas puede quedar a la vista.',

    about: {
      question: '¿De qué se trata?',
      options: { me: 'Algo que me pasó', something_i_saw: 'Algo que vi' },
      told: { me: 'Le pasó a esta persona', something_i_saw: 'Algo que esta persona vio' },
    },
    help: {
      question: '¿Qué ayudaría?',
      hint: 'Elige lo que encaje, o nada. Puedes decirlo sin contar qué pasó.',
      options: {
        rest: 'Descanso',
        relief: 'Alivio: que alguien lleve algo durante un tiempo',
        safety: 'Seguridad',
        information: 'Saber qué está pasando',
        acknowledgement: 'Que se reconozca',
        change: 'Un cambio en cómo hacemos las cosas',
        space: 'Espacio',
        company: 'Compañía',
        other: 'Otra cosa',
        not_known_yet: 'Aún no se sabe',
      },
      none: 'Nada elegido',
    },
    words: {
      question: '¿Qué pasó, o qué notas?',
      hint: 'Puede quedar vacío. No tendrás que contarlo otra vez.',
      placeholder: 'Con tus palabras, tanto o tan poco como quieras',
      none: 'Sin palabras',
    },
    who: {
      question: '¿Quién puede verlo?',
      options: { only_me: 'Solo yo', stewards: 'Personas de cuidados que elija', care_team: 'El equipo de cuidados' },
      explain: {
        only_me: 'Se guarda para ti. Nadie recibe aviso.',
        stewards: 'Una persona de cuidados forma parte de tu equipo de cuidados. Solo quienes elijas pueden abrirlo.',
        care_team: 'Todas las personas de cuidados que hoy tiene este círculo y no están ausentes. Quienes lleguen después no lo ven.',
      },
      pick: '¿Qué personas de cuidados?',
      pickHint: 'Nadie más puede abrirlo, tampoco otras personas de cuidados.',
      leaveOut: '¿Quieres dejar fuera a alguien?',
      leaveOutHint: 'No encontrará rastro de esto en ninguna parte de Tend. No hace falta dar razones.',
      slackAdmin: (name: string) => `${name} (administra este Slack)`,
      slackAdminHint: 'Quienes administran un espacio de Slack pueden tomar el control de cuentas y pedir exportaciones.',
      noNewOnes: (names: readonly string[]) =>
        `${listInWords('es', names)} ${names.length === 1 ? 'no recibe' : 'no reciben'} nada nuevo por ahora.`,
      notReady: (missing: readonly Missing[]) =>
        `Por ahora puedes guardar algo solo para ti. Antes de poder entregar nada, a este círculo le falta: ${listInWords(
          'es',
          missing.map((thing) => missingInSpanish[thing]),
        )}.`,
      throughExtension:
        'Tu círculo decidió que estas palabras nunca pasen por Slack. Abre Tend en tu navegador para compartir o leer algo.',
    },
    name: {
      question: '¿Quieres que sepan que viene de ti?',
      options: { yes: 'Sí, con mi nombre', no: 'No, sin mi nombre' },
      hint: 'Aun sin tu nombre, lo que describes puede dar a entender quién eres.',
      given: (name: string) => `De ${name}`,
      notGiven: 'Sin dar su nombre',
    },
    keep: {
      question: '¿Hasta cuándo se guarda?',
      options: { ninety_days: '90 días', until_day: 'Hasta un día que elija', until_deleted: 'Hasta que lo borre' },
      day: '¿Qué día?',
      dayMissing: 'Elegiste guardarlo hasta un día: elige ese día aquí, o arriba otra manera de guardarlo.',
      hint: 'Después de ese día se borra en todo Tend. Las copias de seguridad anteriores lo conservan, cifrado, hasta que caducan.',
      onlyForMe: '«Hasta que lo borre» se puede elegir para lo que es solo para ti.',
      until: (day: string, today: string) => `Se guarda hasta el ${dayInWords('es', day, today)}`,
      untilDeleted: 'Se guarda hasta que lo borres',
    },
    notify: {
      question: '¿Cuándo sale el aviso?',
      options: { at_fixed_hours: 'Con los próximos avisos', now: 'Ahora' },
      hint: (hours: readonly number[]) =>
        `Los avisos de este círculo salen juntos a las ${listInWords('es', hours.map(hourInWords))}, para que la hora no señale a nadie.`,
    },
    review: {
      question: 'Esto es lo que va a pasar',
      onlyMe: 'Solo tú ves esto. Nadie recibe aviso.',
      sees: (names: readonly string[]) =>
        names.length === 1 ? `${names[0]} verá exactamente esto:` : `${listInWords('es', names)} verán exactamente esto:`,
      leftOut: (names: readonly string[]) => `Fuera, sin dejar rastro: ${listInWords('es', names)}`,
      namesake: (names: readonly string[]) =>
        names.length === 1
          ? `Aquí hay otra persona que se llama ${names[0]} y que no queda fuera. Puede ser la misma, una vez en Slack y otra en su navegador.`
          : `Aquí hay otras personas que se llaman ${listInWords('es', names)} y que no quedan fuera. Pueden ser las mismas, una vez en Slack y otra en su navegador.`,
      leaveNamesakesOut: 'También fuera',
      next: 'Un aviso dice que hay algo, y nada de lo que es. En Mis inquietudes ves qué día lo abrió alguien, y si quedó escuchado.',
      later: 'Puedes retirarlo cuando quieras.',
      give: 'Entregarlo',
      keep: 'Guardarlo para mí',
    },
    done: {
      kept: 'Queda guardado, solo para ti. Está en Mis inquietudes.',
      given: (names: readonly string[]) =>
        `Queda en manos de ${listInWords('es', names)}. Está en Mis inquietudes, y ahí puedes retirarlo cuando quieras.`,
      title: 'Gracias por decirlo',
    },

    notice: {
      text: 'Hay algo para ti en Tend.',
      open: 'Abrir',
    },
    given: {
      title: 'Para ti',
      sees: 'Solo pueden leer esto las personas a quienes se entregó. Por favor, no lo copies en otro sitio.',
      help: 'Qué ayudaría',
      words: 'Con sus palabras',
      on: (day: string, today: string) => `Entregado el ${dayInWords('es', day, today)}`,
      hear: 'Lo he escuchado',
      hearHint: 'La persona ve en Mis inquietudes que quedó escuchado. No se le envía nada.',
      stepBack: 'Hacerme a un lado',
      stepBackHint: 'Si te toca demasiado de cerca o ahora no puedes llevarlo: un clic, sin razones. Ya no lo verás.',
      stepBackConfirm: 'No podrás volver a abrirlo. La persona ve que te hiciste a un lado.',
      hearDone: 'La persona puede ver que lo has escuchado.',
      stepBackDone: 'Te hiciste a un lado. La persona lo ve, sin ninguna razón.',
      withdrawn: 'Algo que habías recibido se ha retirado. No hay nada que hacer.',
      nothing: 'Aquí no hay nada.',
      reply: {
        label: 'Contestar',
        hint: 'Solo lo lee la persona que lo compartió, cuando vuelva a mirar. No se le envía nada.',
        send: 'Contestar',
        done: 'Le espera en Mis inquietudes.',
        theirs: (day: string, today: string) => `De la persona, ${dayInWords('es', day, today)}`,
        mine: (day: string, today: string) => `De ti, ${dayInWords('es', day, today)}`,
      },
      carry: {
        title: 'Llevar algo al círculo',
        explain: 'Escribes las palabras exactas. La persona las lee antes: nada llega al círculo sin su sí.',
        asAsk: '¿Qué sería allí?',
        as: { backburner: 'Dejarlo a fuego lento', repair: 'Abrirlo como reparación' },
        what: 'Con palabras que tu círculo puede leer, sin nombrar a nadie',
        why: 'Por qué importa',
        effect: 'Qué le hace a nuestro trabajo',
        forBackburner: 'Solo para lo que queda a fuego lento. Puede quedar vacío.',
        repairAlone: 'Una reparación empieza solo con su título. Para estas palabras elige dejarlo a fuego lento, o quítalas de aquí.',
        namesSomebody: 'Tu círculo leerá esto: no nombres a nadie de él. No se ha perdido nada de lo que escribiste.',
        ask: 'Preguntar a la persona',
        asked: 'La persona lee estas palabras cuando vuelva a mirar.',
        carry: 'Llevarlo al círculo',
        drafted: 'Palabras para el círculo',
        carried: 'Tu círculo ya puede verlo. Nada de allí lleva hasta aquí.',
        states: {
          asked: 'A la espera de la persona',
          agreed: 'La persona dijo sí a estas palabras',
          declined: 'La persona dijo no a estas palabras',
          carried: 'Llevado al círculo',
        },
      },
      listTitle: 'Lo que he recibido',
      listEmpty: 'Lo que alguien te entregue como persona de cuidados te espera aquí.',
      states: { waiting: 'Sin abrir', opened: 'Abierto', heard: 'Escuchado', stepped_back: 'Te hiciste a un lado', withdrawn: 'Retirado' },
    },
    mine: {
      title: 'Mis inquietudes',
      empty: 'Lo que compartes está aquí, solo para ti. También puedes guardar algo que nadie más vea nunca.',
      begin: 'Compartir en privado',
      status: { kept: 'Solo para mí', given: 'Entregado', withdrawn: 'Retirado' },
      raisedOn: (day: string, today: string) => `Dicho el ${dayInWords('es', day, today)}`,
      recipient: (name: string, state: RecipientState, openedOn: string | null, today: string) => {
        if (state === 'waiting') return `${name} aún no lo ha abierto`
        const opened = openedOn ? `lo abrió el ${dayInWords('es', openedOn, today)}` : 'lo abrió'
        if (state === 'opened') return `${name} ${opened}`
        return state === 'heard' ? `${name} ${opened} y lo ha escuchado` : `${name} se hizo a un lado`
      },
      leftOut: (names: readonly string[]) => `Fuera: ${listInWords('es', names)}`,
      nearEnd: (day: string, today: string) => `Se borrará después del ${dayInWords('es', day, today)}.`,
      withdraw: 'Retirar',
      withdrawConfirm: 'Nadie de quienes lo recibieron podrá abrirlo. Solo verán que algo se retiró. Aquí sigue para ti.',
      withdrawDone: 'Queda retirado. Aquí sigue para ti.',
      delete: 'Borrar',
      deleteConfirm: 'Se borra para siempre. Las copias de seguridad anteriores lo conservan, cifrado, hasta que caducan.',
      noticeUncertain: 'No hemos podido saber si llegó un aviso. Solo tú ves esto.',
      sendAgain: 'Enviar otra vez el aviso',
      sendAgainDone: 'El aviso se enviará otra vez.',
      notOpened: 'Nadie lo ha abierto todavía. Quienes lo recibieron tuvieron un aviso más de que hay algo.',
      notOpenedHint: 'Puedes entregarlo también a alguien más, o acudir a alguien de fuera del grupo.',
      standing: {
        steward: '',
        away: 'por ahora no recibe nada nuevo',
        term_over: 'ya no es persona de cuidados, y todavía puede leer esto',
        left: 'dejó el círculo y ya no puede leer esto',
      },
      widen: 'Entregarlo también a alguien más',
      widenHint: 'Solo tú puedes hacerlo. Verán lo mismo que el resto. Quien dejaste fuera sigue fuera.',
      widenDone: (names: readonly string[]) => `Queda también en manos de ${listInWords('es', names)}.`,
      widenNobody: 'Por ahora no hay nadie más entre las personas de cuidados que pueda recibirlo.',
      widenNone: 'Elige al menos a una persona de cuidados.',
      widenHave: 'Quien elegiste ya lo tiene. No se entregó nada más.',
      extend: 'Guardarlo más tiempo',
      extendDone: (day: string, today: string) => `Se guarda hasta el ${dayInWords('es', day, today)}.`,
      wordsElsewhere: 'Tu círculo no deja pasar palabras por Slack. Abre Tend en tu navegador para leer las tuyas.',
      reply: {
        label: 'Contestar',
        hint: 'Lo leen cuando vuelvan a mirar. No se envía nada, y tu nombre sigue como elegiste.',
        toAll: 'A todas las personas que lo tienen',
        send: 'Contestar',
        done: 'Lo encuentran donde abrieron esto.',
        from: (name: string, day: string, today: string) => `${name}, ${dayInWords('es', day, today)}`,
        mine: (names: readonly string[], day: string, today: string) =>
          `De ti a ${listInWords('es', names)}, ${dayInWords('es', day, today)}`,
      },
      carry: {
        title: (name: string) => `${name} llevaría al círculo exactamente estas palabras:`,
        explain: 'Tu círculo las leería como algo que surgió. Nada de allí lleva hasta ti ni hasta esto.',
        as: { backburner: 'A fuego lento', repair: 'Como reparación' },
        yes: 'Sí, estas palabras',
        no: 'No',
        takeBack: 'Retirar mi sí',
        noHint: 'No hace falta dar razones. También puedes retirar un sí mientras no estén allí.',
        states: { asked: 'Se te pregunta', agreed: 'Dijiste sí', declined: 'Dijiste no', carried: 'Llevado al círculo' },
      },
    },
    refusals: {
      invalid: 'Algo de esta página necesita otra mirada. No se ha perdido nada de lo que escribiste.',
      not_found: 'Aquí no hay nada.',
      not_ready: 'Este círculo aún no puede recibir nada. Puedes guardarlo solo para ti. No se ha perdido nada de lo que escribiste.',
      not_now: 'Esto no se puede hacer ahora mismo. No se ha perdido nada.',
      nobody_left:
        'Con estas personas fuera, no queda nadie que lo reciba. Elige a alguien más o guárdalo solo para ti. No se ha perdido nada de lo que escribiste.',
      audience_changed:
        'Quién lo recibiría cambió desde que lo repasaste, así que no se envió nada. Repásalo otra vez. No se ha perdido nada de lo que escribiste.',
      not_a_steward:
        'Alguien que elegiste no es persona de cuidados aquí, o por ahora no recibe nada nuevo. Elige otra vez. No se ha perdido nada de lo que escribiste.',
      already_done: 'Esto ya estaba hecho.',
      expired: 'Se guardó hasta su día y está borrado.',
      withdrawn: 'Esto se ha retirado. No hay nada que hacer.',
      taken: 'Esto ya se envió antes con otras palabras. Ábrelo otra vez y repásalo.',
      not_through_slack:
        'Tu círculo decidió que estas palabras nunca pasen por Slack. Abre Tend en tu navegador. No se ha perdido nada de lo que escribiste.',
    },
    offline: 'Ahora mismo no se puede llegar a Tend. No se ha perdido nada de lo que escribiste; prueba otra vez en un momento.',
  },
})

const missingInEnglish: Record<Missing, string> = {
  two_stewards: 'two stewards',
  outside_contact: 'a contact outside the group',
  emergency_contact: 'an emergency contact',
}

const missingInSpanish: Record<Missing, string> = {
  two_stewards: 'dos personas de cuidados',
  outside_contact: 'un contacto de fuera del grupo',
  emergency_contact: 'un contacto de emergencia',
}
