// The outside world as interfaces: files, processes, clock. `world/` holds the real ones, tests may hold others.

/** What a path is. `link` is only seen by `look` and `list`, which do not follow links. */
export type FileKind = "file" | "directory" | "link" | "other";

/** What a directory holds under one name. `kind` does not follow links. */
export interface Entry {
  readonly name: string;
  readonly kind: FileKind;
}

/** What changes about a file whenever its content does. */
export interface FileStamp {
  /** Size, times and number, in one text. */
  readonly text: string;
  /** The latest of its times: of its content, and of its name, owner and mode. Milliseconds since 1970. */
  readonly changedMs: number;
}

/** Is handed a file by its number: its text if it is UTF-8, BOM included, else its bytes, or why it cannot be read. */
export type TakeFile = (index: number, read: string | Uint8Array | Error) => void;

export interface Files {
  /** The kind of what stands at a path, following links; undefined where there is nothing. */
  kindOf(path: string): Promise<FileKind | undefined>;
  /** The kind without following links. */
  look(path: string): Promise<FileKind | undefined>;
  /** The path with every link resolved. Throws where there is nothing. */
  realPath(path: string): Promise<string>;
  /** What a directory holds, sorted by the bytes of the names. */
  list(path: string): Promise<readonly Entry[]>;
  /** The names alone: a directory of thousands is listed in half of the time. */
  names(path: string): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array>;
  /** Reads a file of any size piece by piece, for its length and its SHA-256 in hex. */
  digest(path: string): Promise<{ readonly bytes: number; readonly sha256: string }>;
  /** Reads many files, one after the other, and lets other work go on in between. Never throws for a file. */
  readEach(paths: readonly string[], take: TakeFile): Promise<void>;
  /** The stamps of many files, following links; undefined where one of them is not there. */
  stampEach(paths: readonly string[]): Promise<readonly FileStamp[] | undefined>;
  /** Writes to a neighbour and renames, so that no reader ever sees half a file. */
  write(path: string, content: string, mode?: number): Promise<void>;
  /** Writes only if nothing is there: false when something was. */
  writeNew(path: string, content: string, mode?: number): Promise<boolean>;
  makeDirectory(path: string, mode?: number): Promise<void>;
  changeMode(path: string, mode: number): Promise<void>;
  changeOwner(path: string, uid: number, gid: number): Promise<void>;
  /** `target` is what the link says, relative to the link's own directory. */
  link(target: string, path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a whole directory; nothing there is not an error. */
  remove(path: string): Promise<void>;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the environment. Secrets go here, never into the arguments. */
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
  readonly input?: string;
  readonly timeoutMs?: number;
  /** Ends the program (SIGTERM) when it fires; the code then tells the signal, as for any other end. */
  readonly signal?: AbortSignal;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Processes {
  readonly pid: number;
  /** The effective user id; -1 where the system has none. */
  readonly uid: number;
  readonly user: string;
  readonly host: string;
  readonly platform: string;
  readonly architecture: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Runs a program with an argument list, never through a shell. Code 127: there is no such program. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
  isAlive(pid: number): boolean;
  kill(pid: number, signal: "SIGTERM" | "SIGINT" | "SIGQUIT" | "SIGKILL"): void;
  /** A TCP port of 127.0.0.1 that is free now. */
  freePort(): Promise<number>;
}

export interface Clock {
  now(): Date;
  /** Milliseconds that only grow, for durations. */
  monotonicMs(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets everything go on that input or output has come for, in the middle of long work. */
  breathe(): Promise<void>;
}

export interface World {
  readonly files: Files;
  readonly processes: Processes;
  readonly clock: Clock;
}
