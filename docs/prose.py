"""Find phrases that CONTRIBUTING.md's style rules exclude, in documentation, docstrings, comments and messages.

`python docs/prose.py` prints each phrase with its place and what to write instead.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tokenize
from fnmatch import fnmatch
from pathlib import Path
from typing import Callable, Dict, Iterator, List, NamedTuple, Pattern, Tuple

import yaml

ROOT = Path(__file__).resolve().parent.parent


class Rule(NamedTuple):
    """A phrase to avoid, and what to write instead."""

    phrase: Pattern[str]
    instead: str


def _rule(phrase: str, instead: str) -> Rule:
    return Rule(re.compile(phrase), instead)


_START = r"(?:^|(?<=[.!:] ))"
RULES: Dict[str, Rule] = {
    "clause-subject": _rule(
        _START + r"(What|Whatever|Whoever|That which|Those that|To whom|Which one) [^?]*?(?:[.!:]|$)(?!\?)"
        r"|" + _START + r"(Of (a|an|the)|To \w+ [^,.]* (is|never|means|costs|hits|would be)) ",
        "name the subject first",
    ),
    "what-came": _rule(
        r"\bwhat (came|comes|has come|had come|is missing|was given|is given|was received|was sent|follows|arrives)\b",
        "name the thing",
    ),
    "is-no": _rule(
        r"(?i)(?<!there )\b(is|are|was|were|be|becomes?) no (?!longer|more|less)[a-z]+|\bholds? no\b|\bof which none\b",
        '"is not a", "does not have"',
    ),
    "own": _rule(r"(?i)\bof (its|their|your|our|his|one's) own\b|\bof (yours|theirs|ours)\b", '"its own X", "your X"'),
    "that-of": _rule(r"(?i)\b(that|those) of\b", "repeat the noun"),
    "which-of": _rule(r"\bof which\b", "start a new sentence"),
    "anew": _rule(r"(?i)\banew\b|\bonce more\b|\bafresh\b", '"again", "retry"'),
    "the-most": _rule(
        r"(?i)\bthe most (tokens|seconds|requests|bytes|attempts|items|results|calls|connections|times)\b"
        r"|\bat the most\b|\bat the least\b|\bso many\b|\bsome (hundreds|thousands|dozens)\b",
        '"maximum number of", "at most", "a few hundred"',
    ),
    "verb": _rule(
        r"(?i)\bstands?\b(?! for| alone)|\bstood\b|\b(goes|went|going) on\b|\bgo on\b|\bg(ives?|ave|iven|iving) back\b"
        r"|\blets? go\b|\blet go of\b|\btells?\b(?! (you|apart))|\bmend(s|ed|ing)?\b|\bbegins? (again|anew)\b"
        r"|\btakes? note\b|\bc(omes?|ame) by\b|\bbrings? about\b",
        "an everyday verb: is, sets, continues, returns, releases, says, fixes",
    ),
    "where": _rule(
        r"(?i)\b(none|empty|null|nothing|zero|true|false|infinity|left out) where\b|, where (there|that|none|no)\b"
        r"|" + _START + r"Where (?!are|is|do|does|can|to)[a-z]",
        '"if" or "when"',
    ),
    "old-word": _rule(
        r"(?i)\bthere(of|in|by|upon)\b|\bwhere(of|by|upon|in)\b|\bhence\b|\bupon\b|\bwhilst\b|\bto hand\b"
        r"|\bat rest\b|\babroad\b|\bbeside\b|\bought to\b|\bmust needs\b|\bin (its|their) (stead|place)\b"
        r"|\bin the place of\b",
        "a modern word: next to, on, besides, idle",
    ),
    "to-be": _rule(r"\b(is|are|was|were) to be\b", '"must", "should", "will"'),
    "term": _rule(
        r"\banswer(s|ed|ing)?\b|(?i:\ballowance\b|\bteller\b|\bwatcher\b|\bpieces?\b|\buncancelled\b|\bspecimen\b)",
        '"response", "chunk" or "part", "deadline", "observer"',
    ),
    "riddle": _rule(r"[^.;]*;[^.;]*;[^.]*", "write full sentences instead of semicolons"),
}

# Places where a phrase is right: a pattern of paths, the rule, the phrase, and the reason.
EXCEPTIONS: List[Tuple[str, str, str, str]] = [
    ("CONTRIBUTING.md", "*", "instead of", "The rules name the phrases."),
    ("helixagent/testing/sandbox/handlers/knowledge.py", "term", "answer", "The sandbox answers questions."),
    ("helixagent/testing/sandbox/instances.py", "term", "sandbox answer", "The same."),
    ("tests/*", "term", "The tool answered|Fake answer", "Replies of the sandbox and of a published server."),
    ("*", "old-word", "[Oo]nce upon a time", "The start of a story."),
    ("*", "term", "together with answer", "The argument `answer` of Sandbox.reply."),
    ("helixagent/testing/sandbox/__init__.py", "riddle", "=====", "A table."),
    ("tests/test_vision.py", "riddle", "data:image", "A data URL has semicolons."),
]


class Text(NamedTuple):
    """A passage of prose, and the line where it starts."""

    line: int
    text: str


class Finding(NamedTuple):
    """A phrase to avoid, and its place."""

    path: str
    line: int
    rule: str
    phrase: str


_FENCE = re.compile(r"(?ms)^([ ]*)(```+|~~~+).*?^\1\2[ ]*$")
_CODE = re.compile(r"(`+).+?\1", re.S)
_LINK = re.compile(r"\]\([^)]*\)|<[^>\n]+>|https?://\S+")


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _paragraphs(text: str, first: int = 1) -> Iterator[Text]:
    """Yield the paragraphs, list items, headings and cells of Markdown, without code."""
    text = _FENCE.sub(_blank, text)
    text = _CODE.sub(lambda found: "`x`" + _blank(found), text)
    text = _LINK.sub(lambda found: "]" + _blank(found), text)
    passage: List[str] = []
    start = first
    for number, line in enumerate([*text.split("\n"), ""], first):
        line = line.strip()
        starts = re.match(r"[-*+] |\d+\. |#+ |\||[A-Za-z_`*][\w`.*]*( \(.*?\))?: ", line)
        if passage and (not line or starts):
            yield Text(start, " ".join(passage))
            passage = []
        if line.startswith(("|", "#")):
            yield from (Text(number, cell.strip(" #*")) for cell in line.strip("|").split("|"))
            continue
        if line:
            if not passage:
                start = number
            passage.append(re.sub(r"^([-*+] |\d+\. |[A-Za-z_`*][\w`.*]*( \(.*?\))?: )", "", line))


def _is_prose(text: str) -> bool:
    """Return whether a string is sentences, not code or data."""
    return text.count(" ") > 3 and not re.search(r"\bimport \w|\w\(\)|^\s*[{\[<]| = ", text)


def _in_python(source: str) -> Iterator[Text]:
    """Yield the docstrings, comments, messages and test names of a module."""
    tree = ast.parse(source)
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_"):
            yield Text(node.lineno, node.name[5:].replace("_", " "))
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if node in docstrings or _is_prose(node.value):
            yield from _paragraphs(node.value, node.lineno)
    comment: List[str] = []
    start = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            start = start if comment else token.start[0]
            comment.append(token.string.lstrip("# "))
        elif token.type not in (tokenize.NL, tokenize.COMMENT) and comment:
            yield from _paragraphs(" ".join(comment), start)
            comment = []


def _in_yaml(source: str) -> Iterator[Text]:
    """Yield the titles, summaries and descriptions of an OpenAPI document."""

    def walk(node: yaml.Node) -> Iterator[Text]:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value in ("description", "summary", "title") and isinstance(value, yaml.ScalarNode):
                    yield from _paragraphs(value.value, value.start_mark.line + 1)
                else:
                    yield from walk(value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from walk(item)

    root = yaml.compose(source, Loader=yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader)
    if root is not None:
        yield from walk(root)


def _in_template(source: str) -> Iterator[Text]:
    """Yield the comments and docstrings of a Jinja template."""
    for found in re.finditer(r'(?s)\{#-?(.*?)-?#\}|"""(.*?)"""|(?m:^\s*# (.*))', source):
        text = next(group for group in found.groups() if group is not None)
        yield from _paragraphs(re.sub(r"\{[{%].*?[%}]\}", "`x`", text), source.count("\n", 0, found.start()) + 1)


_READERS: Dict[str, Callable[[str], Iterator[Text]]] = {
    ".md": _paragraphs,
    ".py": _in_python,
    ".jinja": _in_template,
    ".yaml": _in_yaml,
}
# Generated files repeat their sources, and the user's document is not ours.
_LEFT_OUT = (
    "helixagent_client/*",
    "helixagent/_sync/*",
    "clients/*",
    "docs/python-sdk.md",
    "docs/prose.py",
    "checks/test_prose.py",
)


def files() -> List[str]:
    """Return the paths of all files of the repository that hold prose."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    return [
        path
        for path in listed
        if Path(path).suffix in _READERS and not any(fnmatch(path, pattern) for pattern in _LEFT_OUT)
    ]


def _is_allowed(path: str, rule: str, text: str) -> bool:
    return any(
        fnmatch(path, place) and fnmatch(rule, name) and re.search(phrase, text)
        for place, name, phrase, _ in EXCEPTIONS
    )


def check(path: str, source: str) -> Tuple[List[Finding], int]:
    """Return the phrases to avoid in a file, and its number of words."""
    findings: List[Finding] = []
    words = 0
    for line, text in _READERS[Path(path).suffix](source):
        words += len(text.split())
        for name, rule in RULES.items():
            for found in rule.phrase.finditer(text):
                context = text[max(0, found.start() - 40) : found.end() + 40]
                if not _is_allowed(path, name, context):
                    findings.append(Finding(path, line, name, found[0][:100]))
    return findings, words


def main(paths: List[str]) -> int:
    """Print what was found in these files, or in all; return the exit code."""
    findings: List[Finding] = []
    words = 0
    for path in paths or files():
        found, number = check(path, (ROOT / path).read_text(encoding="utf-8"))
        findings += found
        words += number
    for finding in findings:
        print(f"{finding.path}:{finding.line}: {finding.rule}: {finding.phrase!r}; write {RULES[finding.rule].instead}")
    print(f"{len(findings)} phrases to rewrite in {words:,} words")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
