"""
Looks at a user's file before any run: loads it, makes its inputs, and tells what was found as one
line of JSON on descriptor 3. In a process of its own, which the interpreter of the runs carries out.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any, TypedDict

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
if root not in sys.path:
    sys.path.insert(0, root)

from lanes_runner.call import Call, is_async  # noqa: E402
from lanes_runner.emitter import failure_of  # noqa: E402
from lanes_runner.inputs import NoInputs, made_inputs  # noqa: E402
from lanes_runner.output import prepare_output  # noqa: E402
from lanes_tasks.registry import functions_of, is_generator  # noqa: E402
from lanes_tasks.task import WorkFile  # noqa: E402
from lanes_tasks.user_file import UserFile  # noqa: E402

ANSWER = 3


class _RequiredOfLookRequest(TypedDict):
    work: WorkFile
    most: int


class LookRequest(_RequiredOfLookRequest, total=False):
    """What is asked; the fields are those of LookRequest in protocol/look.ts."""

    tasks: int


class LookError(Exception):
    """Why the file cannot be run, as LookError in protocol/look.ts has it."""

    def __init__(self, kind: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.told = {"kind": kind, "message": " ".join(message.split()), **more}


def main() -> None:
    """Reads the request from standard input and answers it."""
    request: LookRequest = json.loads(sys.stdin.buffer.read())
    prepare_output()
    try:
        answer = look(request)
    except LookError as error:
        answer = {"error": error.told}
    with os.fdopen(ANSWER, "wb") as pipe:
        pipe.write(f"{json.dumps(answer)}\n".encode())
    sys.stdout.flush()
    # What the file left behind would keep this process.
    os._exit(0)


def look(request: LookRequest) -> dict[str, Any]:
    """What there is to know of a file (WorkFacts in protocol/look.ts); raises LookError where it cannot be run."""
    work = request["work"]
    file = UserFile(work["path"])
    since = time.monotonic()
    module = _loaded(file)
    load_ms = _ms_since(since)
    functions = functions_of(module)
    function = _function(module, work["name"], functions)
    has = _hooks(module)
    since = time.monotonic()
    values = _inputs(work, file, min(request["most"], request.get("tasks", request["most"])))
    facts = {
        "isAsync": is_async(function),
        "takes": Call(function, is_users=True).wants,
        "inputs": None if values is None else len(values),
        "loadMs": load_ms,
        "inputsMs": _ms_since(since),
        "has": has,
        "exports": functions,
    }
    return {**facts, **_size_of_first(values)}


def _ms_since(since: float) -> float:
    return round((time.monotonic() - since) * 1_000, 3)


def _where(error: SyntaxError, file: UserFile) -> str:
    if error.lineno is None:
        return ""
    line = f"line {error.lineno}"
    return f" in {line}" if error.filename == file.path else f" in {error.filename}, {line}"


def _loaded(file: UserFile) -> Any:
    try:
        with open(file.path, "rb"):
            pass
    except OSError as error:
        raise LookError("missing", error.strerror or str(error)) from error
    try:
        return file.load()
    except ModuleNotFoundError as error:
        message = f"{error.msg}, for {sys.executable}"
        raise LookError("not-installed", message, stack=_stack(error)) from error
    except SyntaxError as error:
        message = f"{type(error).__name__}{_where(error, file)}: {error.msg}"
        raise LookError("parse", message, stack=_stack(error)) from error
    except SystemExit as error:
        message = f"it ends its process as it is loaded, with code {error.code}"
        raise LookError("exits", message, stack=_stack(error)) from error
    except BaseException as error:
        raise LookError("throws", f"it raises as it is loaded: {_words(error)}", stack=_stack(error)) from error


def _function(module: Any, name: str, functions: list[str]) -> Any:
    if name not in module.__dict__ and not hasattr(module, name):
        has = ", ".join(functions) or "no function"
        raise LookError("no-export", f"it has no {name}; it has {has}", exports=functions)
    function = getattr(module, name)
    if not callable(function):
        kind = type(function).__name__
        raise LookError("not-a-function", f"{name} is no function, but of the type {kind}", exports=functions)
    if is_generator(function):
        message = f"{name} is a generator function, of which a call runs nothing"
        raise LookError("not-a-function", message, exports=functions)
    return function


def _hooks(module: Any) -> dict[str, Any]:
    for name in ("setup", "teardown"):
        if not callable(getattr(module, name, _nothing)):
            raise LookError("not-a-function", f"{name} has to be a function")
    same_result = getattr(module, "same_result", None)
    if not (same_result is None or same_result is False or callable(same_result)):
        raise LookError("not-a-function", "same_result has to be a function of two results, or False")
    compares = {} if same_result is None else {"sameResult": "never" if same_result is False else "function"}
    return {"setup": hasattr(module, "setup"), "teardown": hasattr(module, "teardown"), "transfer": False, **compares}


def _nothing() -> None:
    return None


def _inputs(work: WorkFile, file: UserFile, most: int) -> list[Any] | None:
    try:
        values = made_inputs(work, file, most)
    except NoInputs as error:
        raise LookError("inputs", str(error)) from error
    except SystemExit as error:
        message = f"it ends its process as its inputs are made, with code {error.code}"
        raise LookError("exits", message, stack=_stack(error)) from error
    except BaseException as error:
        raise LookError("inputs-fail", f"its inputs cannot be made: {_words(error)}", stack=_stack(error)) from error
    if values == []:
        raise LookError("inputs", "inputs gives none")
    return values


def _size_of_first(values: list[Any] | None) -> dict[str, int]:
    """How many bytes the first input takes when it is pickled; nothing where it cannot be."""
    if not values:
        return {}
    import pickle

    try:
        return {"inputBytes": len(pickle.dumps(values[0], pickle.HIGHEST_PROTOCOL))}
    except Exception:
        return {}


def _words(error: BaseException) -> str:
    failure = failure_of(error)
    return f"{failure['name']}: {failure['message']}"


def _stack(error: BaseException) -> str:
    return failure_of(error)["stack"]


if __name__ == "__main__":
    main()
