"""Pulse checks, each class's sensitivity, and the likelihood of a flag."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_pulse"
down_revision = "2026_11_21"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pulse_check",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["class_session.id"],
            name=op.f("fk_pulse_check_session_id_class_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulse_check")),
    )
    op.create_index(op.f("ix_pulse_check_session_id"), "pulse_check", ["session_id"])
    op.create_table(
        "pulse_answer",
        sa.Column("pulse_check_id", sa.String(length=32), nullable=False),
        sa.Column("participant_id", sa.String(length=32), nullable=False),
        sa.Column("following", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_pulse_answer_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pulse_check_id"],
            ["pulse_check.id"],
            name=op.f("fk_pulse_answer_pulse_check_id_pulse_check"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("pulse_check_id", "participant_id", name=op.f("pk_pulse_answer")),
    )
    op.create_index(op.f("ix_pulse_answer_participant_id"), "pulse_answer", ["participant_id"])
    op.add_column("confusion_episode", sa.Column("likelihood", sa.Double(), nullable=True))
    op.add_column(
        "class_session", sa.Column("flag_from", sa.Double(), nullable=False, server_default="0.7")
    )


def downgrade() -> None:
    op.drop_column("class_session", "flag_from")
    op.drop_column("confusion_episode", "likelihood")
    op.drop_table("pulse_answer")
    op.drop_table("pulse_check")
