"""The CLI reference, made of the program's own help: `python -m kehoach.cli_docs > docs/cli.md`."""

import click

from kehoach.cli import program


def reference() -> str:
    """The page as Markdown."""
    top = click.Context(program, info_name="kehoach", terminal_width=80, **program.context_settings)
    pages = ["# The program\n\nMade by `python -m kehoach.cli_docs > docs/cli.md`; a test holds it to the program.\n"]
    pages.append(_section(program, top))
    pages += [_section(c, click.Context(c, info_name=name, parent=top)) for name, c in program.commands.items()]
    return "\n".join(pages)


def _section(command: click.Command, context: click.Context) -> str:
    return f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
