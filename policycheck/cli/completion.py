"""`policycheck completion`: the script by which a shell completes commands, options and rules."""

from __future__ import annotations

import click

__all__ = ["command"]

_SHELLS = ("bash", "zsh", "fish")
#: By this name the script asks the program; click makes it of the program's name.
_VARIABLE = "_POLICYCHECK_COMPLETE"


@click.command(
    "completion",
    epilog="""\b
Examples:
  policycheck completion bash >> ~/.bashrc
  policycheck completion zsh >> ~/.zshrc
  policycheck completion fish > ~/.config/fish/completions/policycheck.fish
""",
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print the script for SHELL, to be put where it reads its settings.

    It completes commands, options and their values, the ids of rules after --select, --ignore and
    explain, and the names of packs after --policy. A new shell has it.
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None, "click knows all shells of the list"
    click.echo(found(ctx.find_root().command, {}, "policycheck", _VARIABLE).source())
    return 0
