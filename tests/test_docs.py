"""The documents beside the code say what the program does."""

import re
from pathlib import Path

import pytest

from kehoach import __version__
from kehoach.cli import program
from kehoach.cli_docs import reference

HOME = Path(__file__).resolve().parent.parent
README = (HOME / "README.md").read_text(encoding="utf-8")


def test_the_cli_reference_is_the_programs_help() -> None:
    assert (HOME / "docs" / "cli.md").read_text(encoding="utf-8") == reference()


@pytest.mark.parametrize("command", program.commands)
def test_every_command_has_help_and_stands_in_the_readme(command: str) -> None:
    assert program.commands[command].help
    assert re.search(rf"\./run {command}\b", README)


@pytest.mark.parametrize(
    ("command", "parameter"),
    [
        pytest.param(name, parameter, id=f"{name} {parameter.name}")
        for name, command in program.commands.items()
        for parameter in command.params
        if parameter.param_type_name == "option"
    ],
)
def test_every_option_has_help_or_names_its_choices(command: str, parameter: object) -> None:
    assert getattr(parameter, "help", None) or getattr(getattr(parameter, "type", None), "choices", None)


@pytest.mark.parametrize("rules", sorted((HOME / "extractors" / "rules").glob("*.toml")), ids=lambda path: path.name)
def test_every_rule_file_is_described(rules: Path) -> None:
    assert f"`{rules.name}`" in (HOME / "docs" / "rules.md").read_text(encoding="utf-8")
    assert rules.read_text(encoding="utf-8").startswith("#"), "say first what the file is for"


@pytest.mark.parametrize("page", [HOME / "README.md", *(HOME / "docs").glob("*.md")], ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_changelog_tells_of_this_version() -> None:
    assert f"\n## {__version__}\n" in (HOME / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_published_form_of_a_plan_is_the_contract() -> None:
    contract = HOME.parent / "shared" / "contract.schema.json"
    if not contract.exists():
        pytest.skip("../shared is not here")
    assert (HOME / "docs" / "plan.schema.json").read_bytes() == contract.read_bytes()
