"""The course of a class, and the teacher's notes about a class."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_courses"
down_revision = "2026_11_21_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("class_session", sa.Column("course", sa.String(length=100), nullable=True))
    op.create_table(
        "class_note",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tab", sa.String(length=64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["class_session.id"],
            name=op.f("fk_class_note_session_id_class_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_class_note")),
    )


def downgrade() -> None:
    op.drop_table("class_note")
    op.drop_column("class_session", "course")
