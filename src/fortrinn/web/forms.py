"""How every form looks: Designsystemet's field, with description and error tied to the input."""

from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_noop

# Django says it too, in other word forms than the rest of our pages; our catalogue goes first.
gettext_noop("The submitted file is empty.")
gettext_noop("This field is required.")
gettext_noop("Select a valid choice. %(value)s is not one of the available choices.")
gettext_noop("Select a valid choice. That choice is not one of the available choices.")


class Renderer(TemplatesSetting):
    """``{{ form }}`` and ``{{ field.as_field_group }}`` come out in our own markup."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
