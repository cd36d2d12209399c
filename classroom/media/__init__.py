"""A student's connection: one reader a track, the newest frame only, sampled evenly."""
