// Every sentence of the join page, in German: plain, and "du" to the student.

const READ =
  "Dein Gesichtsausdruck, aus dem Kamerabild. Das ist die Vermutung eines Computers, nie eine Note.";
const KEPT = "Zahlen und dein Name. Nie ein Bild, nie Ton.";
const PRESSES = "Wann du „Ich komme nicht mit“ drückst und wann du es zurücknimmst.";
const ANSWERS =
  "Was du antwortest, wenn deine Lehrkraft fragt: „Kommst du mit?“ Es wird bei deinen anderen Daten gespeichert und als Anzahl gezeigt: wie viele, nicht wer.";
const MOMENTS =
  "Wann du beigetreten bist, pausiert hast und gegangen bist, und ob du der Kamera zugestimmt hast.";
const UNTIL =
  "Es wird {days} nach dem Ende des Unterrichts gelöscht, oder wenn du es hier löschst. Deine Lehrkraft kann die Zahl der Tage ändern, auf höchstens {most}.";
const INFERRED =
  "Etwa zweimal pro Sekunde, aus einem Bild: wo dein Gesicht ist, wohin dein Kopf zeigt und wie wahrscheinlich sieben Gesichtsausdrücke sind (neutral, Freude, Überraschung, Trauer, Wut, Ekel, Angst). Daraus im Lauf der Zeit: ob du vielleicht verwirrt bist. Das ist oft falsch.";
const SECONDS =
  "Die Zahlen werden einmal pro Sekunde gespeichert; eine Sekunde, in der kein Gesicht gefunden wurde, wird als „nicht gesehen“ gespeichert.";
const FRAMES =
  "Bilder gehen an den Server der Klasse, bleiben in seinem Arbeitsspeicher, bis sie ausgewertet sind, und sind dann weg.";
const LAW =
  "In der Europäischen Union ist es in Bildungseinrichtungen nur aus medizinischen Gründen oder aus Sicherheitsgründen erlaubt, Gefühle auszuwerten. Deine Lehrkraft hat bestätigt, dass es hier rechtmäßig ist.";
const CHOICE =
  "Du kannst mit oder ohne Kamera mitmachen. Du kannst jederzeit pausieren, gehen oder deine Daten löschen.";
const HELPS = "Mit Raised Hand merkt deine Lehrkraft, wenn die Klasse nicht mitkommt.";
const FINE = [INFERRED, FRAMES, SECONDS, PRESSES, ANSWERS, MOMENTS, UNTIL, LAW];
const LOCKED =
  "Deine Lehrkraft hat diesen Unterricht gesperrt, darum kann gerade niemand neu dazukommen. Sag ihr, dass du da bist, und versuche es dann noch einmal. Was du geschrieben hast, bleibt stehen.";
const UNREACHABLE =
  "Der Unterricht ist nicht erreichbar. Prüfe deine Internetverbindung und versuche es dann noch einmal.";
const UNKNOWN_CODE =
  "Prüfe den Link oder tippe den Code ein, den dir deine Lehrkraft gegeben hat.";
const EXPIRED = "Dein Platz in diesem Unterricht ist abgelaufen. Bitte tritt noch einmal bei.";

export const de = {
  page: {
    title: "{title} · Raised Hand",
    join: "Am Unterricht teilnehmen · Raised Hand",
    problem: "Etwas stimmt nicht · Raised Hand",
    language: "Sprache",
    never: "Es wird nie ein Bild und nie Ton gespeichert.",
  },

  front: {
    title: "Am Unterricht teilnehmen",
    text: "Öffne den Link, den dir deine Lehrkraft gegeben hat, oder gib den Code des Unterrichts ein.",
  },

  status: {
    idle: "Kamera aus",
    asking: "Erlaube die Kamera…",
    connecting: "Verbinde…",
    live: "Live",
    paused: "Pause",
    reconnecting: "Verbinde neu…",
    error: "Nicht gesehen",
    ended: "Zu Ende",
    left: "Gegangen",
    deleted: "Gelöscht",
    replaced: "In anderem Tab",
    removed: "Entfernt",
    expired: "Abgelaufen",
    noClass: "Kein Unterricht",
    notJoined: "Nicht dabei",
    locked: "Gesperrt",
  },

  form: {
    joining: "Der Unterricht wird geöffnet…",
    what: "Was hier passiert",
    read: "Ausgewertet",
    kept: "Gespeichert",
    seen: "Gesehen von",
    choice: "Du entscheidest",
    finePrint: "Was genau ausgewertet und gespeichert wird",
    name: "Dein Name oder ein Spitzname",
    nameMissing: "Schreib einen Namen, an dem dich deine Lehrkraft erkennt.",
    nameUnfit:
      "Schreib einen Namen aus Buchstaben, Zahlen und anderen sichtbaren Zeichen, höchstens {most}.",
    consent: "Ich bin einverstanden, dass mein Kamerabild so ausgewertet wird, wie es hier steht.",
    consentMissing:
      "Setze hier den Haken, um mit Kamera mitzumachen, oder mach ohne Kamera mit.",
    joinWithCamera: "Mit Kamera mitmachen",
    joinWithout: "Ohne Kamera mitmachen",
    join: "Mitmachen",
  },

  room: {
    place: "Dein Platz im Unterricht",
    preview: "Deine Kamera, gespiegelt. Nur du siehst dieses Bild.",
    here: "Du bist dabei",
    noCamera:
      "Es wird keine Kamera benutzt. Deine Lehrkraft sieht deinen Namen und hört von dir, wenn du einen Knopf drückst.",
    pause: "Pause",
    resume: "Weiter",
    leave: "Gehen",
    delete: "Meine Daten löschen…",
  },

  confirm: {
    title: "Deine Daten löschen?",
    text: "Dein Name und alles, was in diesem Unterricht über dich gespeichert ist, wird endgültig gelöscht, und du verlässt den Unterricht.",
    keep: "Behalten",
    delete: "Meine Daten löschen",
  },

  action: { tryAgain: "Noch einmal versuchen", tryCamera: "Kamera noch einmal versuchen" },

  stage: {
    paused: "Deine Kamera ist aus. Du bist noch im Unterricht.",
    noPicture: "Kein Bild",
  },

  reading: {
    seen: "Gesehen",
    notSeen: "Nicht gesehen",
    notRead: "Nicht ausgewertet",
    guess: "Die Vermutung eines Computers: Deine Lehrkraft bekommt sie, nicht das Bild.",
    guessConfused:
      "Vielleicht ein wenig verwirrt. Die Vermutung eines Computers: Deine Lehrkraft bekommt sie, nicht das Bild.",
    noFace: "Kein Gesicht",
    turn: "Dreh dich zur Kamera, mit Licht von vorn. Nicht gesehen zu werden zählt nie gegen dich.",
    paused: "Pause",
    untilResume: "Nichts wird ausgewertet, bis du auf „Weiter“ drückst.",
    connecting: "Verbinde",
    reconnecting: "Verbinde neu",
    meanwhile: "So lange wird nichts ausgewertet.",
    waiting: "Warte",
    soon: "In wenigen Sekunden geht es weiter.",
  },

  looks: {
    neutral: "Wirkt ruhig",
    happiness: "Wirkt fröhlich",
    surprise: "Wirkt überrascht",
    sadness: "Wirkt traurig",
    anger: "Wirkt wütend",
    disgust: "Wirkt angewidert",
    fear: "Wirkt besorgt",
    unsure: "Schwer zu sagen",
  },

  camera: {
    denied:
      "Dein Browser lässt diese Seite nicht an die Kamera. Tippe neben der Adresse auf das Zeichen mit der Kamera oder dem Schloss, wähle „Zulassen“ und versuche es dann noch einmal.",
    none: "Es wurde keine Kamera gefunden. Schließ eine an oder schalte sie ein und versuche es noch einmal, oder mach ohne Kamera mit.",
    busy: "Ein anderes Programm benutzt deine Kamera, zum Beispiel ein Videoanruf. Schließ es und versuche es dann noch einmal.",
    insecure:
      "Browser geben die Kamera nur sicheren Seiten. Bitte deine Lehrkraft um einen Link, der mit https:// beginnt, oder mach ohne Kamera mit.",
    unplugged:
      "Deine Kamera wurde abgesteckt oder ausgeschaltet. Steck sie wieder an, dann geht sie von selbst an.",
    frozen:
      "Deine Kamera schickt keine Bilder mehr. Öffne ihre Abdeckung oder schließ andere Programme, die sie benutzen, und versuche es dann noch einmal.",
    hidden:
      "Diese Seite ist im Hintergrund, dort halten manche Handys die Kamera an. Komm auf diese Seite zurück, um gesehen zu werden.",
  },

  network: {
    blocked:
      "Der Unterricht antwortet, aber dein Netz blockiert die Verbindung. Versuche ein anderes Netz oder mobile Daten, oder frag die IT deiner Schule. Diese Seite versucht es weiter.",
    unreachable:
      "Der Unterricht ist nicht erreichbar. Prüfe deine Internetverbindung. Diese Seite versucht es weiter und bringt dich von selbst zurück.",
    notSent: "Das ist nicht angekommen. Versuche es gleich noch einmal.",
    notDeleted:
      "Nicht gelöscht: Es lässt sich nicht mehr feststellen, welcher Platz deiner war. Deine Lehrkraft kann den Unterricht mit allem löschen, was dazu gespeichert ist.",
    stillOut:
      "Deine Lehrkraft hat dich noch nicht wieder hereingelassen. Sprich mit ihr und versuche es dann noch einmal.",
  },

  lost: {
    off: { label: "Ich komme nicht mit", note: "Nur deine Lehrkraft sieht das." },
    on: { label: "Jetzt ist es klar", note: "Deine Lehrkraft weiß Bescheid." },
    helped: {
      label: "Ich komme nicht mit",
      note: "Deine Lehrkraft hat es gesehen. Noch unklar? Drück noch mal.",
    },
  },

  pulse: {
    question: "Deine Lehrkraft fragt: Kommst du mit?",
    yes: "Ja",
    no: "Eher nicht",
    asked: "Deine Lehrkraft sieht Zahlen, keine Namen.",
    thanks: "Danke. Du kannst es ändern, bis die Frage schließt.",
    failed: "Nicht gesendet, tippe noch einmal.",
    over: "Die Frage ist geschlossen.",
    overThanks: "Danke. Die Frage ist geschlossen.",
  },

  ends: {
    code: "Code von deiner Lehrkraft",
    open: "Öffnen",
    ended: {
      title: "Der Unterricht ist zu Ende",
      text: "Danke, dass du mitgemacht hast. Deine Kamera ist aus.",
    },
    left: {
      title: "Du hast den Unterricht verlassen",
      text: "Deine Kamera ist aus und es wird nichts mehr ausgewertet.",
      back: "Zurück in den Unterricht",
    },
    deleted: {
      title: "Deine Daten sind gelöscht",
      text: "Aus diesem Unterricht ist nichts mehr über dich gespeichert. Deine Kamera ist aus.",
    },
    replaced: {
      title: "Dieser Unterricht ist in einem anderen Tab offen",
      text: "Du bist woanders noch einmal beigetreten, darum hat dieser Tab aufgehört und seine Kamera ist aus. Mach im anderen Tab weiter.",
      back: "Lieber diesen Tab benutzen",
    },
    removed: {
      title: "Deine Lehrkraft hat dich aus diesem Unterricht entfernt",
      text: "Deine Kamera ist aus und es wird nichts mehr ausgewertet. Sprich mit deiner Lehrkraft, wenn das ein Versehen war: Sobald sie dich wieder hereinlässt, kommst du mit dem Knopf zurück.",
      back: "Zurück in den Unterricht",
    },
    expired: {
      title: "Dein Platz in diesem Unterricht ist abgelaufen",
      text: "Deine Kamera ist aus und es wird nichts mehr ausgewertet. Tritt noch einmal bei, um weiterzumachen. Von einem neuen Platz aus lässt sich nicht löschen, was zu diesem gespeichert ist: Lösche es vorher, wenn du das willst.",
      back: "Noch einmal beitreten",
    },
    unknown_code: { title: "Zu diesem Code gibt es keinen Unterricht", text: UNKNOWN_CODE },
    failed: { title: "Etwas ist schiefgegangen" },
  },

  /** By the code of the server's answer. */
  errors: {
    bad_input: "Bitte prüfe, was du geschrieben hast, und versuche es dann noch einmal.",
    bad_offer:
      "Die Verbindung zum Unterricht kam nicht zustande. Lade diese Seite neu; wenn das nicht hilft, sag es deiner Lehrkraft.",
    bad_request: "Etwas ist schiefgegangen. Lade diese Seite neu.",
    bad_token: EXPIRED,
    consent_missing:
      "Deine Kamera wird nur benutzt, wenn du zustimmst. Setze den Haken, oder mach ohne Kamera mit.",
    deleted: "Du bist nicht mehr in diesem Unterricht: Tritt über den Link noch einmal bei.",
    ended: "Dieser Unterricht ist zu Ende. Danke, dass du mitgemacht hast.",
    full: "Dieser Server ist voll. Sag es deiner Lehrkraft oder versuche es später noch einmal.",
    inference:
      "Gerade können keine Kamerabilder ausgewertet werden. Sag es deiner Lehrkraft oder versuche es später noch einmal.",
    internal: "Hier ist etwas schiefgegangen. Bitte versuche es noch einmal.",
    locked: LOCKED,
    method_not_allowed: "Etwas ist schiefgegangen. Lade diese Seite neu.",
    not_found: "Diese Seite gibt es nicht. Öffne den Link, den dir deine Lehrkraft gegeben hat.",
    removed: "Deine Lehrkraft hat dich aus diesem Unterricht entfernt.",
    store: "Der Unterricht ist gerade nicht erreichbar. Bitte versuche es gleich noch einmal.",
    too_large: "Das war mehr, als der Unterricht annimmt. Lade diese Seite neu.",
    too_often: "Deine Lehrkraft weiß schon Bescheid. Warte einen Moment, bevor du es änderst.",
    unknown: "Etwas ist schiefgegangen. Lade diese Seite neu.",
    unknown_code: UNKNOWN_CODE,
    unreachable: UNREACHABLE,
  },

  /** What the page promises in each mode of a class. */
  facts: {
    affect: {
      subtitle: HELPS,
      read: READ,
      kept: KEPT,
      seen: "Deiner Lehrkraft. Niemand sonst in der Klasse sieht dich.",
      choice: CHOICE,
      fine: FINE,
    },
    aggregate: {
      subtitle: HELPS,
      read: READ,
      kept: KEPT,
      seen: "Deiner Lehrkraft, und nur als Stimmung der ganzen Klasse, ab fünf Leuten.",
      choice: CHOICE,
      fine: FINE,
    },
    "self-report": {
      subtitle: "Sag deiner Lehrkraft mit einem Knopf, wenn du nicht mitkommst.",
      read: "Nichts. Dieser Unterricht benutzt keine Kamera und keinen Ton.",
      kept: "Der Name, den du angibst, und was du mit den Knöpfen sagst.",
      seen: "Deiner Lehrkraft. Niemand sonst in der Klasse sieht es.",
      choice: "Du kannst jederzeit gehen oder deine Daten löschen.",
      fine: [PRESSES, ANSWERS, "Wann du beigetreten und gegangen bist.", UNTIL],
    },
  },
};
