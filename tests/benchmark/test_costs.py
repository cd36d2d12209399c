from classroom.benchmark.costs import Cost, Reading, Stopwatch


def test_readings_add_up_frame_by_frame() -> None:
    one = Reading(2, 1, {"all": Cost(0.002, 0.004)})
    other = Reading(2, 2, {"detection": Cost(0.004, 0.004), "all": Cost(0.006, 0.008)})

    both = one + other

    assert (both.frames, both.found) == (4, 3)
    assert both.ms_a_frame("all") == (2.0, 3.0)
    assert both.ms_a_frame("detection") == (1.0, 1.0)


def test_missing_stage_costs_nothing_known() -> None:
    assert Reading(3, 0, {}).ms_a_frame("landmarks") is None
    assert Reading().ms_a_frame("all") is None


def test_stopwatch_counts_only_what_is_inside() -> None:
    watch = Stopwatch()
    before = watch.cost
    with watch:
        sum(range(200_000))
    once = watch.cost
    sum(range(200_000))

    assert before == Cost()
    assert once.cpu_s > 0
    assert watch.cost == once
