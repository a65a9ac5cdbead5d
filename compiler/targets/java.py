"""Java: one self-contained class, Java 11 and later, no dependency.

In: a module.  Out: the class, named as its file: each clause under its quote as a class of its own (its facts and what
follows of them are its fields), then the runtime.  A quantity is a long where its interval and those of everything computed
on the way to it are within 64 bits; elsewhere it is a Wide of the runtime.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from tiaowen.runtime.allocate import SharingRule
from tiaowen.runtime.errors import FAULT_WORDS
from tiaowen.runtime.tongues import tongue_of
from tiaowen.runtime.units import UNITS

from ..program.module import Entry, Module, Period
from ..report.diagnostic import Report
from ..report.errors.targets import NoClassName, NoPackageName, NotInTarget
from .expressions import Unsayable
from .identifiers import one_line, variable
from .java_clause import clause_class, is_too_long
from .java_expressions import text
from .runtimes import in_language
from .target import Target, Wanted

# Words of the language, which no name may be; those of the runtime and of its library are read from them.
_WORDS = """
    abstract assert boolean break byte case catch char class const continue default do double else enum exports extends
    false final finally float for goto if implements import instanceof int interface long module native new null opens
    package permits private protected provides public record requires return sealed short static strictfp super switch
    synchronized this throw throws to transient transitive true try uses var void volatile when while with yield _
"""
# What a clause's class names itself.
_OF_A_CLAUSE = """
    ABOUT f v read count several part checks held to
"""
_IMPORTS = (
    "java.io.Serializable",
    "java.math.BigDecimal",
    "java.math.BigInteger",
    "java.math.RoundingMode",
    "java.time.DateTimeException",
    "java.time.LocalDate",
    *(
        f"java.util.{name}"
        for name in (
            *(
                "ArrayList",
                "Arrays",
                "Collection",
                "Collections",
                "Comparator",
                "Date",
                "HashMap",
                "HashSet",
                "Hashtable",
            ),
            *("LinkedHashMap", "LinkedHashSet", "List", "Map", "Objects", "Set"),
        )
    ),
    "java.util.concurrent.ConcurrentHashMap",
    *(f"java.util.function.{name}" for name in ("BiFunction", "Function", "Predicate", "Supplier", "ToLongFunction")),
    *(f"java.util.regex.{name}" for name in ("Matcher", "Pattern")),
    "java.util.stream.Collectors",
)
# The files of runtime/java, the twins of the Python runtime's, in the order in which they are printed: a constant stands before what
# is made of it.
_RUNTIME = (
    "calculate",
    "wide",
    "errors",
    "numerals",
    "units",
    "facts",
    "groups",
    "calendar_days",
    "result",
    "in_chinese",
    "telling",
    "selection",
    "settle",
    "allocate",
    "claims",
)
# Java has its own numbers to refuse, and its own to give instead.
_FAULT_WORDS = FAULT_WORDS | {
    "T0604": (
        "{at}填的是{shown}：double 和 float 是二进制浮点数，不能精确表示金额，请用整数、BigDecimal 或文字",
        "{at} is {shown}: a double or float is a binary float and cannot hold an amount exactly; use a whole number, a "
        "BigDecimal or text",
    )
}
# The class of what goes to standard output.
_USUAL_NAME = "Policy"
# So much of a clause's id goes into the name of its class.
_NAME = 40
# So many statements go into one method, since none may have more than 64 KB.
_AT_ONCE = 200


def emit(module: Module, report: Report, wanted: Wanted) -> Mapping[str, str]:
    """The class.  What no compiler of Java would take, since it is too long, is told of its clause."""
    runtime = "\n\n".join(map(_of_runtime, in_language(_RUNTIME, module.lang)))
    own = class_names(module.entries)
    taken = frozenset(re.findall(r"[A-Za-z_$][\w$]*", " ".join((_WORDS, _OF_A_CLAUSE, *_IMPORTS, runtime, _JAVA_LANG))))
    called = wanted.stem or _USUAL_NAME
    if (fit := _class_name(called, _types(runtime))) != called:
        report.add(NoClassName(name=called, fit=fit))
        return {"": ""}
    words = frozenset(_WORDS.split())
    if wanted.package and any(variable(part, (), words) != part for part in wanted.package.split(".")):
        report.add(NoPackageName(name=wanted.package))
        return {"": ""}
    reserved = taken | {called} | set(own.values())
    parts = [_head(module)]
    for entry in module.entries:
        try:
            said = clause_class(entry, own[entry.id], reserved)
        except Unsayable as beyond:
            report.add(NotInTarget(target="java", clause=entry.id, what=beyond.what))
            continue
        if is_too_long(said):
            report.add(NotInTarget(target="java", clause=entry.id, what=_TOO_LONG))
        parts.append("\n".join([_heading(entry), *said]))
    parts += [_tables(module.lang), runtime, _clauses(module, own)]
    body = "\n".join(f"  {line}" if line else "" for line in "\n\n".join(parts).split("\n"))
    imports = "\n".join(f"import {name};" for name in _IMPORTS)
    opening = f"{imports}\n\n{_about(module)}\npublic final class {called} {{\n  private {called}() {{}}"
    package = f"package {wanted.package};\n\n" if wanted.package else ""
    return {"": f"{_comment(module)}\n\n{package}{opening}\n\n{body}\n}}\n"}


# What every class of Java knows without an import.
_JAVA_LANG = """
    Boolean Byte Character Class ClassCastException Double Enum Error Exception Float Integer Iterable Long Math Module
    NullPointerException Number Object Override Package Process Record Runnable Runtime Short String StringBuilder System
    Thread Throwable Void SuppressWarnings SafeVarargs Deprecated FunctionalInterface Comparable CharSequence
"""
_TOO_LONG = ("能装下这么长的规则的方法", "method that holds so long a clause")


@cache
def _of_runtime(name: str) -> str:
    place = resources.files("tiaowen.compiler").joinpath("targets", "runtime", "java", f"{name}.java")
    return place.read_text("utf-8").strip("\n")


def class_names(entries: Iterable[Entry]) -> dict[str, str]:
    """The classes of clauses, each of which is a file: Clause_7_1 for 7.1, and told apart without regard to capitals."""
    made: dict[str, str] = {}
    used: set[str] = set()
    for entry in entries:
        name = f"Clause_{re.sub('[^0-9A-Za-z]', '_', entry.id)[:_NAME]}"
        while name.lower() in used:
            name += "_"
        used.add(name.lower())
        made[entry.id] = name
    return made


def _types(runtime: str) -> frozenset[str]:
    """Words that no class may be called: of the language, of its library, of the runtime."""
    imported = (name.rpartition(".")[2] for name in _IMPORTS)
    return frozenset([*_WORDS.split(), *_JAVA_LANG.split(), *imported, *re.findall(r"\bclass (\w+)", runtime)])


def _class_name(name: str, taken: frozenset[str]) -> str:
    """The name itself where a class may be called so; else one that is like it."""
    fit = variable(name, (), taken)
    if fit == name:
        return name
    kept = re.sub("[^0-9A-Za-z_]", "", name).strip("_")
    fit = kept if kept[:1].isalpha() else f"{_USUAL_NAME}{kept}"
    return f"{fit}{_USUAL_NAME}" if fit in taken else fit


# ── what the file says of itself ──


def _comment(module: Module) -> str:
    """Before everything: what it is, when it is valid, of which text it was made, and by what."""
    zh, en = module.lang == "zh", module.lang == "en"
    lines = [one_line(module.title), ""]
    if valid := _usual_period(module):
        first, last = valid
        lines += [f"有效期：{first.isoformat()} 至 {last.isoformat()}"] * zh
        lines += [f"Valid from {first.isoformat()} to {last.isoformat()}"] * en
    lines += [f"源文件 SHA-256：{module.source_sha256}"] * zh + [f"SHA-256 of the source: {module.source_sha256}"] * en
    lines += [
        f"由 tiaowen {module.compiler} 生成，请勿修改；编译：javac -encoding UTF-8（Java 11 或更高，不需要别的库）。"
    ] * zh
    lines += [
        f"Generated by tiaowen {module.compiler}; do not edit. Compile with javac -encoding UTF-8 (Java 11 or later, no library)."
    ] * en
    return "\n".join(f"// {line}".rstrip() for line in lines)


def _usual_period(module: Module) -> Period | None:
    """The validity that most clauses have."""
    periods = [entry.valid for entry in module.entries if entry.valid]
    return max(dict.fromkeys(periods), key=periods.count, default=None)


def _about(module: Module) -> str:
    zh = (
        "由上面这份文件编译的计算程序。金额精确到分，解释逐行给出。",
        "calc 计算一条规则，settle 结算一家企业的多项申报，allocate 在多家之间分配预算；填报有误时抛出 FactError。",
    )
    en = (
        "The calculator of the document above. Amounts are exact to the 分, and explained line by line.",
        "calc gives the result of a clause, settle what is paid of several claims, allocate the shares of a budget; they throw FactError.",
    )
    return "\n".join(["/**", *(f" * {line}" for line in (zh if module.lang == "zh" else en)), " */"])


def _heading(entry: Entry) -> str:
    return f"// ── {one_line(entry.id)} {one_line(entry.title)} ──\n// “{one_line(entry.quote)}”"


# ── tables ──


def _head(module: Module) -> str:
    """None of these is a constant that the classes of those who use it would keep when this one is replaced."""
    matters = ", ".join(f"List.of({', '.join(map(text, matter))})" for matter in module.same_matter)
    return "\n".join(
        [
            f"public static final String TITLE = joined({text(module.title)});",
            "/** Of the text that this was compiled from. */",
            f"public static final String SOURCE_SHA256 = joined({text(module.source_sha256)});",
            f"public static final String COMPILER_VERSION = joined({text(module.compiler)});",
            "/** The clauses by their ids, in the order of the document. */",
            "public static final Map<String, Clause> CLAUSES;",
            "/** By clause, what may be given. */",
            "public static final Map<String, List<FactType>> FACTS;",
            "/** Sets of clauses of which one is paid. */",
            f"public static final List<List<String>> SAME_MATTER = List.of({matters});",
            "/** How the budget is shared out; null where nothing is said. */",
            f"public static final SharingRule SHARING = {_sharing(module.sharing)};",
            "/** In yuan; null where there is none. */",
            f"public static final BigDecimal BUDGET = {_yuan(module.budget, 'new BigDecimal({})')};",
            "",
            "private static String joined(String... parts) {",
            '  return String.join("", parts);',
            "}",
        ]
    )


def _sharing(rule: SharingRule | None) -> str:
    if rule is None:
        return "null"
    places = "null" if rule.places is None else str(rule.places)
    partial = "true" if rule.partial else "false"
    return (
        f"new SharingRule({text(rule.order)}, {places}, {_yuan(rule.cap)}, {_yuan(rule.step)}, {text(rule.remainder)}, "
        f"{partial})"
    )


def _yuan(cents: int | None, said: str = "{}") -> str:
    return "null" if cents is None else said.format(text(f"{cents // 100}.{cents % 100:02}"))


def _tables(lang: str) -> str:
    """What the runtimes have in common: the words of faults and of settlements, and the units."""
    plain = [word for word, unit in UNITS.items() if unit.factor == 1 and unit.powers == ((word, 1),)]
    scaled = [f"{word} {unit.powers[0][0]} {unit.factor}" for word, unit in UNITS.items() if word not in plain]
    return "\n".join(
        [
            "// ── runtime: words of faults, and units ──",
            "",
            "private static final Map<String, String[]> FAULT_WORDS = new HashMap<>();",
            "private static final Map<String, String> SETTLING_WORDS = new HashMap<>();",
            "",
            "static {",
            *(
                f"  FAULT_WORDS.put({text(code)}, new String[] {{{text(zh)}, {text(en)}}});"
                for code, (zh, en) in _FAULT_WORDS.items()
            ),
            *(
                f"  SETTLING_WORDS.put({text(key)}, {text(words)});"
                for key, words in tongue_of(lang).SETTLING_WORDS.items()
            ),
            "}",
            "",
            f"private static final String UNIT_WORDS = {text(' '.join(plain))};",
            "// Other words: the word, a word from above, how many of those it is.",
            f"private static final String SCALED_UNITS = {text(' '.join(scaled))};",
        ]
    )


def _clauses(module: Module, own: Mapping[str, str]) -> str:
    """The table of clauses, behind all that it is made of."""
    rows = [f"all.put({text(entry.id)}, {own[entry.id]}.ABOUT);" for entry in module.entries]
    groups = [rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE)]
    lines = ["// ── the clauses ──", ""]
    for number, group in enumerate(groups):
        lines += [f"private static void clauses{number}(Map<String, Clause> all) {{", *_indented(group), "}", ""]
    lines += [
        "static {",
        "  Map<String, Clause> clauses = new LinkedHashMap<>();",
        *(f"  clauses{number}(clauses);" for number in range(len(groups))),
        "  Map<String, List<FactType>> facts = new LinkedHashMap<>();",
        "  clauses.forEach((id, clause) -> facts.put(id, clause.facts));",
        "  CLAUSES = Collections.unmodifiableMap(clauses);",
        "  FACTS = Collections.unmodifiableMap(facts);",
        "}",
    ]
    return "\n".join(lines)


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


JAVA = Target(name="java", suffixes=("",), emit=emit, packages=True)
