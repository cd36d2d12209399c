"""Virtual students: real WebRTC peers that load a server and measure what it gives back."""

from classroom.simulate.report import SimulationReport
from classroom.simulate.simulation import Simulation, simulate

__all__ = ["Simulation", "SimulationReport", "simulate"]
