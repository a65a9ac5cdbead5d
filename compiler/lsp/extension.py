"""The extension for VS Code, as a file that it installs: a zip with a manifest, of the files of ``vscode/``.

In: nothing.  Out: the bytes of a .vsix, the same for the same version.  The client is our own (``vscode/extension.js``): it needs
nothing that would have to be fetched.
"""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..version import VERSION
from .textmate import grammar

_FILES = Path(__file__).parent / "vscode"
_GRAMMAR = "syntaxes/tiaowen.tmLanguage.json"
_COPIED = ("LICENSE.txt", "README.md", "connection.js", "convert.js", "extension.js", "language-configuration.json")
# The first day that a zip can have.
_DAY = (1980, 1, 1, 0, 0, 0)
_PUBLISHER, _NAME = "tiaowen", "tiaowen"
_TOLD = "条文：写政策规则时的核对、提示、算例和改名 | checks, completion, worked cases and renaming for policy rules"


def extension() -> bytes:
    """The file, whole."""
    files = {
        "extension.vsixmanifest": _manifest(),
        "[Content_Types].xml": _TYPES,
        "extension/package.json": _json(package()),
        f"extension/{_GRAMMAR}": _json(grammar()),
        **{f"extension/{name}": (_FILES / name).read_text(encoding="utf-8") for name in _COPIED},
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as zipped:
        for name, text in files.items():
            info = ZipInfo(name, _DAY)
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, 0o644 << 16, 3
            zipped.writestr(info, text.encode("utf-8"))
    return made.getvalue()


def package() -> dict[str, Any]:
    """package.json: what the extension is and what it brings."""
    return {
        "name": _NAME,
        "publisher": _PUBLISHER,
        "displayName": "条文 tiaowen",
        "description": _TOLD,
        "version": _version(),
        "license": "Apache-2.0",
        "engines": {"vscode": "^1.75.0"},
        "categories": ["Programming Languages", "Linters", "Formatters"],
        "files": [*_COPIED, _GRAMMAR],
        "main": "./extension.js",
        "activationEvents": ["onLanguage:tiaowen"],
        "contributes": {
            "languages": [
                {
                    "id": "tiaowen",
                    "aliases": ["条文", "tiaowen"],
                    "extensions": [".policy"],
                    "configuration": "./language-configuration.json",
                }
            ],
            "grammars": [{"language": "tiaowen", "scopeName": "source.tiaowen", "path": f"./{_GRAMMAR}"}],
            "commands": [
                {"command": "tiaowen.restart", "title": "条文：重新启动语言服务 | restart the language service"}
            ],
            "configuration": {
                "title": "条文 tiaowen",
                "properties": {
                    "tiaowen.command": {
                        "type": "array",
                        "items": {"type": "string"},
                        "default": ["tiaowen"],
                        "scope": "machine-overridable",
                        "description": '怎样启动 tiaowen，如 ["D:/条文/.venv/Scripts/tiaowen.exe"] | how tiaowen is started',
                    },
                    "tiaowen.language": {
                        "type": "string",
                        "enum": ["auto", "zh", "en"],
                        "default": "auto",
                        "description": "说中文还是英文 | the language of messages",
                    },
                },
            },
            "configurationDefaults": {
                "[tiaowen]": {
                    "editor.wordWrap": "on",
                    "editor.unicodeHighlight.ambiguousCharacters": False,
                    "editor.quickSuggestions": {"other": True, "comments": False, "strings": True},
                    "files.eol": "\n",
                }
            },
        },
    }


def _version() -> str:
    """Three numbers, which is all that VS Code takes."""
    numbers = [part for part in VERSION.split(".") if part.isdigit()]
    return ".".join([*numbers, "0", "0", "0"][:3])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _manifest() -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011" xmlns:d="http://schemas.microsoft.com/developer/vsx-schema-design/2011">
  <Metadata>
    <Identity Language="en-US" Id="{_NAME}" Version="{_version()}" Publisher="{_PUBLISHER}" />
    <DisplayName>条文 tiaowen</DisplayName>
    <Description xml:space="preserve">{escape(_TOLD)}</Description>
    <Tags>policy,rules as code,政策,条文</Tags>
    <Categories>Programming Languages,Linters,Formatters</Categories>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="{package()["engines"]["vscode"]}" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace" />
      <Property Id="Microsoft.VisualStudio.Code.ExecutesCode" Value="true" />
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code" />
  </Installation>
  <Dependencies />
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true" />
  </Assets>
</PackageManifest>
"""


_TYPES = """<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension=".json" ContentType="application/json" /><Default Extension=".vsixmanifest" ContentType="text/xml" /><Default Extension=".md" ContentType="text/markdown" /><Default Extension=".js" ContentType="application/javascript" /><Default Extension=".txt" ContentType="text/plain" /></Types>
"""
