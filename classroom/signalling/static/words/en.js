// Every sentence of the join page, in English.

const READ = "Your expression, from the camera. It is a computer's guess, never a grade.";
const KEPT = "Numbers and your name. Never a picture, never sound.";
const PRESSES = "When you press “I'm lost”, and when you take it back.";
const ANSWERS =
  "What you answer when your teacher asks “are you following?”. It is stored with your other rows and shown as counts: how many, not who.";
const MOMENTS = "When you joined, paused and left, and whether you agreed to the camera.";
const UNTIL =
  "It is deleted {days} after the class has ended, or when you delete it here. Your teacher can change the days, to {most} at most.";
const INFERRED =
  "About twice a second, from one picture: where your face is, where your head points, and how likely seven expressions are (neutral, happiness, surprise, sadness, anger, disgust, fear). From these over time: whether you may be confused. It is often wrong.";
const SECONDS = "The numbers are stored once a second; a second in which no face was found is stored as unseen.";
const FRAMES = "Pictures go to the class's server, stay in its memory until read, and are gone.";
const LAW =
  "In the European Union, reading emotions in education is allowed only for medical or safety reasons. Your teacher has confirmed that it is lawful here.";
const CHOICE = "Join with or without a camera. Pause, leave or delete your data at any time.";
const HELPS = "Raised Hand helps your teacher notice when the class is lost.";
const FINE = [INFERRED, FRAMES, SECONDS, PRESSES, ANSWERS, MOMENTS, UNTIL, LAW];
const LOCKED =
  "Your teacher has locked this class, so nobody new can join just now. Tell them that you are here, then try again. What you typed stays.";
const UNREACHABLE = "The class cannot be reached. Check your internet connection, then try again.";
const UNKNOWN_CODE = "Check the link, or type the code that your teacher gave you.";
const EXPIRED = "Your place in this class has run out. Please join again.";

export const en = {
  page: {
    title: "{title} · Raised Hand",
    join: "Join the class · Raised Hand",
    problem: "Something is wrong · Raised Hand",
    language: "Language",
    never: "No picture and no sound is ever stored.",
  },

  front: {
    title: "Join your class",
    text: "Open the link that your teacher gave you, or type the code of the class.",
  },

  status: {
    idle: "Camera off",
    asking: "Allow the camera…",
    connecting: "Connecting…",
    live: "Live",
    paused: "Paused",
    reconnecting: "Reconnecting…",
    error: "Not seen",
    ended: "Class over",
    left: "Left",
    deleted: "Deleted",
    replaced: "In another tab",
    removed: "Removed",
    expired: "Run out",
    noClass: "No class",
    notJoined: "Not joined",
    locked: "Class locked",
  },

  form: {
    joining: "Joining the class…",
    what: "What happens here",
    read: "Read",
    kept: "Kept",
    seen: "Seen by",
    choice: "You decide",
    finePrint: "Exactly what is read and stored",
    name: "Your name or an alias",
    nameMissing: "Write a name that your teacher will know you by.",
    nameUnfit: "Write a name of letters, numbers and other signs that can be seen, {most} at most.",
    consent: "I agree that my camera picture is read as described here.",
    consentMissing: "Tick this box to join with your camera, or join without one.",
    joinWithCamera: "Join with camera",
    joinWithout: "Join without a camera",
    join: "Join",
  },

  room: {
    place: "Your place in the class",
    preview: "Your camera, mirrored. Only you see this picture.",
    here: "You are here",
    noCamera:
      "No camera is used. Your teacher sees your name and hears from you when you press a button.",
    pause: "Pause",
    resume: "Resume",
    leave: "Leave",
    delete: "Delete my data…",
  },

  confirm: {
    title: "Delete your data?",
    text: "Your name and everything kept about you in this class is deleted for good, and you leave the class.",
    keep: "Keep it",
    delete: "Delete my data",
  },

  action: { tryAgain: "Try again", tryCamera: "Try the camera again" },

  stage: {
    paused: "Your camera is off. You are still in the class.",
    noPicture: "No picture",
  },

  reading: {
    seen: "Seen",
    notSeen: "Not seen",
    notRead: "Not read",
    guess: "A computer's guess: your teacher gets this, not the picture.",
    guessConfused:
      "Perhaps a little confused. A computer's guess: your teacher gets this, not the picture.",
    noFace: "No face found",
    turn: "Turn to the camera, with light from the front. Unseen never counts against you.",
    paused: "Paused",
    untilResume: "Nothing is read until you resume.",
    connecting: "Connecting",
    reconnecting: "Reconnecting",
    meanwhile: "Nothing is read meanwhile.",
    waiting: "Waiting",
    soon: "The next reading comes within seconds.",
  },

  looks: {
    neutral: "Looks calm",
    happiness: "Looks cheerful",
    surprise: "Looks surprised",
    sadness: "Looks sad",
    anger: "Looks angry",
    disgust: "Looks put off",
    fear: "Looks worried",
    unsure: "Looks hard to say",
  },

  camera: {
    denied:
      "Your browser does not let this page use the camera. Tap the camera or lock sign beside the address, choose Allow, then try again.",
    none: "No camera was found. Plug one in or switch it on, then try again, or take part without one.",
    busy: "Your camera is used by another program, such as a video call. Close that one, then try again.",
    insecure:
      "Browsers give the camera only to secure pages. Ask your teacher for a link that starts with https://, or take part without a camera.",
    unplugged: "Your camera was unplugged or switched off. Plug it in again and it goes on by itself.",
    frozen:
      "Your camera stopped sending pictures. Open its cover or close other programs that use it, then try again.",
    hidden:
      "This page is in the background, where some phones stop the camera. Come back to this page to be seen.",
  },

  network: {
    blocked:
      "The class answers, but your network blocks the connection. Try another network or mobile data, or ask your school's IT. This page keeps trying.",
    unreachable:
      "The class cannot be reached. Check your internet connection. This page keeps trying and brings you back by itself.",
    notSent: "That did not reach the class. Try again in a moment.",
    notDeleted:
      "Not deleted: the class can no longer tell which place was yours. Your teacher can delete the class with all that is in it.",
    stillOut: "Your teacher has not let you back in yet. Talk to them, then try again.",
  },

  lost: {
    off: { label: "I'm lost", note: "Only your teacher sees it." },
    on: { label: "Got it now", note: "Your teacher knows that you are lost." },
    helped: { label: "I'm lost", note: "Your teacher has seen it. Still lost? Press again." },
  },

  pulse: {
    question: "Your teacher asks: are you following?",
    yes: "Yes",
    no: "Not really",
    asked: "Your teacher sees numbers, not names.",
    thanks: "Thank you. You can change it until the question closes.",
    failed: "Not sent, tap again.",
    over: "The question is closed.",
    overThanks: "Thank you. The question is closed.",
  },

  ends: {
    code: "Code from your teacher",
    open: "Open",
    ended: { title: "The class has ended", text: "Thank you for taking part. Your camera is off." },
    left: {
      title: "You have left the class",
      text: "Your camera is off and nothing more is read.",
      back: "Come back to the class",
    },
    deleted: {
      title: "Your data is deleted",
      text: "Nothing about you is kept from this class. Your camera is off.",
    },
    replaced: {
      title: "This class is open in another tab",
      text: "You joined again elsewhere, so this tab has stopped and its camera is off. Go on in the other tab.",
      back: "Use this tab instead",
    },
    removed: {
      title: "Your teacher has removed you from this class",
      text: "Your camera is off and nothing more is read. Talk to your teacher if that was a mistake: once they let you back in, come back by the button.",
      back: "Come back to the class",
    },
    expired: {
      title: "Your place in this class has run out",
      text: "Your camera is off and nothing more is read. Join again to go on. A new place cannot delete what is kept of this one, so do that first if you want it gone.",
      back: "Join again",
    },
    unknown_code: { title: "There is no class with this code", text: UNKNOWN_CODE },
    failed: { title: "Something went wrong" },
  },

  /** By the code of the server's answer. */
  errors: {
    bad_input: "Please check what you have written, then try again.",
    bad_offer:
      "The connection to the class could not be set up. Load this page again; if that does not help, tell your teacher.",
    bad_request: "Something went wrong. Load this page again.",
    bad_token: EXPIRED,
    consent_missing:
      "Your camera is only used if you agree. Tick the box, or join without a camera.",
    deleted: "You are no longer in this class: join again by its link.",
    ended: "This class has ended. Thank you for taking part.",
    full: "This server is full. Tell your teacher, or try again later.",
    inference: "The class cannot read cameras just now. Tell your teacher, or try again later.",
    internal: "Something went wrong here. Please try again.",
    locked: LOCKED,
    method_not_allowed: "Something went wrong. Load this page again.",
    not_found: "There is no such page. Open the link that your teacher gave you.",
    removed: "Your teacher has removed you from this class.",
    store: "The class cannot be reached just now. Please try again in a moment.",
    too_large: "That was more than the class takes. Load this page again.",
    too_often: "Your teacher has been told. Wait a moment before you change it.",
    unknown: "Something went wrong. Load this page again.",
    unknown_code: UNKNOWN_CODE,
    unreachable: UNREACHABLE,
  },

  /** What the page promises in each mode of a class. */
  facts: {
    affect: {
      subtitle: HELPS,
      read: READ,
      kept: KEPT,
      seen: "Your teacher. No other student sees you.",
      choice: CHOICE,
      fine: FINE,
    },
    aggregate: {
      subtitle: HELPS,
      read: READ,
      kept: KEPT,
      seen: "Your teacher, and only as the mood of the whole class, from five students up.",
      choice: CHOICE,
      fine: FINE,
    },
    "self-report": {
      subtitle: "Tell your teacher when you are lost, with one button.",
      read: "Nothing. This class uses no camera and no sound.",
      kept: "The name you give and what you say with the buttons.",
      seen: "Your teacher. No other student sees it.",
      choice: "Leave or delete your data at any time.",
      fine: [PRESSES, ANSWERS, "When you joined and left.", UNTIL],
    },
  },
};
