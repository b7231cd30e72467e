"""What can go wrong with a local stack, each as one sentence for the user and an exit code."""

FAILED = 1
USAGE = 2
NOT_FOUND = 3
UNAVAILABLE = 69
INTERRUPTED = 130


class StackError(Exception):
    """The stack cannot do what was asked. The text is one sentence that says what, where and how to mend it."""

    def __init__(self, message: str, exit_code: int = FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code
