// Every sentence that changes with what happens, in one place.

export const STATUS = {
  idle: "Camera off",
  asking: "Allow the camera…",
  connecting: "Connecting…",
  live: "Live",
  paused: "Paused",
  reconnecting: "Reconnecting…",
  ended: "Left",
  error: "Not seen",
};

export const CAMERA = {
  denied:
    "Your browser does not let this page use the camera. Tap the camera or lock sign beside the address, choose Allow, then try again.",
  none: "No camera was found. Plug one in or switch it on, then try again, or take part without one.",
  busy: "Your camera is used by another program, such as a video call. Close that one, then try again.",
  insecure:
    "Browsers give the camera only to secure pages. Ask your teacher for a link that starts with https://, or take part without a camera.",
  unplugged: "Your camera was unplugged or switched off. Plug it in again and it goes on by itself.",
  frozen:
    "Your camera stopped sending pictures. Open its cover or close other programs that use it, then try again.",
};

export const HIDDEN =
  "This page is in the background, where some phones stop the camera. Come back to this page to be seen.";

export const BLOCKED =
  "The class answers, but your network blocks the connection. Try another network or mobile data, or ask your school's IT. This page keeps trying.";

export const UNREACHABLE =
  "The class cannot be reached. Check your internet connection. This page keeps trying and brings you back by itself.";

export const UNREACHABLE_ONCE =
  "The class cannot be reached. Check your internet connection, then try again.";

export const NOT_SENT = "That did not reach the class. Try again in a moment.";

export const LOST = {
  off: { label: "I'm lost", note: "Only your teacher sees it." },
  on: { label: "Got it now", note: "Your teacher knows that you are lost." },
  helped: { label: "I'm lost", note: "Your teacher has seen it. Still lost? Press again." },
};

export const PULSE = {
  question: "Your teacher asks: are you following?",
  asked: "Your teacher sees numbers, not names.",
  thanks: "Thank you. You can change it until the question closes.",
  failed: "Not sent, tap again.",
  over: "The question is closed.",
  overThanks: "Thank you. The question is closed.",
};

export const ENDS = {
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
  unknown_code: {
    title: "There is no class with this code",
    text: "Check the link, or type the code that your teacher gave you.",
  },
};

export const LOCKED =
  "Your teacher has locked this class, so nobody new can join just now. Tell them that you are here, then try again. What you typed stays.";

export const STILL_OUT = "Your teacher has not let you back in yet. Talk to them, then try again.";

export const EXPIRED = "Your place in this class has run out. Please join again.";

const READ =
  "Your expression, from the camera. It is a computer's guess, never a grade.";
const KEPT = "Numbers and your name. Never a picture, never sound.";
const PRESSES = "When you press “I'm lost”, and when you take it back.";
const ANSWERS =
  "What you answer when your teacher asks “are you following?”. It is stored with your other rows and shown as counts: how many, not who.";
const MOMENTS = "When you joined, paused and left, and whether you agreed to the camera.";
const UNTIL = "It is kept until you delete it here or your school does.";
const INFERRED =
  "About twice a second, from one picture: where your face is, where your head points, and how likely seven expressions are (neutral, happiness, surprise, sadness, anger, disgust, fear). From these over time: whether you may be confused. It is often wrong.";
const SECONDS = "The numbers are stored once a second; a second in which no face was found is stored as unseen.";
const FRAMES = "Pictures go to the class's server, stay in its memory until read, and are gone.";
const LAW =
  "In the European Union, reading emotions in education is allowed only for medical or safety reasons. Your teacher has confirmed that it is lawful here.";

/** What the page promises in each mode of a class. */
export const FACTS = {
  affect: {
    subtitle: "Raised Hand helps your teacher notice when the class is lost.",
    read: READ,
    kept: KEPT,
    seen: "Your teacher. No other student sees you.",
    choice: "Pause, leave or delete your data at any time.",
    fine: [INFERRED, FRAMES, SECONDS, PRESSES, ANSWERS, MOMENTS, UNTIL, LAW],
  },
  aggregate: {
    subtitle: "Raised Hand helps your teacher notice when the class is lost.",
    read: READ,
    kept: KEPT,
    seen: "Your teacher, and only as the mood of the whole class, from five students up.",
    choice: "Pause, leave or delete your data at any time.",
    fine: [INFERRED, FRAMES, SECONDS, PRESSES, ANSWERS, MOMENTS, UNTIL, LAW],
  },
  "self-report": {
    subtitle: "Tell your teacher when you are lost, with one button.",
    read: "Nothing. This class uses no camera and no sound.",
    kept: "The name you give and what you say with the buttons.",
    seen: "Your teacher. No other student sees it.",
    choice: "Leave or delete your data at any time.",
    fine: [PRESSES, ANSWERS, "When you joined and left.", UNTIL],
  },
};
