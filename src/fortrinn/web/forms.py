"""How every form looks: Designsystemet's field, with description and error tied to the input."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """``{{ form }}`` and ``{{ field.as_field_group }}`` come out in our own markup."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
