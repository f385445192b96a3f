"""Checks the API document for what generators get wrong in silence: `python -m codegen.lint_spec openapi.yaml`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence

import yaml

from codegen import lint_examples as examples
from codegen import lint_house as house
from codegen import lint_subset as subset
from codegen.lint_walk import Finding, Spec

Rule = Callable[[Spec], Iterable[Finding]]

RULES: Dict[str, Rule] = {
    # The portable subset.
    "json-first": subset.json_first,
    "stream-shape": subset.stream_shape,
    "null-form": subset.null_form,
    "null-alone": subset.null_alone,
    "const-tags": subset.const_tags,
    "boolean-schemas": subset.boolean_schemas,
    "schema-keywords": subset.schema_keywords,
    "external-refs": subset.external_refs,
    "array-items": subset.array_items,
    "titles": subset.titles,
    "request-defaults": subset.request_defaults,
    "open-responses": subset.open_responses,
    "all-of-siblings": subset.all_of_siblings,
    "named-schemas": subset.named_schemas,
    "property-names": subset.property_names,
    "component-names": subset.component_names,
    "shared-names": subset.shared_names,
    "union-tags": subset.union_tags,
    "union-arrays": subset.union_arrays,
    "union-maps": subset.union_maps,
    "enum-form": subset.enum_form,
    "enum-constants": subset.enum_constants,
    "internal-webhooks": subset.internal_webhooks,
    "query-body": subset.query_body,
    "plain-parameters": subset.plain_parameters,
    "json-bodies": subset.json_bodies,
    "described": subset.described,
    # What this API's document has beyond it.
    "validity": house.validity,
    "dangling-refs": house.dangling_refs,
    "unused-components": house.unused_components,
    "operation-ids": house.operation_ids,
    "operation-tags": house.operation_tags,
    "operation-texts": house.operation_texts,
    "operation-security": house.operation_security,
    "error-responses": house.error_responses,
    "status-codes": house.status_codes,
    "body-methods": house.body_methods,
    "body-types": house.body_types,
    "same-shapes": house.same_shapes,
    "examples-exist": examples.examples_exist,
    "examples-fit": examples.examples_fit,
    "example-fields": examples.example_fields,
    "examples-complete": examples.examples_complete,
    "stream-examples": examples.stream_examples,
}


def lint(spec: Dict[str, Any], rules: Mapping[str, Rule] = RULES) -> List[str]:
    """Check a document against the rules.

    Args:
        spec: The document as it was read from YAML or JSON.
        rules: The rules by their names; all by default.

    Returns:
        One message for each thing that is wrong, `pointer: what would be right [rule]`; empty where all is well.
    """
    return [f"{pointer}: {text} [{name}]" for name, rule in rules.items() for pointer, text in rule(spec)]


class _StrictLoader(yaml.SafeLoader):
    """A YAML reader that takes no key twice, which the plain one does in silence."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for index, key in enumerate(keys):
            if key in keys[:index]:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", node.start_mark)
        mapping: Dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def load(path: Path) -> Dict[str, Any]:
    """Read a document from a YAML file.

    Args:
        path: The file.

    Returns:
        The document, its keys in the order of the file.

    Raises:
        yaml.YAMLError: The file is no YAML, or has a key twice in one place.
        ValueError: The file holds something else than a mapping.
    """
    # The loader is a SafeLoader: it makes plain data only.
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)
    if not isinstance(document, dict):
        raise ValueError(f"{path.name} holds no OpenAPI document")
    return document


def main(argv: Optional[Sequence[str]] = None) -> int:
    """Lint the file named on the command line, and print what is wrong.

    Args:
        argv: The arguments; those of the process by default.

    Returns:
        0 where all is well, 1 where something is broken.
    """
    parser = argparse.ArgumentParser(prog="python -m codegen.lint_spec", description=__doc__)
    parser.add_argument("spec", type=Path, nargs="?", default=Path("openapi.yaml"), help="the file (openapi.yaml)")
    path: Path = parser.parse_args(argv).spec
    try:
        messages = lint(load(path))
    except (OSError, ValueError, yaml.YAMLError) as error:
        messages = [f"{path}: cannot be read: {error}"]
    for message in messages:
        print(message)
    if messages:
        print(f"{path}: {len(messages)} broken", file=sys.stderr)
    return 1 if messages else 0


if __name__ == "__main__":
    sys.exit(main())
