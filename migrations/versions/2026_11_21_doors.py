"""Locked classes, and students whom the teacher has removed."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_doors"
down_revision = "2026_11_21_courses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "class_session", sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("participant", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("participant", "removed_at")
    op.drop_column("class_session", "locked_at")
