"""Check openapi.yaml for constructs that code generators silently get wrong: `python -m codegen lint-spec`."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any, Callable, Dict, Iterable, List, Mapping

from codegen import lint_examples, lint_house, lint_subset
from codegen.lint_walk import Finding, Spec

Rule = Callable[[Spec], Iterable[Finding]]


def _rules_of(module: ModuleType) -> Dict[str, Rule]:
    """Return the rules of a module, which are its public functions, by name."""
    functions = (each for each in vars(module).values() if inspect.isfunction(each))
    own = [each for each in functions if each.__module__ == module.__name__ and not each.__name__.startswith("_")]
    return {each.__name__.replace("_", "-"): each for each in own}


RULES: Dict[str, Rule] = {**_rules_of(lint_subset), **_rules_of(lint_house), **_rules_of(lint_examples)}


def lint(spec: Dict[str, Any], rules: Mapping[str, Rule] = RULES) -> List[str]:
    """Check a document.

    Args:
        spec: The document, as read from YAML or JSON.
        rules: The rules by their names.

    Returns:
        One message for each violation: `pointer: what is required [rule]`.
    """
    return [f"{pointer}: {text} [{name}]" for name, rule in rules.items() for pointer, text in rule(spec)]
