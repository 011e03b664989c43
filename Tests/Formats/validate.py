"""Validates the machine formats and the files for CI systems; see `run`, which starts it."""

import glob
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree

import jsonschema
import junitparser
import sarif.loader
import xmlschema
import ruamel.yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hera.workflows.models import Workflow

PROGRAM, TOOLS = sys.argv[1], sys.argv[2]
HERE = pathlib.Path(__file__).parent
PROJECT = HERE.parent.parent

# Names that try to leave their place, in files whose columns differ from format to format.
HOSTILE = {
    "a b#%/é日😀.yaml": "\ufeffapiVersion: v1\r\nkind: Pod\r\nmetadata: {name: 'x]]> <script>|::error::'}\r\n"
    "spec:\r\n  hostNetwork: true  # é\r\n  containers: [{name: \"é日😀\", image: \"a:latest\", imagePullPolcy: x}]\r\n",
    "tabs.json": '{"apiVersion": "v1", "kind": "Pod",\t"metadata": {"name": "a"},\n\t"spec": {"hostNetwork": true, "containers": []}}\n',
    "broken.yaml": "apiVersion: v1\nkind: [\n",
    "::warning::/##vso[x]y.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: \"a\\e[2J\\nb\"}\nspec: {ports: []}\n",
}


def report(directory, format):
    """What the program writes of a directory, from within it."""
    run = subprocess.run([PROGRAM, "check", "--format", format, "--profile", "strict", "--framework", "nsa", "."],
                         cwd=directory, capture_output=True, check=False)
    assert run.returncode in (0, 1), f"status {run.returncode}: {run.stderr.decode()}"
    return run.stdout.decode()


def fetched(pattern):
    """The path of the one fetched file that a pattern matches."""
    [path] = glob.glob(f"{TOOLS}/{pattern}", recursive=True)
    return path


def validate(value, path):
    schema = json.loads(pathlib.Path(path).read_text())
    kind = jsonschema.validators.validator_for(schema)
    # Some published patterns are none to Python; they say what characters a name has, which is not what these tests are for.
    validator = jsonschema.validators.extend(kind, {"pattern": lambda *_: None} if "azure" in str(path) else {})(schema)
    for error in validator.iter_errors(value):
        raise AssertionError(f"{path}: {error.message} at {list(error.absolute_path)}")


def line_hashes(data):
    """GitHub's hashes of lines, straight from their description: for each line the polynomial in 37 of the 100 UTF-16 units from its
    start that are no blanks, and how many lines before have the same."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    encoded = text.encode("utf-16-le")
    units = [int.from_bytes(encoded[at:at + 2], "little") for at in range(0, len(encoded), 2)]
    units = [unit for unit in units if unit not in (0x20, 0x09)] + [0xFFFF]
    starts = [0] + [at + 1 for at, unit in enumerate(units[:-1]) if unit == 0x0A]
    seen, result = {}, []
    for start in starts:
        value = 0
        for unit in (units[start:start + 100] + [0] * 100)[:100]:
            value = (value * 37 + unit) % 2**64
        seen[value] = seen.get(value, 0) + 1
        result.append(f"{value:x}:{seen[value]}")
    return result


def check_sarif(directory):
    text = report(directory, "sarif")
    log = json.loads(text)
    validate(log, fetched("sources/pylint*/sarif-schema.json"))
    [run] = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["help"]["markdown"] and len(rule["fullDescription"]["text"]) <= 1024 and len(rule["properties"]["tags"]) <= 10
        security = rule["properties"].get("security-severity")
        assert ("security" in rule["properties"]["tags"]) == (security is not None)
        assert security is None or 0.1 <= float(security) <= 10
    assert any(rule["properties"].get("security-severity") for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        [location] = result["locations"]
        place = location["physicalLocation"]
        data = (pathlib.Path(directory) / urllib.parse.unquote(place["artifactLocation"]["uri"])).read_bytes()
        region = place["region"]
        # In the diff of a pull request only if every line of the region is: so it has one.
        assert region["startLine"] == region["endLine"], result
        line = data.decode().removeprefix("\ufeff").split("\n")[region["startLine"] - 1]
        assert 1 <= region["startColumn"] <= region["endColumn"] <= len(line.removesuffix("\r")) + 1, result
        hashes = line_hashes(data)
        assert result["partialFingerprints"]["primaryLocationLineHash"] == hashes[region["startLine"] - 1], result
        linked = {int(number) for number in re.findall(r"(?<!\\)\]\((\d+)\)", result["message"]["text"])}
        assert linked == {related["id"] for related in result.get("relatedLocations", [])}, result
    with tempfile.NamedTemporaryFile("w", suffix=".sarif") as file:
        file.write(text)
        file.flush()
        assert sarif.loader.load_sarif_file(file.name).get_result_count() == len(run["results"])
    return f"{len(run['results'])} results of {len(rules)} rules"


def check_junit(directory):
    text = report(directory, "junit")
    xmlschema.XMLSchema(fetched("sources/pytest*/testing/example_scripts/junit-10.xsd")).validate(text)
    suites = junitparser.JUnitXml.fromstring(text.encode())
    cases = sum(len(list(suite)) for suite in suites)
    assert cases == suites.tests > 0
    return f"{cases} cases"


def check_gitlab(directory):
    text = report(directory, "gitlab")
    assert not text.startswith("\ufeff")
    findings = json.loads(text)
    validate(findings, HERE / "gitlab.schema.json")
    assert len({finding["fingerprint"] for finding in findings}) == len(findings), "GitLab keeps one finding of a fingerprint"
    return f"{len(findings)} findings"


def check_rdjson(directory):
    result = json.loads(report(directory, "rdjson"))
    validate(result, HERE / "rdjson.schema.json")
    suggestions = sum(len(diagnostic.get("suggestions", [])) for diagnostic in result["diagnostics"])
    return f"{len(result['diagnostics'])} diagnostics, {suggestions} suggestions"


def check_checkstyle(directory):
    root = xml.etree.ElementTree.fromstring(report(directory, "checkstyle").encode())
    assert root.tag == "checkstyle" and all(file.tag == "file" and file.get("name") for file in root)
    errors = [error for file in root for error in file]
    for error in errors:
        assert set(error.attrib) == {"line", "column", "severity", "message", "source"} and error.tag == "error"
        assert error.get("severity") in ("error", "warning", "info")
    return f"{len(errors)} errors"


def check_commands(directory):
    """Workflow commands, as the runner reads them: by lines, properties up to the second `::`."""
    lines = report(directory, "github").splitlines()
    for line in lines:
        command = re.fullmatch(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:]*,?)*)::(.*)", line)
        assert command, line
        properties = dict(part.split("=", 1) for part in command[2].split(","))
        path = properties["file"].replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%25", "%")
        assert (pathlib.Path(directory) / path).exists(), path
        assert ("col" in properties) == (properties["line"] == properties["endLine"]), "columns only within one line"
    severities = [line.split()[0] for line in lines]
    assert severities == sorted(severities, key=["::error", "::warning", "::notice"].index), "the worst first"
    issues = report(directory, "azure").splitlines()
    assert len(issues) == len(lines) and all(
        re.fullmatch(r"##vso\[task\.logissue (?:[a-z]+=[^;\]]*;)+\].*", issue) for issue in issues)
    return f"{len(lines)} annotations"


def parsed(path):
    """A file of YAML 1.2, in which `on` is a text."""
    return ruamel.yaml.YAML(typ="safe", pure=True).load((PROJECT / path).read_text())


def check_ci_files():
    files = {
        "github-actions": "action.yml", "github-workflows": "examples/ci/github-workflow.yaml",
        "gitlab-ci": "examples/ci/gitlab-ci.yaml", "azure-pipelines": "examples/ci/azure-pipelines.yaml",
    }
    for name, path in files.items():
        validate(parsed(path), fetched(f"lib/python*/site-packages/check_jsonschema/builtin_schemas/vendor/{name}.json"))
    Workflow.parse_obj(parsed("examples/ci/argo-workflow.yaml"))
    return ", ".join([*files.values(), "examples/ci/argo-workflow.yaml"])


def check_bill_of_materials():
    text = subprocess.run([PROJECT / "Scripts/sbom", PROGRAM], capture_output=True, check=True, text=True).stdout
    error = JsonStrictValidator(SchemaVersion.V1_5).validate_str(text)
    assert error is None, error
    return ", ".join(component["name"] for component in json.loads(text)["components"])


def main():
    with tempfile.TemporaryDirectory() as hostile:
        for name, text in HOSTILE.items():
            path = pathlib.Path(hostile) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        for check in (check_sarif, check_junit, check_gitlab, check_rdjson, check_checkstyle, check_commands):
            for directory in (PROJECT / "examples", hostile):
                print(f"ok: {check.__name__.removeprefix('check_')}: {check(directory)}")
    print(f"ok: files for CI systems: {check_ci_files()}")
    print(f"ok: bill of materials: {check_bill_of_materials()}")


main()
