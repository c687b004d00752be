"""The process of the engine: errors, its death, threads, forks, interrupts, and how it is found."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from unittest import mock

import zigzag_ts
from zigzag_ts.server.command import VARIABLE, find_command
from zigzag_ts.server.engine import default_engine

from .support import PYTHON, InFolder

GEMM = ("gemm", "gemm_l1", "gemm_l1")


class Errors(InFolder):
    def test_an_option_that_does_not_exist(self) -> None:
        with self.assertRaises(zigzag_ts.InputError) as caught:
            zigzag_ts.run(*GEMM, lpf_limt=3)
        self.assertEqual(caught.exception.code, "ZZ6010")
        self.assertIn('there is no option lpf_limt; did you mean "lpf_limit"?\n  fix: options are', str(caught.exception))
        self.assertIsInstance(caught.exception, ValueError)

    def test_a_value_that_cannot_be(self) -> None:
        with self.assertRaisesRegex(zigzag_ts.InputError, 'spatial_mappings is "many"; expected a whole number'):
            zigzag_ts.run(*GEMM, nb_spatial_mappings_generated="many")
        with self.assertRaisesRegex(TypeError, "a set cannot be given to the engine"):
            zigzag_ts.run(*GEMM, lpf_limit={1})

    def test_a_fault_in_a_file_has_its_place(self) -> None:
        Path("bad.yaml").write_text("name: x\nmemories: 3\n", encoding="utf-8")
        with self.assertRaises(zigzag_ts.InputError) as caught:
            zigzag_ts.run("gemm", Path("bad.yaml"), "gemm_l1")
        self.assertEqual({finding["file"] for finding in caught.exception.diagnostics}, {"bad.yaml"})
        self.assertIn("bad.yaml:2:11: error", str(caught.exception))

    def test_no_mapping(self) -> None:
        accelerator = zigzag_ts.read_input("accelerator", "gemm_l1")
        accelerator["memories"]["l1"]["size"] = 8192
        with self.assertRaises(zigzag_ts.MappingError) as caught:
            zigzag_ts.run("gemm", accelerator, "gemm_l1")
        self.assertIn("ZZ44", caught.exception.code or "")
        self.assertIn("\n  fix: ", str(caught.exception))

    def test_what_is_odd_is_a_warning(self) -> None:
        with self.assertWarnsRegex(zigzag_ts.ZigzagWarning, "ZZ6019: seed has no effect without engine: salsa") as caught:
            run = zigzag_ts.run(*GEMM, seed=3)
        self.assertEqual(caught.filename, __file__)
        self.assertIn("ZZ6019", run.warnings[0])

    def test_the_engine_goes_on_after_errors(self) -> None:
        engine = default_engine()
        before = engine.generation
        with self.assertRaises(zigzag_ts.EngineError):
            engine.request("nothing")
        with self.assertRaises(zigzag_ts.EngineError):
            engine.request("details", run=10**6, layer=0)
        zigzag_ts.run(*GEMM)
        self.assertEqual(engine.generation, before)

    def test_paths_start_where_python_works(self) -> None:
        with tempfile.TemporaryDirectory() as other:
            os.chdir(other)
            zigzag_ts.run(*GEMM, out="here")
            self.assertTrue((Path(other) / "here" / "results.json").is_file())
            os.chdir("..")

    def test_the_search_has_the_name_that_it_has_in_the_command(self) -> None:
        run = zigzag_ts.run(*GEMM, engine="exact", opt="energy")
        self.assertEqual((run.layers[0]["proven_gap"], run.document["options"]["temporalMappingSearchEngine"]), (0, "exact"))

    def test_none_stands_for_no_limit_and_for_options_that_are_not_given(self) -> None:
        self.assertIsNone(zigzag_ts.run(*GEMM, lpf_limit=None, seed=None).document["options"]["lpfLimit"])

    def test_bytes_of_a_model(self) -> None:
        name = "resnet18"
        model = (PYTHON.parent / "examples" / "workloads" / f"{name}.onnx").read_bytes()
        options = {"precision": "default", "lpf_limit": 2}
        given = zigzag_ts.run(model, "tpu_like", "tpu_like", **options)
        self.assertEqual(given.energy, zigzag_ts.run(name, "tpu_like", "tpu_like", **options).energy)


class Life(InFolder):
    def test_runs_of_a_dead_engine_keep_their_layers(self) -> None:
        with zigzag_ts.Engine() as engine:
            run = zigzag_ts.run(*GEMM, process=engine)
            process = engine._process
            assert process is not None
            process.kill()
            process._process.wait()
            self.assertEqual(zigzag_ts.run(*GEMM, process=engine).energy, run.energy)
            self.assertEqual(len(run.layers), 1)
            with self.assertRaisesRegex(zigzag_ts.EngineError, "has ended(.|\n)*fix: run again"):
                run.details(0)

    def test_a_death_within_a_request_is_an_error_of_that_request(self) -> None:
        with zigzag_ts.Engine() as engine:
            engine.request("version")
            process = engine._process
            assert process is not None
            threading.Timer(0.3, process.kill).start()
            with self.assertRaisesRegex(zigzag_ts.EngineError, "the engine has ended with exit code"):
                zigzag_ts.run(LONG, "ascend_like", "ascend_like", lpf_limit=None, process=engine)
            zigzag_ts.run(*GEMM, process=engine)

    @unittest.skipIf(os.name == "nt", "signals of POSIX")
    def test_an_interrupt_cancels_the_search_and_keeps_the_runs(self) -> None:
        with zigzag_ts.Engine() as engine:
            earlier = zigzag_ts.run(*GEMM, process=engine)
            threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
            with self.assertRaises(KeyboardInterrupt):
                zigzag_ts.run(LONG, "ascend_like", "ascend_like", lpf_limit=None, process=engine)
            self.assertEqual(earlier.details(0)["details"]["layer"], "Layer0")

    def test_threads_share_an_engine(self) -> None:
        energies, errors = [], []

        def work(opt: str) -> None:
            try:
                for _ in range(5):
                    run = zigzag_ts.run(*GEMM, opt=opt)
                    energies.append((opt, run.energy, run.document["options"]["opt"]))
            except Exception as error:  # the test fails with it
                errors.append(error)

        threads = [threading.Thread(target=work, args=(opt,)) for opt in ("energy", "latency", "EDP")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(errors, [])
        self.assertEqual(len(energies), 15)
        self.assertTrue(all(opt == found for opt, _, found in energies))
        self.assertEqual(len(set(energies)), 3)

    @unittest.skipUnless(hasattr(os, "fork"), "forks of POSIX")
    def test_a_fork_has_an_engine_of_its_own(self) -> None:
        run = zigzag_ts.run(*GEMM)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = 0 if zigzag_ts.run(*GEMM).energy == run.energy else 2
                default_engine().close()
            finally:
                os._exit(code)
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        self.assertEqual(run.details(0)["details"]["layer"], "Layer0")

    def test_the_engine_forgets_runs_that_python_has_forgotten(self) -> None:
        with zigzag_ts.Engine() as engine:
            number = zigzag_ts.run(*GEMM, process=engine)._handle()
            gc.collect()
            with self.assertRaisesRegex(zigzag_ts.EngineError, f"there is no run {number} here"):
                engine.request("details", run=number, layer=0)

    def test_the_engine_ends_with_python(self) -> None:
        code = "import zigzag_ts; e = zigzag_ts.server.engine.default_engine(); e.request('version'); print(e._process._process.pid, flush=True)"
        for end in ("", "; import os, signal; os.kill(os.getpid(), signal.SIGKILL)"):
            with self.subTest(end):
                # Its output is a file: a pipe would wait for the engine as well.
                with tempfile.TemporaryFile("w+") as output:
                    subprocess.run([sys.executable, "-c", code + end], env=environment(), stdout=output, check=end == "")
                    output.seek(0)
                    engine = int(output.read())
                deadline = time.monotonic() + 10
                while _is_running(engine) and time.monotonic() < deadline:
                    time.sleep(0.02)
                self.assertFalse(_is_running(engine))


class Found(InFolder):
    def test_the_checkout_comes_before_the_path(self) -> None:
        self.assertEqual(find_command()[-1], str(PYTHON.parent / "bin" / "zigzag.js"))

    def test_the_argument_and_the_variable_come_first(self) -> None:
        with mock.patch.dict(os.environ, {VARIABLE: "node 'a b/zigzag.js'"}):
            self.assertEqual(find_command(), ["node", "a b/zigzag.js"])
            self.assertEqual(find_command(["x", "y"]), ["x", "y"])
        script = PYTHON.parent / "bin" / "zigzag.js"
        self.assertEqual(find_command(str(script))[1:], [str(script)])

    def test_a_package_of_npm_is_found_from_below(self) -> None:
        with tempfile.TemporaryDirectory() as place, mock.patch("zigzag_ts.server.command.__file__", f"{place}/a/b/c/d/command.py"):
            script = Path(place).resolve() / "node_modules" / "zigzag-ts" / "bin" / "zigzag.js"
            script.parent.mkdir(parents=True)
            script.touch()
            below = Path(place) / "notebooks" / "today"
            below.mkdir(parents=True)
            os.chdir(below)
            self.assertEqual(find_command()[1:], [str(script)])
            os.chdir(PYTHON)

    def test_a_checkout_is_found_from_within_by_a_copy_of_the_package(self) -> None:
        with tempfile.TemporaryDirectory() as place, mock.patch("zigzag_ts.server.command.__file__", f"{place}/a/b/c/d/command.py"):
            for folder in (PYTHON.parent, PYTHON / "examples"):
                os.chdir(folder)
                self.assertEqual(find_command()[1:], [str(PYTHON.parent / "bin" / "zigzag.js")])
            os.chdir(PYTHON)

    def test_without_node(self) -> None:
        with mock.patch("zigzag_ts.server.command.shutil.which", return_value=None):
            with self.assertRaisesRegex(zigzag_ts.EngineError, "Node.js is not found(.|\n)*fix: install Node.js 20.19 or newer"):
                zigzag_ts.Engine().request("version")

    def test_without_an_engine(self) -> None:
        with tempfile.TemporaryDirectory() as place, mock.patch("zigzag_ts.server.command.__file__", f"{place}/a/b/c/d/command.py"):
            os.chdir(place)
            with mock.patch("zigzag_ts.server.command.shutil.which", return_value=None):
                with self.assertRaisesRegex(zigzag_ts.EngineError, f"the engine is not found(.|\n)*set {VARIABLE}"):
                    find_command()
            os.chdir(PYTHON)

    def test_other_programs_are_no_engine(self) -> None:
        with self.assertRaisesRegex(zigzag_ts.EngineError, "is no engine of zigzag-ts: it printed b'serve --stdio'"):
            zigzag_ts.Engine("echo").request("version")
        with self.assertRaisesRegex(zigzag_ts.EngineError, "the engine cannot be started: no-such-program serve --stdio"):
            zigzag_ts.Engine("no-such-program").request("version")
        with self.assertRaisesRegex(zigzag_ts.EngineError, "has ended with exit code 3\n  over here"):
            zigzag_ts.Engine([sys.executable, "-c", "import sys; print('over here', file=sys.stderr); sys.exit(3)"]).request("version")


def environment() -> "dict[str, str]":
    return {**os.environ, "PYTHONPATH": str(PYTHON)}


def _is_running(process: int) -> bool:
    """A process that has ended and waits for its parent counts as ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        return state != "Z"
    except OSError:
        return False


#: A layer whose search takes hours.
LONG = [
    {
        "id": 0,
        "name": "long",
        "operator_type": "Conv",
        "equation": "O[b][k][oy][ox]+=W[k][c][fy][fx]*I[b][c][iy][ix]",
        "dimension_relations": ["ix=1*ox+1*fx", "iy=1*oy+1*fy"],
        "loop_dims": ["B", "K", "C", "OY", "OX", "FY", "FX"],
        "loop_sizes": [1, 192, 64, 27, 27, 5, 5],
        "operand_precision": {"O": 16, "O_final": 8, "W": 8, "I": 8},
        "operand_source": {"W": 0, "I": 0},
    }
]

if __name__ == "__main__":
    unittest.main()
