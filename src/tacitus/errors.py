"""Everything tacitus raises on purpose.

    TacitusError
    ├── InputError            an input cannot be read; the message says which and why
    │   ├── NotFound          no such file or folder
    │   ├── TooLarge          over a cap of read/guard.py
    │   ├── NoText            a page without text; it is kept, with the reason
    │   ├── NotText           binary, or no encoding fits
    │   └── ParserFailed      the parser ran out of time or memory on this page
    ├── UsageError            the caller asked for something that does not exist
    ├── Refused               a request that did not come from a page of ours, or is not this person's to make
    ├── NoToken               a request to write through the API without a token that holds
    ├── RecordError           a record breaks its invariant
    │   ├── NoEvidence        a claim without words behind it
    │   └── VocabularyError   a word outside a closed vocabulary
    ├── DataError             a file that ships with tacitus is missing or damaged
    └── StoreError            the store cannot be opened, read or written
        ├── StoreReadOnly     the store may not be written here
        ├── StoreOutdated     the store was made by a newer tacitus
        └── UnknownId         no document, report or incident has this id

Errors of other libraries are translated once, where they are called.
"""


class TacitusError(Exception):
    """Root of all errors raised on purpose."""


class InputError(TacitusError):
    """An input cannot be read."""


class NotFound(InputError):
    """No such file or folder."""


class TooLarge(InputError):
    """Over a cap of read/guard.py."""


class NoText(InputError):
    """A page without text; it is kept, with the reason."""


class NotText(InputError):
    """Binary, or no encoding fits."""


class ParserFailed(InputError):
    """The parser ran out of time or memory on this page."""


class Refused(TacitusError):
    """A request at the desk that did not come from a page of ours, or is not this person's to make."""


class NoToken(TacitusError):
    """A request to write through the API without a token that holds."""


class UsageError(TacitusError):
    """The caller asked for something that does not exist."""


class RecordError(TacitusError):
    """A record breaks its invariant."""


class NoEvidence(RecordError):
    """A claim without words behind it."""


class VocabularyError(RecordError):
    """A word outside a closed vocabulary."""


class DataError(TacitusError):
    """A file that ships with tacitus is missing or damaged."""


class StoreError(TacitusError):
    """The store cannot be opened, read or written."""


class StoreReadOnly(StoreError):
    """The store may not be written here."""


class StoreOutdated(StoreError):
    """The store was made by a newer tacitus."""


class UnknownId(StoreError):
    """No document, report or incident has this id."""
