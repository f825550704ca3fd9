"""The desk: where a person reads, checks and corrects the record, as pages of a local web server.

    app = create_app(open_store(path), Options())     # an ASGI application
    serve(store, options)                             # the same, served on this machine until it is stopped

It looks at the store through `tacitus.public` and writes through `tacitus.judgements` alone. Needs the extra
`desk`; nothing else in tacitus imports it.
"""

from tacitus.desk.app import create_app
from tacitus.desk.context import Options
from tacitus.desk.serve import serve

__all__ = ["Options", "create_app", "serve"]
