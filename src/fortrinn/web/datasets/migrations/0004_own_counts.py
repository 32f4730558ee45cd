from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("datasets", "0003_last_failures")]

    operations = [
        migrations.AddField(
            model_name="dataset",
            name="counted",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "A publisher: the figures are shown as they come"),
                    ("persons", "We, and we counted persons"),
                    ("enterprises", "We, and we counted enterprises"),
                ],
                default="",
                editable=False,
                max_length=12,
                verbose_name="Who counted",
            ),
        ),
    ]
