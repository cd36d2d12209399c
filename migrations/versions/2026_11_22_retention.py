"""How long each class is kept; for classes that exist, counted from today at the earliest."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_retention"
down_revision = "2026_11_21_doors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column(
        "class_session", sa.Column("keep_days", sa.Integer(), nullable=False, server_default="30")
    )
    op.add_column("class_session", sa.Column("kept_from", moment, nullable=True))
    classes = sa.table("class_session", sa.column("kept_from", moment))
    op.execute(classes.update().values(kept_from=datetime.now(UTC)))


def downgrade() -> None:
    op.drop_column("class_session", "kept_from")
    op.drop_column("class_session", "keep_days")
