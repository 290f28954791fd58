"""Several programs on one record: what tells them of each other's changes, and who has a job."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "changes",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_changes")),
    )
    op.add_column("waiting", sa.Column("holder", sa.Text(), nullable=True))
    op.add_column("waiting", sa.Column("held_until", sa.BigInteger(), nullable=True))
