"""What can go wrong with networks and their data; ``classroom`` shows the text as it is."""


class ModelError(Exception):
    """Something about a network or its data that the person at the keyboard can put right."""


class WeightsError(ModelError):
    """The committed weights are missing, damaged or not those of their manifest."""


class DatasetError(ModelError):
    """A training or test file is missing or not in the form that its documentation states."""


class TrainingError(ModelError):
    """A training run cannot begin or go on as asked."""
