"""The CLI reference, made of the program's own help: `python -m kehoach.cli_docs > docs/cli.md`."""

from collections.abc import Iterator

import click

from kehoach.cli import program


def reference() -> str:
    """The page as Markdown."""
    top = click.Context(program, info_name="kehoach", terminal_width=80, **program.context_settings)
    pages = ["# The program\n\nMade by `python -m kehoach.cli_docs > docs/cli.md`; a test holds it to the program.\n"]
    pages += _sections(program, top)
    return "\n".join(pages)


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    """A command's help, and that of the commands below it."""
    yield f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
    for name, below in command.commands.items() if isinstance(command, click.Group) else ():
        yield from _sections(below, click.Context(below, info_name=name, parent=context))


if __name__ == "__main__":
    click.echo(reference(), nl=False)
