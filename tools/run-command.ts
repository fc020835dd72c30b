import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  /** Added to this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program with this process's input and output.
 * @returns its exit code; 127 where there is no such program, 1 where a signal ended it.
 */
export function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<number> {
  const [program = '', ...rest] = command;
  return new Promise((resolve) => {
    const env = { ...process.env, ...options.env };
    const child = spawn(program, rest, { cwd: options.cwd, env, stdio: 'inherit' });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** @throws Error if the program cannot be run or fails. */
export async function runOrThrow(command: readonly string[], options: CommandOptions = {}): Promise<void> {
  const code = await runCommand(command, options);
  if (code !== 0) throw new Error(`${command.join(' ')}: exit code ${String(code)}`);
}
