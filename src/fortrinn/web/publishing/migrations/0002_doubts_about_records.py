import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
        ("records", "0006_pruned"),
    ]

    operations = [
        migrations.AlterField(
            model_name="doubt",
            name="county",
            field=models.SlugField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="doubt",
            name="record",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="doubts",
                to="records.record",
            ),
        ),
    ]
