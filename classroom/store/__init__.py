"""Everything that is kept: tables, engine, repositories and the batched event writer."""
