"""Accounts: passwords, the admin role, sign-ins, and whose each class is."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_accounts"
down_revision = "2026_11_21_pulse"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("teacher", sa.Column("password_hash", sa.String(length=200), nullable=True))
    op.add_column(
        "teacher", sa.Column("admin", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("teacher_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_sign_in_teacher_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    op.create_index(op.f("ix_sign_in_teacher_id"), "sign_in", ["teacher_id"])
    op.add_column("class_session", sa.Column("teacher_id", sa.String(length=32), nullable=True))
    op.create_index(op.f("ix_class_session_teacher_id"), "class_session", ["teacher_id"])
    op.execute(sa.text("UPDATE teacher SET admin = :yes").bindparams(yes=True))
    op.execute(
        "UPDATE class_session SET teacher_id = "
        "(SELECT id FROM teacher ORDER BY created_at, id LIMIT 1)"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_class_session_teacher_id"), "class_session")
    op.drop_column("class_session", "teacher_id")
    op.drop_table("sign_in")
    op.drop_column("teacher", "admin")
    op.drop_column("teacher", "password_hash")
