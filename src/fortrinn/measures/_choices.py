"""Settings of measures that are one of a few."""

from fortrinn.errors import SettingError
from fortrinn.language import gettext_noop as _


def check_choice(setting: str, chosen: str, choices: tuple[str, ...]) -> None:
    """Refuse a word that is not among the choices."""
    if chosen not in choices:
        raise SettingError(
            _("The setting {setting} can be {choices}, not '{chosen}'."),
            setting=setting,
            choices=", ".join(choices),
            chosen=chosen,
        )


def check_freedom(degrees_of_freedom: int) -> None:
    """Refuse to take anything but 0 or 1 from the number in a standard deviation."""
    check_choice("degrees_of_freedom", str(degrees_of_freedom), ("0", "1"))
