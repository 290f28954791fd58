"""Events of other systems are asked for by system and day; which countries take part, their body
says, and of some several on a side."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.drop_index("ix_foreign_events_dyad", table_name="foreign_events")
    op.drop_column("foreign_events", "source_country")
    op.drop_column("foreign_events", "target_country")
    op.create_index("ix_foreign_events_day", "foreign_events", ["system", "day"], unique=False)
