"""What a command line answers: exit codes, one sentence for each failure, and help in a person's words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from explorer import __version__
from explorer.cli_options import COMMANDS
from explorer.resources import bundled_graph
from tests.cli.commands import ROOT, START, is_one_sentence, run, run_alone
from tests.stores.test_hostile_files import OPENED, REFUSED

HOSTILE = Path(__file__).parents[1] / "hostile"
GRAPH = bundled_graph()


def test_info_says_what_is_in_the_bundled_graph(capsys):
    ran = run(capsys, "info")
    assert (ran.code, ran.err) == (0, "")
    assert "Entities: 51" in ran.out
    assert "Relations: 88" in ran.out


def test_info_as_json_is_nothing_but_json(capsys):
    found = json.loads(run(capsys, "info", GRAPH, "--json").out)
    assert found["entities"]["total"] == 51
    assert found["most_connected"][0]["id"] == "deepseek"


def test_checking_a_clean_graph_ends_with_0(capsys):
    ran = run(capsys, "check", GRAPH)
    assert ran.code == 0
    assert "0 problems" in ran.out


def test_checking_a_flawed_graph_ends_with_1_and_lists_everything(capsys):
    ran = run(capsys, "check", HOSTILE / "dangling.json", "--json")
    report = json.loads(ran.out)
    assert ran.code == report["exit_code"] == 1
    assert len(report["problems"]) > 1
    assert all(problem["pointer"] and problem["todo"] for problem in report["problems"])


def test_checking_what_cannot_be_read_ends_with_2_and_a_sentence(capsys):
    ran = run(capsys, "check", HOSTILE / "truncated.json")
    assert (ran.code, ran.out) == (2, "")
    assert is_one_sentence(ran.err)


def test_checking_what_cannot_be_read_as_json_is_json_too(capsys):
    ran = run(capsys, "check", HOSTILE / "truncated.json", "--json")
    assert ran.code == 2
    assert json.loads(ran.out)["unreadable"]


def test_quotations_are_looked_up_in_the_text_that_is_given(capsys, article_text, tmp_path):
    text = tmp_path / "article.txt"
    text.write_text(article_text, encoding="utf-8")
    assert run(capsys, "check", GRAPH, "--article-text", f"deepseek-shakes-markets={text}").code == 0
    text.write_text(article_text.replace("H800", "H900"), encoding="utf-8")
    ran = run(capsys, "check", GRAPH, "--article-text", f"deepseek-shakes-markets={text}")
    assert ran.code == 1
    assert "quote" in ran.out


def test_a_text_with_a_byte_order_mark_counts_as_if_it_had_none(capsys, article_text, tmp_path):
    text = tmp_path / "article.txt"
    text.write_text(article_text, encoding="utf-8-sig", newline="\r\n")
    assert run(capsys, "check", GRAPH, "--article-text", f"deepseek-shakes-markets={text}").code == 0


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_graph_inside_a_picture_is_checked_like_any_other(ending, capsys, tmp_path):
    picture = tmp_path / f"picture.{ending}"
    run(capsys, "export", HOSTILE / "dangling.json", "-o", picture)
    ran = run(capsys, "check", picture, "--json")
    report = json.loads(ran.out)
    assert ran.code == 1
    assert report["file"] == picture.name
    assert {problem["code"] for problem in report["problems"]} >= {"unknown-article", "unknown-speaker"}


def test_a_foreign_graph_is_checked_as_what_it_becomes(capsys):
    ran = run(capsys, "check", HOSTILE / "node-link.json")
    assert ran.code == 1
    assert "networkx node-link graph" in ran.out
    assert "[no-evidence]" in ran.out


@pytest.mark.parametrize("name", [*REFUSED, *OPENED])
@pytest.mark.parametrize("command", ["info", "export"])
def test_every_hostile_file_gets_a_result_or_one_sentence(command, name, capsys, tmp_path):
    target = tmp_path / "page.html"
    words = [command, HOSTILE / name, *(["-o", target] if command == "export" else [])]
    ran = run(capsys, *words)
    if name in REFUSED:
        assert ran.code == 2
        assert is_one_sentence(ran.err)
        assert not target.exists()
    else:
        assert ran.code == 0
        assert all(line.startswith("Note: ") for line in ran.err.splitlines())


BAD_FILES = {
    "missing": "missing.json",
    "folder": ".",
    "empty": "empty.json",
    "not JSON": "text.json",
    "UTF-16": "wide.json",
    "picture without a graph": "plain.png",
    "drawing without a graph": "picture.svg",
    "inside a file": "text.json/graph.json",
    "null in its name": "a\0b.json",
}


def bad_file(folder: Path, what: str) -> Path:
    plain = folder / "plain.png"
    plain.write_bytes(bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489") + b"\x00" * 8)
    (folder / "empty.json").write_bytes(b"")
    (folder / "text.json").write_text("not a graph")
    (folder / "wide.json").write_bytes("{}".encode("utf-16"))
    (folder / "picture.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    return folder / BAD_FILES[what]


@pytest.mark.parametrize("what", BAD_FILES)
@pytest.mark.parametrize("command", ["info", "check", "export", "screenshot"])
def test_a_file_that_is_no_graph_is_one_sentence_and_2(command, what, capsys, tmp_path):
    path = bad_file(tmp_path, what)
    target = tmp_path / "out.png"
    ran = run(capsys, command, path, *(["-o", target] if command in {"export", "screenshot"} else []))
    assert ran.code == 2
    assert ran.out == ""
    assert is_one_sentence(ran.err)
    assert not target.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export"], "required: -o/--output"),
        (["export", "-o", "x.gif"], "End it in .png, .svg, .pdf or .html"),
        (["export", "-o", "picture"], "End it in .png, .svg, .pdf or .html"),
        (["export", "-o", "x.png", "--size", "big"], "as in 1440x900"),
        (["export", "-o", "x.png", "--size", "1x1"], "--size cannot be 1"),
        (["export", "-o", "x.png", "--scale", "99"], "--scale cannot be 99"),
        (["export", "-o", "x.png", "--scale", "nan"], "--scale cannot be nan"),
        (["export", "-o", "x.png", "--dpi", "1"], "--dpi cannot be 1"),
        (["export", "-o", "x.png", "--paper", "a9"], "'a3'"),
        (["export", "-o", "x.png", "--depth", "2"], "--focus"),
        (["export", "-o", "x.png", "--depth", "0", "--focus", "DeepSeek"], "from 1 to 9"),
        (["export", "-o", "x.png", "--focus", "DepSeek"], "DeepSeek"),
        (["export", "-o", "x.png", "--only-stance", "sure"], "asserted"),
        (["export", "-o", "x.png", "--only-kind", "animal"], "company"),
        (["export", "-o", "x.png", "--layout", "forse"], "force"),
        (["export", "-o", "x.png", "--only-stance", "unsupported"], "Nothing would be shown"),
        (["export", "-o", "x.png", "--only-kind", "chip", "--focus", "DeepSeek"], "would not be shown"),
        (["screenshot", "-o", "x.jpg"], ".png"),
        (["screenshot", "-o", "x.png", "--size", "10x10"], "900x600"),
        (["screenshot", "-o", "x.png", "--scale", "40"], "0.5 to 4"),
        (["screenshot", "-o", "x.png", "--select", "Nobody"], "No entity called 'Nobody'"),
        (["screenshot", "-o", "x.png", "--select-edge", "DeepSeek"], "A -> B"),
        (["screenshot", "-o", "x.png", "--select-edge", "DeepSeek -> Oculus VR"], "no relation"),
        (["check"], "required: FILE"),
        (["check", str(GRAPH), "--article-text", "no-path"], "ID=PATH"),
        (["check", str(GRAPH), "--article-text", "a=/nowhere/at/all.txt"], "cannot be read"),
        (["check", str(GRAPH), "--article-text", "a=/dev/null"], "it is not a file"),
        (["check", str(GRAPH), "--article-text", "a=."], "it is not a file"),
        (["info", "--yaml"], "--yaml"),
        (["chek", "graph.json"], "No command or file called 'chek'. Available: open, check, "),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_one_sentence_and_2(words, said, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    ran = run(capsys, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert is_one_sentence(ran.err)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command, capsys):
    ran = run(capsys, command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"edgewise {command}" in ran.out


def test_help_is_asked_for_in_the_words_in_which_the_program_was_started():
    started = subprocess.run(
        [sys.executable, "main.py", "info", "--yaml"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "python main.py --help says what there is." in started.stderr


def test_the_smoke_test_looks_into_a_window_even_without_a_display(tmp_path):
    ran = run_alone("--smoke", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("The window (offscreen) shows: “")
    assert not list(tmp_path.iterdir())


def test_the_version_is_said(capsys):
    assert run(capsys, "--version").out == f"Edgewise {__version__}\n"


def test_an_unexpected_failure_is_a_sentence_unless_details_are_asked_for(capsys, monkeypatch):
    def fail(project):
        raise ZeroDivisionError("a slip")

    monkeypatch.setattr("explorer.model.report.report", fail)
    ran = run(capsys, "info", "--json")
    assert ran.code == 1
    assert "ZeroDivisionError" in ran.err
    assert is_one_sentence(ran.err)
    with pytest.raises(ZeroDivisionError):
        run(capsys, "info", "--json", "--debug")


def test_a_failure_that_is_expected_shows_its_details_too(capsys):
    ran = run_alone("info", "missing.json", "--debug")
    assert ran.code == 1
    assert "Traceback" in ran.err
    assert "UnreadableFile" in ran.err


def test_exit_codes_reach_whoever_started_it(tmp_path):
    assert run_alone("check", GRAPH).code == 0
    assert run_alone("check", HOSTILE / "dangling.json").code == 1
    missing = run_alone("check", tmp_path / "missing.json")
    assert missing.code == 2
    assert is_one_sentence(missing.err)


def test_a_reader_that_stops_reading_is_no_failure_worth_words():
    with subprocess.Popen(
        [sys.executable, "-c", START, "info", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == 1
    assert said == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="This system has no device that is always full.")
def test_output_that_cannot_be_written_is_one_sentence():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", START, "info"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)


def test_names_of_any_script_can_be_printed_anywhere():
    ran = run_alone("info", HOSTILE / "right-to-left.json", "--json", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert ran.code == 0
    assert json.loads(ran.out)["entities"]["total"] > 0
    assert run_alone("info", HOSTILE / "right-to-left.json", PYTHONUTF8="0", PYTHONIOENCODING="ascii").code == 0


@pytest.mark.parametrize("words", [["check", GRAPH], ["info", "--json"], ["info"], ["--help"], ["export", "--help"]])
def test_nothing_heavy_is_loaded_to_read_a_graph(words):
    script = (
        "import sys\n"
        "from explorer.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "heavy = {'PySide6', 'networkx', 'scipy', 'rapidfuzz', 'pyvis', 'IPython'} & set(sys.modules)\n"
        "print('loaded:', sorted(heavy), file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == "loaded: []"
