"""Sources watched for new reports, and what these change in the ledger told to people."""

from dragoman.exports.changes import Change
from dragoman.watch.alerts import Channel, channels
from dragoman.watch.config import Config, ConfigError, read_config
from dragoman.watch.rounds import Round, Watch
from dragoman.watch.state import State, open_state

__all__ = [
    "Change",
    "Channel",
    "Config",
    "ConfigError",
    "Round",
    "State",
    "Watch",
    "channels",
    "open_state",
    "read_config",
]
