"""The command line. Exit codes: 0 done, 1 nothing readable, 2 usage."""

import sys
from importlib import import_module

import click

COMMANDS = {
    "demo": "demo",
    "extract": "extract",
    "link": "link",
    "read": "read",
    "watch": "watch",
    "serve": "serve",
    "users": "users",
    "reports": "taken",
    "claims": "ask",
    "timeline": "ask",
    "ledger": "ask",
    "open": "answers",
    "tally": "answers",
    "disputes": "answers",
    "standing": "answers",
    "brief": "answers",
    "export": "export",
    "move": "move",
    "show": "ask",
    "judge": "judge",
    "packs": "packs",
    "score": "score",
}


#: Functions whose command has a name that Python's own would hide.
NAMES = {"open": "open_promises"}


class Lazy(click.Group):
    """A group that imports a command only when it is run, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order in which a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"dragoman.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, NAMES.get(cmd_name, cmd_name))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Names and what they do, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, SHORT[name]) for name in COMMANDS])


SHORT = {
    "demo": "Read the sample that ships inside and print its ledger.",
    "extract": "Print the claims of reports as JSON lines; keeps nothing.",
    "link": "Say of each claim which event it tells of; keeps nothing.",
    "read": "Read reports into the store.",
    "watch": "Watch feeds and folders; tell what changes in the ledger.",
    "reports": "List what was taken in, what was skipped and why.",
    "claims": "List claims of the store.",
    "timeline": "Events and open promises of the store by day.",
    "ledger": "What each side gave, what is open, and the tallies.",
    "open": "What is promised, offered or asked and still open, oldest first.",
    "tally": "How many freed, detained, moved: ranges from distinct events.",
    "disputes": "Where sources tell one event differently.",
    "standing": "What is closed, in force or held, on any day.",
    "brief": "One page on two parties, with footnotes to the words.",
    "serve": "The desk in a browser, and as an API.",
    "users": "Who may use a shared desk.",
    "move": "All that a store keeps into another one.",
    "export": "The ledger as tables, calendar, feed, linked data, pages.",
    "judge": "A person's word on claims, events and promises.",
    "show": "The evidence of a claim or event, its words marked.",
    "packs": "Check, list or begin language packs.",
    "score": "Measure the reader against annotated reports.",
}


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dragoman")
def main() -> None:
    """Dated news reports in any language in, a sourced ledger out.

    \b
    Examples:
      dragoman demo
      dragoman read reports/ --store minsk.db
      dragoman ledger BY US --store minsk.db
      dragoman extract reports.jsonl > claims.jsonl

    The store is the file or PostgreSQL address given by --store or DRAGOMAN_STORE, else a file in your data folder.
    """


if __name__ == "__main__":
    sys.exit(main())
