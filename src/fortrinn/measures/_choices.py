"""Settings of measures that are one of a few words."""

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
