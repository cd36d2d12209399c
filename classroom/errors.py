"""The one error tree. Each class names the HTTP status that the student side answers with."""


class ClassroomError(Exception):
    """Something the person who caused it can act on; its text is shown to them."""

    status = 400
    code = "bad_request"


class SettingsError(ClassroomError):
    """A setting, a folder or a port that the person who starts the server must put right."""

    code = "settings"


class InputError(ClassroomError):
    """A title or name that is empty or too long to be kept."""

    status = 422
    code = "bad_input"


class SessionNotFoundError(ClassroomError):
    """No class has this code or id."""

    status = 404
    code = "unknown_code"


class TeacherNotFoundError(ClassroomError):
    """No teacher has this name."""

    status = 404
    code = "unknown_teacher"


class SignedOutError(ClassroomError):
    """What was asked for needs somebody who has signed in."""

    status = 401
    code = "signed_out"


class SessionEndedError(ClassroomError):
    """The teacher has ended this class."""

    status = 410
    code = "ended"


class SessionNotOverError(ClassroomError):
    """Something that only an ended class allows was asked of one that still runs."""

    status = 409
    code = "not_over"


class ClassLockedError(ClassroomError):
    """The teacher lets nobody new into this class for now."""

    status = 423
    code = "locked"


class ConsentMissingError(ClassroomError):
    """A camera was offered without the student's agreement."""

    status = 403
    code = "consent_missing"


class TokenError(ClassroomError):
    """A participant token that is forged, expired or of another class."""

    status = 401
    code = "bad_token"


class RemovedError(ClassroomError):
    """The teacher has removed this student from the class."""

    status = 403
    code = "removed"


class DeletedError(ClassroomError):
    """A student of whom nothing is stored any more."""

    status = 404
    code = "deleted"


class OfferError(ClassroomError):
    """An offer that is not usable SDP or lacks what the class needs."""

    status = 422
    code = "bad_offer"


class RequestTooLargeError(ClassroomError):
    """A body longer than any honest client sends."""

    status = 413
    code = "too_large"


class TooOftenError(ClassroomError):
    """The same thing asked for again before anybody could have meant it."""

    status = 429
    code = "too_often"


class RoomFullError(ClassroomError):
    """No more students fit in this class on this server."""

    status = 503
    code = "full"


class LawNoticeError(ClassroomError):
    """A class that infers emotion was asked for without confirming that it is lawful."""

    status = 422
    code = "law_notice"


class InferenceError(ClassroomError):
    """The face-reading networks cannot be used."""

    status = 503
    code = "inference"


class ImageError(ClassroomError):
    """A picture or video that cannot be read."""

    status = 422
    code = "bad_image"


class StoreError(ClassroomError):
    """The database cannot be reached or is not of this version."""

    status = 503
    code = "store"


class DataError(ClassroomError):
    """A data set that is missing or not of the known form."""

    status = 422
    code = "data"


class HiddenError(ClassroomError):
    """Something of single students was asked of a class that shows none."""

    status = 403
    code = "hidden"


class ReportError(ClassroomError):
    """A report that cannot be made here until something is installed."""

    status = 503
    code = "report"


class BenchmarkError(ClassroomError):
    """What is measured beside cannot be run here."""

    code = "benchmark"
