"""The two kinds of failure: one the user can mend, and one that is ours."""


class UserFixable(Exception):
    """Something the user can put right. Always three parts, shown as one sentence.

    `what` happened, `why` it happened, and the `remedy`: what to do now. None of the parts ends in a full stop.
    """

    def __init__(self, what: str, why: str, remedy: str) -> None:
        super().__init__(what, why, remedy)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}: {self.why}. {self.remedy}."


class Bug(Exception):
    """A state the program itself should never reach. Reported with its trace, never explained to the user as theirs."""
