import { basename, relative, resolve } from 'node:path';
import { inputsOf } from '../inputs.ts';
import { pyText } from '../literal.ts';
import { folderOf } from '../paths.ts';
import { lines, paragraphs } from '../source.ts';
import { type Imports, moduleOf, type PythonParts } from './parts.ts';

/** Words that are no names in Python. */
const keywords = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);

/** Modules that Python has loaded, or loads for a program, before the user's: a file of such a name is not found by it. */
const taken = new Set(
  `abc annotationlib array ast asyncio atexit base64 binascii bisect builtins bz2 codecs collections concurrent contextlib
  contextvars copy copyreg dataclasses dis encodings enum errno fcntl fnmatch functools genericpath glob grp heapq
  importlib inspect io ipaddress itertools json keyword linecache locale logging lzma marshal math multiprocessing ntpath
  opcode operator os pathlib pickle pkgutil posix posixpath pwd queue random re reprlib runpy select selectors shutil
  signal site socket sre_compile sre_constants sre_parse ssl stat string struct subprocess sys tempfile textwrap threading
  time token tokenize traceback types typing urllib warnings weakref zipfile zipimport zlib`.split(/\s+/),
);

/** The imports of a program: what its parts need, then the user's task and its other exports. */
export function importsOf(parts: PythonParts, imports: Imports): string {
  const { name } = moduleOf(parts.request);
  const names = exportsOf(parts);
  const isPlain = isName(name) && !taken.has(name) && names.every(([exported]) => isName(exported));
  const folder = folderFrom(parts);
  const needed = { ...imports };
  const add = (module: string, ...from: string[]) => {
    needed[module] = [...(needed[module] ?? []), ...from];
  };
  if (!isPlain) add('importlib.util');
  if (folder !== undefined || !isPlain) {
    add('sys');
    add('pathlib', 'Path');
  }
  return paragraphs([own(needed), isPlain ? imported(parts, name, names, folder) : loaded(parts, name, names, folder)]);
}

/** The user's exports that a program uses, and what they are called in it. */
function exportsOf({ request, has }: PythonParts): readonly (readonly [exported: string, own: string])[] {
  const { name } = request.work;
  const others: readonly (readonly [string, string] | undefined)[] = [
    inputsOf(request).from === 'export' ? ['inputs', 'given_inputs'] : undefined,
    has.setup ? ['setup', 'setup'] : undefined,
    [name, 'task'],
    has.teardown ? ['teardown', 'teardown'] : undefined,
  ];
  return others.filter((other) => other !== undefined);
}

function imported(
  { request }: PythonParts,
  module: string,
  names: readonly (readonly [string, string])[],
  folder: string | undefined,
): string {
  const renamed = names.filter(([name, as]) => name !== as).map(([name, as]) => [name, `${name} as ${as}`] as const);
  const plain = names.filter(([name, as]) => name === as).map(([name]) => name);
  const rows = [
    ...renamed,
    ...(plain.length > 0 ? [[plain.toSorted()[0] ?? '', plain.toSorted().join(', ')] as const] : []),
  ];
  const from = rows.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  const about = `# The folder of ${pyText(basename(request.work.path))}.`;
  return paragraphs([
    folder && lines(about, `sys.path.insert(0, str(${folder}))`),
    lines(...from.map((row) => `from ${module} import ${row}`)),
  ]);
}

/** Loads the file by its path: its name, or that of an export, is none that an import could have. */
function loaded(
  { request }: PythonParts,
  module: string,
  names: readonly (readonly [string, string])[],
  folder: string | undefined,
): string {
  const here = folder ?? 'Path(__file__).resolve().parent';
  const name = pyText(isName(module) ? `user_${module}` : module);
  return `FOLDER = ${here}


def load(name: str, path: Path) -> Any:
    """Gives the module in a file, known by its name so that what it defines can be pickled."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


sys.path.append(str(FOLDER))
module = load(${name}, FOLDER / ${pyText(basename(request.work.path))})
${names.map(([exported, as]) => `${as} = ${isName(exported) ? `module.${exported}` : `getattr(module, ${pyText(exported)})`}`).join('\n')}`;
}

/** An expression for the folder of the user's file; undefined where it is that of the program. */
function folderFrom({ request }: PythonParts): string | undefined {
  const path = relative(folderOf(request), resolve(moduleOf(request).folder));
  return path === '' ? undefined : `Path(__file__).resolve().parent / ${pyText(path)}`;
}

/** In the order that ruff and isort give them: modules, then names from modules. */
function own(imports: Imports): string {
  const modules = Object.entries({ ...imports, typing: ['Any'] }).sort(([one], [other]) => (one < other ? -1 : 1));
  const whole = modules.filter(([, names]) => names.length === 0).map(([module]) => `import ${module}`);
  const from = modules
    .filter(([, names]) => names.length > 0)
    .map(([module, names]) => `from ${module} import ${[...new Set(names)].sort().join(', ')}`);
  return lines(...whole, ...from);
}

function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text) && !keywords.has(text);
}
