"""What can go wrong with an answer."""

from enum import Enum


class Fault(Enum):
    """A fault of the next answer."""

    TIMEOUT = "no answer until the asker gives up"
    RESET = "the connection is reset in the middle of the body"
    SHORT = "fewer bytes than promised"
    HALF_JSON = "the body ends in the middle, and its length is said to be that"
    WRONG_TYPE = "figures are called an image"
    WEB_PAGE = "a web page with status 200"
    WEB_PAGE_AS_JSON = "a web page that is called JSON"
    GZIP_CUT = "a packed body without its end"
    OTHER_SHAPE = "JSON of another form"
    EMPTY = "nothing at all, with status 200"
    UNAVAILABLE = "503"
    TOO_OFTEN = "429 with Retry-After"
    TOO_OFTEN_FOR_LONG = "429 for an hour"
    ENDLESS_REDIRECT = "sent on and on"
    REDIRECT_AWAY = "sent on to a machine that is no publisher"
